"""A protection moves its day, or ends, only by looks of whoever acts for its own agency; no look is written over.

In:  the table of 0005.
Out: row-level security, and triggers.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import let_resolver_read, protect_rows

SQL = Path(__file__).parent / "sql" / "protection_looks.sql"


class Migration(migrations.Migration):
    """Switch on row-level security, and hold what a look must be."""

    dependencies = [("places", "0005_protection_looks"), ("keeping", "0005_files_to_tell")]

    operations = [
        protect_rows("places_protectionlook"),
        let_resolver_read("places_protectedchild", "id, about_id, controller_id, ended_at"),
        let_resolver_read("places_protectionlook", "id, protection_id, number, kind, next_on, looked_by_id"),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
