"""A recipient reads what they were sent through their envelope alone; what was sent and why is never written over.

In:  the tables of 0001.
Out: row-level security on each; a function that says if an envelope is live; triggers.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import let_resolver_read, protect_rows

PERSONAL_TABLES = (
    "sharing_sharedecision",
    "sharing_shareditem",
    "sharing_sharerecipient",
    "sharing_sharedcopy",
    "sharing_sharereply",
    "sharing_lefthere",
)
SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [
        ("sharing", "0001_initial"),
        ("access", "0002_context_audit_and_grants"),
        ("people", "0002_protect_rows"),
    ]

    operations = [
        *(protect_rows(table) for table in PERSONAL_TABLES),
        let_resolver_read(
            "sharing_sharerecipient",
            "about_id, child_id, starts_at, expires_at, recalled_at, recipient_agency_id, recipient_user_id",
        ),
        migrations.RunSQL((SQL / "shared_now.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
