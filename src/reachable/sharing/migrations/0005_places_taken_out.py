"""Places of a child who is protected after something was sent are taken out of what was sent; nothing else changes in it.

In:  the triggers of 0002 and 0004, which let nothing be written over.
Out: triggers of their own for words: only marks may stand where words stood.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "places_taken_out.sql"


class Migration(migrations.Migration):
    """Replace the triggers."""

    dependencies = [("sharing", "0004_protect_packs")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
