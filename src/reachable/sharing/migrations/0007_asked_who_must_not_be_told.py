"""A pack and a decision to share keep how somebody is known to be another than an adult who must not be told.

In:  0006.
Out: columns; two of them are never written over.
"""

from django.db import migrations, models

STAYS = """
    CREATE TRIGGER pack_says_how_whoever_asked_is_known BEFORE UPDATE OF different_because ON sharing_pack
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
    CREATE TRIGGER share_says_how_whoever_reads_is_known BEFORE UPDATE OF different_because ON sharing_sharedecision
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
"""


def _words() -> "models.TextField[str, str]":
    return models.TextField(blank=True, db_default="", default="")


class Migration(migrations.Migration):
    """Add the columns and their triggers."""

    dependencies = [("sharing", "0006_packs_say_of_which_records")]

    operations = [
        migrations.AddField(model_name="pack", name="different_because", field=_words()),
        migrations.AddField(model_name="pack", name="release_different_because", field=_words()),
        migrations.AddField(model_name="sharedecision", name="different_because", field=_words()),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
    ]
