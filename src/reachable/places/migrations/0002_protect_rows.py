"""No personal row of this stage can be read unless its record is open.

In:  the tables of 0001.
Out: row-level security on each.
"""

from django.db import migrations

from reachable.access.tables import protect_rows

PERSONAL_TABLES = ("places_place",)


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [("places", "0001_initial"), ("access", "0002_context_audit_and_grants")]

    operations = [
        *(protect_rows(table) for table in PERSONAL_TABLES),
    ]
