"""No row of broken glass can be read unless it is open to its reviewer, and broken glass shows no place.

In:  the table of 0001, residences, schools and records as sent.
Out: row-level security; what broken glass opens, which the policies ask.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import protect_rows

SQL = Path(__file__).parent / "sql" / "oversight.sql"


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [
        ("oversight", "0001_initial"),
        ("access", "0011_broken_glass_checked"),
        ("people", "0010_protect_must_not_be_told"),
        ("places", "0002_protect_rows"),
    ]

    operations = [
        protect_rows("oversight_brokenglass"),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
