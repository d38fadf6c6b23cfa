"""What a letter says, and what was said when a pack left, is never written over; a letter keeps how it keeps to agreements.

In:  0012.
Out: a column; triggers; a word for files of letters. Only marks may stand where a place stood that is protected since.
"""

from django.db import migrations, models

STAYS = """
    DROP TRIGGER letter_stays_as_made ON sharing_letter;
    CREATE TRIGGER letter_stays_as_made
    BEFORE UPDATE OF kind, about_id, starts_at, ends_at, share_purpose, grounds, made_at, made_by_id ON sharing_letter
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words();
    CREATE TRIGGER letter_says_what_was_made
    BEFORE UPDATE OF words, readers, heading, place, because, different_because, agreed_because, signed ON sharing_letter
    FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words_but_places(
        'words', '0', 'readers', '0', 'heading', '200', 'place', '200', 'because', '0', 'different_because', '0',
        'agreed_because', '0', 'signed', '200');
    CREATE TRIGGER pack_stays_as_released BEFORE UPDATE OF released_at, released_by_id ON sharing_pack
    FOR EACH ROW WHEN (OLD.released_at IS NOT NULL) EXECUTE FUNCTION resolver.refuse_other_words();
    CREATE TRIGGER pack_says_how_it_was_released
    BEFORE UPDATE OF to_whom, release_because, release_different_because ON sharing_pack
    FOR EACH ROW WHEN (OLD.released_at IS NOT NULL) EXECUTE FUNCTION resolver.refuse_other_words_but_places(
        'to_whom', '200', 'release_because', '0', 'release_different_because', '0');
"""


class Migration(migrations.Migration):
    """Add the column and the triggers."""

    dependencies = [("sharing", "0012_asked_who_must_not_be_told")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="agreed_because",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AlterField(
            model_name="lefthere",
            name="way",
            field=models.CharField(
                choices=[
                    ("SHARE", "Shared"),
                    ("PACK", "Released as a pack"),
                    ("LETTER", "Written in a letter or an invitation"),
                    ("FILE", "Made into a file or printed"),
                    ("LETTER_FILE", "A letter or an invitation made into a file"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
    ]
