"""Who has looked at a record is told whole.

In:  the function of 0004 and of the audit record before it.
Out: the same, without an end after 500.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Tell of every look."""

    dependencies = [("people", "0011_purpose_of_analysts")]

    operations = [
        migrations.RunSQL((SQL / "everyone_who_looked.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
