"""What somebody is kept from is listed for them in their own words, as only a hash of it is kept.

In:  0008.
Out: a column, empty for what was declared before.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the words."""

    dependencies = [("access", "0022_seals_reach_matters")]

    operations = [
        migrations.AddField(
            model_name="declaredconflict",
            name="called",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
    ]
