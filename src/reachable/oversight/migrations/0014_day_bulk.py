"""Many records opened, or named in lists, in one day outside somebody's own work are a pattern, and slow them down.

In:  findings; the audit record.
Out: one more pattern; what the round that looks for patterns, and the pace of opening, ask.
"""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Name the pattern, and let it be asked for."""

    dependencies = [("oversight", "0013_opened_by_an_event"), ("access", "0025_declared_homes")]

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
                    ("DAY_BULK", "Many records in one day outside their own work"),
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
        migrations.RunSQL((SQL / "day_bulk.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
