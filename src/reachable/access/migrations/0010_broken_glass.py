"""Two more reasons to work with a record; broken glass is of one person and lasts an hour at most.

In:  working relationships.
Out: the same, with two more reasons to choose from and a constraint, not yet checked against the rows there are.
"""

import datetime

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

NAME = "broken_glass_is_one_persons_for_an_hour"


class Migration(migrations.Migration):
    """Name the reasons, and let no broken glass last."""

    dependencies = [("access", "0009_protect_conflicts")]

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
                ],
                max_length=20,
            ),
        ),
        AddConstraintNotValid(
            model_name="workingrelationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", "BROKEN_GLASS"), _negated=True),
                    models.Q(
                        ("ends_at__lte", models.F("starts_at") + datetime.timedelta(minutes=60)),
                        ("user__isnull", False),
                    ),
                    _connector="OR",
                ),
                name=NAME,
            ),
        ),
    ]
