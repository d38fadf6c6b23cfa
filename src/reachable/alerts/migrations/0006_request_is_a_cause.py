"""A request to a holder is a cause of alerts.

In:  0005.
Out: no change of the table: the choices are named in the model.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Name the cause."""

    dependencies = [
        ("alerts", "0005_glass_is_a_cause"),
    ]

    operations = [
        migrations.AlterField(
            model_name="alert",
            name="cause",
            field=models.CharField(
                choices=[
                    ("RULE", "A rule"),
                    ("DUTY", "Something due"),
                    ("CONCERN", "A concern waiting"),
                    ("QUESTION", "A question"),
                    ("HANDOVER", "A shift to take over"),
                    ("GLASS", "Broken glass to review"),
                    ("REQUEST", "Something asked for"),
                ],
                max_length=10,
            ),
        ),
    ]
