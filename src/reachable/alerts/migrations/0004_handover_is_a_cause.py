"""A handover note that waits is a cause of an alert.

In:  0003.
Out: no change of the table: the choices are named in the model.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Name the cause."""

    dependencies = [
        ("alerts", "0003_answers"),
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
                ],
                max_length=10,
            ),
        ),
    ]
