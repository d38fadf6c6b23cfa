"""The constraint on broken glass is checked against the rows there are, without stopping a running site.

In:  0010.
Out: a constraint that holds for every row.
"""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Check it."""

    dependencies = [("access", "0010_broken_glass")]

    operations = [
        ValidateConstraint(model_name="workingrelationship", name="broken_glass_is_one_persons_for_an_hour"),
    ]
