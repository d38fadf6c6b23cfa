"""No personal row of this stage can be read unless its record is open.

In:  the tables of 0001.
Out: row-level security on each.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import let_resolver_read, protect_rows

PERSONAL_TABLES = (
    "timeline_event",
    "timeline_participation",
)
SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [
        ("timeline", "0001_initial"),
        ("access", "0002_context_audit_and_grants"),
        ("people", "0002_protect_rows"),
    ]

    operations = [
        *(protect_rows(table) for table in PERSONAL_TABLES),
        let_resolver_read("timeline_event", "about_id, sharing, controller_id, withdrawn_at"),
        migrations.RunSQL((SQL / "count_held.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
