"""One more reason to work with a record: a time set by law is running.

In:  working relationships.
Out: the same, with one more reason to choose from.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Name the reason."""

    dependencies = [
        ("access", "0002_context_audit_and_grants"),
    ]

    operations = [
        migrations.AlterField(
            model_name="workingrelationship",
            name="reason",
            field=models.CharField(
                choices=[
                    ("ALLOCATED", "Allocated worker"),
                    ("HOLDS_RECORD", "Their own agency's record"),
                    ("ALERTED", "Told by an alert"),
                    ("TRIAGING", "Deciding on a concern"),
                    ("RECORDED_EVENT", "Recorded what just happened"),
                    ("IN_CUSTODY", "The child is in their custody"),
                    ("REVIEWING_MATCH", "Asked whether records are of the same child"),
                    ("TRUSTED_ADULT", "Trusted adult"),
                    ("CLOCK_RUNS", "A time set by law is running"),
                ],
                max_length=20,
            ),
        ),
    ]
