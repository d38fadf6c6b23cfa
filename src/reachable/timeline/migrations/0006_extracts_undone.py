"""What an undone extract told is withdrawn, and can stand again.

In:  events.
Out: the extract whose undoing withdrew each, and how long it was away.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the columns."""

    dependencies = [
        ("timeline", "0005_find_children_around"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="away",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name="event",
            name="undone_batch_id",
            field=models.UUIDField(null=True),
        ),
    ]
