"""Broken glass to review is a cause of alerts.

In:  0004.
Out: no change of the table: the choices are named in the model.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Name the cause."""

    dependencies = [
        ("alerts", "0004_handover_is_a_cause"),
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
                ],
                max_length=10,
            ),
        ),
    ]
