"""What an undone extract told is withdrawn, and can stand again.

In:  versions of records.
Out: the events each tells of, the extract whose undoing withdrew it, and how long it was away.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the columns."""

    dependencies = [
        ("people", "0004_protect_adults_around"),
    ]

    operations = [
        migrations.AddField(
            model_name="sourcerecord",
            name="away",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name="sourcerecord",
            name="event_versions",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name="sourcerecord",
            name="undone_batch_id",
            field=models.UUIDField(null=True),
        ),
    ]
