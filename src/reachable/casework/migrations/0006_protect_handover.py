"""No handover note can be read unless it is open, and no line of one unless its child's record is.

In:  the tables of 0005.
Out: row-level security on each.
"""

from django.db import migrations

from reachable.access.tables import protect_rows

PERSONAL_TABLES = ("casework_handovernote", "casework_handoverline")


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [("casework", "0005_handover_notes"), ("access", "0002_context_audit_and_grants")]

    operations = [
        *(protect_rows(table) for table in PERSONAL_TABLES),
    ]
