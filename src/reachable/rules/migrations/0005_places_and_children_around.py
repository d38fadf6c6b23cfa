"""A firing that rests on what happened to other children says which of its evidence that is.

In:  firings.
Out: the ids of those events beside the ids of all.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the column."""

    dependencies = [("rules", "0004_last_asked")]

    operations = [
        migrations.AddField(
            model_name="firing",
            name="others_event_ids",
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
    ]
