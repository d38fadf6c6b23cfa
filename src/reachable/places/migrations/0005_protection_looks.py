"""Every time the protection of a child's whereabouts was looked at again is kept.

In:  protections.
Out: a table.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table."""

    dependencies = [
        ("access", "0023_declared_in_own_words"),
        ("places", "0004_conflicts_of_kept_homes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProtectionLook",
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
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("KEPT", "Still protected"), ("ASKED", "Asked for it to end"), ("ENDED", "Ended")],
                        max_length=8,
                    ),
                ),
                ("because", models.CharField(max_length=300)),
                ("next_on", models.DateField(null=True)),
                ("spoken_by", models.CharField(blank=True, default="", max_length=120)),
                ("spoken_on", models.DateField(null=True)),
                ("child_says", models.TextField(blank=True, default="")),
                ("looked_by_name", models.CharField(max_length=120)),
                ("looked_at", models.DateTimeField()),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "looked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "protection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="places.protectedchild"
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
                "constraints": [
                    models.UniqueConstraint(fields=("protection", "number"), name="looks_are_counted"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["KEPT", "ASKED", "ENDED"]), models.Q(("because", ""), _negated=True)
                        ),
                        name="looked_at_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "KEPT"), _negated=True), ("next_on__isnull", False), _connector="OR"
                        ),
                        name="kept_until_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "ASKED"), _negated=True),
                            models.Q(
                                ("spoken_on__isnull", False),
                                models.Q(("spoken_by", ""), _negated=True),
                                models.Q(("child_says", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="child_is_spoken_with_before_it_ends",
                    ),
                ],
            },
        ),
    ]
