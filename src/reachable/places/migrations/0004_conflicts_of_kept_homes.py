"""Somebody who declared a home as theirs is kept from a child who lives there, also once that home is kept apart.

In:  kept places; what was declared.
Out: a column of keyed hashes; the functions that find a conflict of interest look at it too.
"""

from pathlib import Path

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from reachable.access.tables import let_resolver_read

SQL = Path(__file__).parent / "sql" / "conflicts_of_kept_homes.sql"


class Migration(migrations.Migration):
    """Add the column, and write the functions anew."""

    dependencies = [
        ("places", "0003_places_told"),
        ("people", "0012_everyone_who_looked"),
        ("oversight", "0010_protect_count_releases"),
    ]

    operations = [
        migrations.AddField(
            model_name="keptplace",
            name="conflict_keys",
            field=ArrayField(base_field=models.CharField(max_length=64), db_default=[], default=list, size=None),
        ),
        let_resolver_read("places_keptplace", "about_id, conflict_keys"),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
