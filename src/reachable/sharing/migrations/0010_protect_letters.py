"""A letter is read when its record is open, and who made it, when, for what and on which grounds is never written over.

In:  the table of 0009.
Out: row-level security; a trigger.
"""

from django.db import migrations

from reachable.access.tables import protect_rows

STAYS = """
    CREATE TRIGGER letter_stays_as_made
    BEFORE UPDATE OF kind, about_id, starts_at, ends_at, share_purpose, grounds, made_at, made_by_id, signed ON sharing_letter
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
"""
"""Its words can lose what becomes a protected place, as any words do. The register keeps the mark of what left."""


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [("sharing", "0009_letters"), ("people", "0002_protect_rows")]

    operations = [protect_rows("sharing_letter"), migrations.RunSQL(STAYS, migrations.RunSQL.noop)]
