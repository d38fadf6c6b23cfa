"""What the rules were last asked on, so that only those with something new are asked.

In:  the access stage's privacy columns.
Out: a table, protected like every other of personal rows.
"""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from reachable.access.tables import protect_rows


class Migration(migrations.Migration):
    """Make the table and switch on row-level security."""

    dependencies = [
        ("access", "0002_context_audit_and_grants"),
        ("rules", "0003_certainly_due"),
    ]

    operations = [
        migrations.CreateModel(
            name="LastAsked",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("about_id", models.UUIDField(db_index=True)),
                ("purpose", models.CharField(default="SAFEGUARDING", max_length=30)),
                (
                    "lawful_basis",
                    models.CharField(
                        choices=[
                            ("6(1)(e)", "Public task"),
                            ("6(1)(c)", "Legal obligation"),
                            ("6(1)(d)", "Vital interests"),
                            ("6(1)(ea)", "Recognised legitimate interest: safeguarding"),
                            ("DPA3", "Law enforcement processing"),
                        ],
                        default="6(1)(e)",
                        max_length=12,
                    ),
                ),
                (
                    "retention_class",
                    models.CharField(
                        choices=[
                            ("CHILD_RECORD", "Record of a child who may be exploited"),
                            ("CONTEXT", "Record of a place, group or number"),
                            ("WORKING", "Needed only while work is done"),
                        ],
                        default="CHILD_RECORD",
                        max_length=20,
                    ),
                ),
                ("handling_code", models.CharField(blank=True, default="", max_length=40)),
                (
                    "sharing",
                    models.CharField(
                        choices=[("PARTNERS", "PARTNERS"), ("HOLDER", "HOLDER")], default="PARTNERS", max_length=10
                    ),
                ),
                ("ground", models.CharField(max_length=64)),
                ("facts", models.JSONField()),
                ("clocks", models.JSONField()),
                ("asked_at", models.DateTimeField()),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "received_from",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("about_id",), name="last_asked_once")],
            },
        ),
        protect_rows("rules_lastasked"),
    ]
