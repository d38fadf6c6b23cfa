"""Conflicts of interest have a key of their own, and homes kept apart one that is in no database.

In:  kept homes with keys made under the context key; what was declared.
Out: a column; the functions that find a conflict of interest, written anew. What was made before compares until it is
     made anew: see `access.operations.conflicts`.
"""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "conflicts_hold.sql"


class Migration(migrations.Migration):
    """Add the column, and write the functions anew."""

    dependencies = [
        ("places", "0007_key_of_each_agency"),
        ("access", "0025_declared_homes"),
    ]

    operations = [
        migrations.AddField(
            model_name="keptplace",
            name="home_key",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
