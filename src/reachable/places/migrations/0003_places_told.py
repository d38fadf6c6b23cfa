"""What told of a place is kept beside it, so that a place is no more a home once all that told it is withdrawn.

In:  kept places.
Out: two columns.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add which rows told it, and since when none of them stands."""

    dependencies = [("places", "0002_protect_rows")]

    operations = [
        migrations.AddField(
            model_name="keptplace",
            name="told_by",
            field=ArrayField(base_field=models.UUIDField(), db_default=[], default=list, size=None),
        ),
        migrations.AddField(model_name="keptplace", name="withdrawn_at", field=models.DateTimeField(null=True)),
    ]
