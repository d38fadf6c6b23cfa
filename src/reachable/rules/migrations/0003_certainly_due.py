"""A clock whose start is not exact runs out twice: when it may have, and when it certainly has.

In:  duties.
Out: the later of the two instants beside the earlier.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the column."""

    dependencies = [("rules", "0002_protect_rows")]

    operations = [
        migrations.AddField(
            model_name="duty",
            name="certainly_due_at",
            field=models.DateTimeField(null=True),
        ),
    ]
