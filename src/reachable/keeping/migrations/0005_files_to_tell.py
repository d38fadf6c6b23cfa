"""Whoever made a file of what was erased is told too.

In:  those to tell.
Out: the same, with one way more.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the way."""

    dependencies = [("keeping", "0004_holds_say_who")]

    operations = [
        migrations.AlterField(
            model_name="totell",
            name="way",
            field=models.CharField(
                choices=[
                    ("SHARE", "Was sent it"),
                    ("PACK", "Was given it as a pack"),
                    ("FILE", "Made a file of it"),
                    ("LINKED", "Holds another record"),
                ],
                max_length=12,
            ),
        ),
    ]
