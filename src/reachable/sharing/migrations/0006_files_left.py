"""A file that somebody made of a page is on the register of what left.

In:  the register.
Out: the same, with one way more.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the way."""

    dependencies = [("sharing", "0005_places_taken_out")]

    operations = [
        migrations.AlterField(
            model_name="lefthere",
            name="way",
            field=models.CharField(
                choices=[("SHARE", "Shared"), ("PACK", "Released as a pack"), ("FILE", "Made into a file or printed")],
                max_length=12,
            ),
        ),
    ]
