"""Who an adult is to a child, and whether the adult must not be told.

In:  subjects and source records.
Out: a table.
"""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table."""

    dependencies = [
        ("access", "0003_clock_runs"),
        ("people", "0002_protect_rows"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdultAround",
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
                ("holds_from", models.DateField(null=True)),
                ("holds_to", models.DateField(null=True)),
                ("received_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("child_number", models.CharField(max_length=80)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("MOTHER", "Mother"),
                            ("FATHER", "Father"),
                            ("CARER", "Carer"),
                            ("STEP_PARENT", "Step-parent or parent's partner"),
                            ("GRANDPARENT", "Grandparent"),
                            ("SIBLING", "Grown-up brother or sister"),
                            ("OTHER_FAMILY", "Other family"),
                            ("TENANT", "Tenant of a home the child was found in"),
                            ("SEEN_WITH", "Seen with the child"),
                            ("WORRIED_ABOUT", "An adult somebody is worried about in this child's life"),
                        ],
                        max_length=20,
                    ),
                ),
                ("must_not_be_told", models.BooleanField(default=False)),
                ("because", models.CharField(blank=True, default="", max_length=300)),
                ("is_latest", models.BooleanField(default=True)),
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
                (
                    "source_record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.sourcerecord"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="people.subject"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("must_not_be_told", False), models.Q(("because", ""), _negated=True), _connector="OR"
                        ),
                        name="adult_not_told_with_reason",
                    )
                ],
            },
        ),
    ]
