"""A hold says who wants the record kept, under which reference of theirs, and when it is looked at again.

In:  holds.
Out: the same. Of one put before this is known only that nothing was kept of who wanted it.
"""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add who wants it, the reference, the day, and who looked at it last."""

    dependencies = [("keeping", "0002_protect_rows"), ("access", "0018_asked_whether_kept")]

    operations = [
        migrations.AddField(
            model_name="hold",
            name="wanted_by",
            field=models.CharField(max_length=120, default="Not said"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="hold", name="reference", field=models.CharField(max_length=80, blank=True, default="")
        ),
        migrations.AddField(
            model_name="hold",
            name="review_on",
            field=models.DateField(default=datetime.date(2027, 1, 1)),
            preserve_default=False,
        ),
        migrations.AddField(model_name="hold", name="looked_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="hold",
            name="looked_at_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(("wanted_by", ""), _negated=True), name="hold_says_who_wants_it"
            ),
        ),
    ]
