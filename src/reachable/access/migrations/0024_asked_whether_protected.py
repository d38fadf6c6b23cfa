"""One more reason to work with a record: somebody is asked whether where the child is stays protected.

In:  working relationships.
Out: the same, with one more reason to choose from.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Name the reason."""

    dependencies = [("access", "0023_declared_in_own_words")]

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
                    ("NAMED_FOR_SEALED", "Named when the record was sealed"),
                    ("BROKEN_GLASS", "Broke the glass for a child in danger"),
                    ("REVIEWING", "Asked to review who has looked"),
                    ("KEEPING", "Asked whether the record is still needed"),
                    ("PROTECTING", "Asked whether where the child is stays protected"),
                ],
                max_length=20,
            ),
        ),
    ]
