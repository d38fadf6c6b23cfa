"""What is counted of each extract, so that a feed can be compared with its own past.

In:  extracts.
Out: their counts. Of those that came before nothing was counted.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the column."""

    dependencies = [
        ("intake", "0004_undone_with_reason"),
    ]

    operations = [
        migrations.AddField(
            model_name="extract",
            name="measures",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
