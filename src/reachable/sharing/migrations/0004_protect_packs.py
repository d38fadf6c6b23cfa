"""A pack is read when its record is open, and what it says is never written over.

In:  the table of 0003.
Out: row-level security; a trigger.
"""

from django.db import migrations

from reachable.access.tables import protect_rows

STAYS = """
    CREATE TRIGGER pack_stays_as_prepared
    BEFORE UPDATE OF frozen, kind, about_id, asked_by, asked_on, due_on, prepared_by_id, prepared_at ON sharing_pack
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
"""


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [("sharing", "0003_packs"), ("people", "0002_protect_rows")]

    operations = [protect_rows("sharing_pack"), migrations.RunSQL(STAYS, migrations.RunSQL.noop)]
