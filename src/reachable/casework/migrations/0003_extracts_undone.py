"""A trusted adult whom an undone extract named is withdrawn and kept.

In:  trusted adults.
Out: when and why each was withdrawn.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the columns. The constraint is checked of older rows in the next migration."""

    dependencies = [
        ("access", "0005_writes_need_an_act"),
        ("casework", "0002_protect_rows"),
        ("people", "0005_extracts_undone"),
    ]

    operations = [
        migrations.AddField(
            model_name="trustedadult",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="trustedadult",
            name="withdrawn_because",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        AddConstraintNotValid(
            model_name="trustedadult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), models.Q(("withdrawn_because", ""), _negated=True), _connector="OR"
                ),
                name="trusted_adult_withdrawn_with_reason",
            ),
        ),
    ]
