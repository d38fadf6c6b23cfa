"""No personal row of this stage can be read unless its record is open.

In:  the tables of 0001.
Out: row-level security on each.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import let_resolver_read, protect_rows

PERSONAL_TABLES = (
    "people_subject",
    "people_sourcerecord",
    "people_name",
    "people_birthdate",
    "people_identifier",
    "people_contact",
    "people_residence",
    "people_schooling",
    "people_equalitydetail",
    "people_clustermember",
)
SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [("people", "0001_initial"), ("access", "0002_context_audit_and_grants")]

    operations = [
        *(protect_rows(table) for table in PERSONAL_TABLES),
        let_resolver_read("people_subject", "id, sealed_at"),
        let_resolver_read("people_clustermember", "subject_id, cluster_id"),
        let_resolver_read(
            "people_sourcerecord", "id, about_id, subject_id, reference, recorded_at, version_hash, withdrawn_at"
        ),
        migrations.RunSQL((SQL / "open_records.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "latest_versions.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
