"""A reviewer is also asked about a record of their agency that opened by an event somebody elsewhere wrote.

In:  0012.
Out: one more pattern to choose from.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Name the pattern."""

    dependencies = [("oversight", "0012_glass_and_telephones")]

    operations = [
        migrations.AlterField(
            model_name="lookfinding",
            name="pattern",
            field=models.CharField(
                choices=[
                    ("OWN_FAMILY", "Own name, kin or household"),
                    ("NEIGHBOUR", "The same postcode or part of town"),
                    ("COLLEAGUE", "A colleague’s child"),
                    ("SLOW_TRAWL", "A few records a day outside their own work, for long"),
                    ("NIGHT_BULK", "Many records in one night"),
                    ("DENIED_AGAIN", "Records asked for again and again that were not theirs to open"),
                    ("GLASS_OFTEN", "Glass broken again and again"),
                    ("NUMBER_FISHING", "Numbers searched again and again with nothing found"),
                    ("PLACE_PROBING", "Addresses typed again and again where they are looked for"),
                    ("EACH_OTHER", "Two who answer for each other"),
                    ("DECLARED", "What they declared they must be kept from"),
                    ("OPENED_BY_EVENT", "A record opened by an event they wrote themselves"),
                ],
                max_length=20,
            ),
        ),
    ]
