"""A finding climbs until somebody answers.

In:  findings of 0006.
Out: how far a finding has climbed, and when its reviewers were last told.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add both, and say what the answers mean."""

    dependencies = [("oversight", "0007_protect_findings")]

    operations = [
        migrations.AddField("lookfinding", "rung", models.PositiveSmallIntegerField(default=0, db_default=0)),
        migrations.AddField("lookfinding", "told_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "lookfinding",
            "answer",
            models.CharField(
                blank=True,
                choices=[
                    ("IN_ORDER", "It is explained"),
                    ("TALKED", "I have spoken with them"),
                    ("INQUIRY", "I have passed it on to whoever looks into such things"),
                ],
                default="",
                max_length=12,
            ),
        ),
    ]
