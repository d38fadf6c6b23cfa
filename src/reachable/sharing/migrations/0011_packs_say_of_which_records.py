"""A pack keeps of which records it was made, so that it is known when one of them turns out to be another person's.

In:  0005.
Out: a column that is never written over.
"""

from django.db import migrations, models

STAYS = """
    CREATE TRIGGER pack_stays_made_of_its_records BEFORE UPDATE OF made_of ON sharing_pack
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
"""


class Migration(migrations.Migration):
    """Add the column and its trigger."""

    dependencies = [("sharing", "0010_protect_letters")]

    operations = [
        migrations.AddField(model_name="pack", name="made_of", field=models.JSONField(db_default=[], default=list)),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
    ]
