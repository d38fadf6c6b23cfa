"""Events say where they were in a form that can be compared. What came in before has none, until it is told again.

In:  events.
Out: the column.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the column."""

    dependencies = [("timeline", "0003_kinds_of_the_wider_feeds")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="place_key",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
    ]
