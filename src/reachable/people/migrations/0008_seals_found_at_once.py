"""Seals are looked for among all records of a page at once.

In:  the functions of 0006 and 0007.
Out: the same functions, which answer the same and sooner.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Replace what they do, and not what they say."""

    dependencies = [("people", "0007_refuse_conflicts")]

    operations = [
        migrations.RunSQL((SQL / "seals_at_once.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
