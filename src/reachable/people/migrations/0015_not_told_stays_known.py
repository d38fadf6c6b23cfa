"""An entry on who must not be told keeps what was known of the adult when it was written, and only places leave it.

In:  the table and the triggers of 0013.
Out: columns; the trigger of words, with them.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

SAYS = """
    DROP TRIGGER entry_says_what_was_written ON people_mustnotbetold;
    CREATE TRIGGER entry_says_what_was_written
    BEFORE UPDATE OF adult_name, email, phone, known_names, known_emails, known_phones, of_what, because, said_by
    ON people_mustnotbetold FOR EACH ROW EXECUTE FUNCTION resolver.refuse_other_words_but_places(
        'adult_name', '120', 'email', '120', 'phone', '40', 'known_names', '0', 'known_emails', '0', 'known_phones', '0',
        'of_what', '300', 'because', '300', 'said_by', '120');
"""


def _known(name: str) -> migrations.AddField:
    field: ArrayField[list[str], list[str]] = ArrayField(models.TextField(), default=list, db_default=[])
    return migrations.AddField(model_name="mustnotbetold", name=name, field=field)


class Migration(migrations.Migration):
    """Add the columns and hold them as they were written."""

    dependencies = [("people", "0014_not_told_names_somebody")]

    operations = [
        _known("known_names"),
        _known("known_emails"),
        _known("known_phones"),
        migrations.RunSQL(SAYS, migrations.RunSQL.noop),
    ]
