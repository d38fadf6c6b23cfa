"""Each agency has a key of its own for each record it writes of, and keeps for itself what another told as well.

In:  keys and places, one of each for a record.
Out: one for each record and agency. What was sealed before is parted as soon as it is found: see `places_settled`.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Let there be one key, and one row of a place, for each agency."""

    dependencies = [("places", "0004_conflicts_of_kept_homes")]

    operations = [
        migrations.RemoveConstraint(model_name="childkey", name="child_key_once"),
        migrations.RemoveConstraint(model_name="keptplace", name="place_kept_once"),
        migrations.AddConstraint(
            model_name="childkey",
            constraint=models.UniqueConstraint(fields=("about_id", "controller"), name="child_key_once_each_agency"),
        ),
        migrations.AddConstraint(
            model_name="keptplace",
            constraint=models.UniqueConstraint(
                fields=("about_id", "controller", "mark"), name="place_kept_once_each_agency"
            ),
        ),
    ]
