"""Tables of counts, as they were released.

In:  0008.
Out: one table. It is about nobody.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table."""

    dependencies = [("access", "0020_only_counts"), ("oversight", "0008_findings_climb")]

    operations = [
        migrations.CreateModel(
            name="CountRelease",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("table_code", models.CharField(max_length=20)),
                ("quarter_starts", models.DateField()),
                ("released_at", models.DateTimeField()),
                ("figures", models.JSONField()),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.area"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("table_code", "area", "quarter_starts"), name="count_released_once")
                ],
            },
        ),
    ]
