"""A hold says who wants the record kept, under which reference of theirs, and when it is looked at again.

In:  holds.
Out: the same. Of one put before this nothing is known of who wanted it; the constraints are for what comes.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add who wants it, the reference, the day, and when it was looked at last."""

    dependencies = [("keeping", "0002_protect_rows"), ("access", "0019_asked_whether_kept")]

    operations = [
        migrations.AddField(
            model_name="hold",
            name="wanted_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.AddField(
            model_name="hold",
            name="reference",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AddField(model_name="hold", name="review_on", field=models.DateField(null=True)),
        migrations.AddField(model_name="hold", name="looked_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="hold",
            name="looked_at_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        AddConstraintNotValid(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("wanted_by", ""), _negated=True) & models.Q(("review_on__isnull", False)),
                name="hold_says_who_wants_it_and_is_looked_at_again",
            ),
        ),
    ]
