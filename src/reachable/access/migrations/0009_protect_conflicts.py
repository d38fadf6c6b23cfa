"""Declarations open to nobody; what reviewers must be told of is an entry of the audit record.

In:  the tables of 0008.
Out: row-level security on each; a kind of entry.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import protect_rows

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Switch on row-level security, and let reviewers be told."""

    dependencies = [("access", "0008_conflicts")]

    operations = [
        protect_rows("access_declaredconflict"),
        protect_rows("access_clearedconflict"),
        migrations.RunSQL((SQL / "alarms.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
