"""Patterns in how people looked, and what their reviewers answered.

In:  0005.
Out: the table.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table."""

    dependencies = [
        ("access", "0013_protect_sessions"),
        ("oversight", "0005_protect_requests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LookFinding",
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
                (
                    "pattern",
                    models.CharField(
                        choices=[
                            ("OWN_FAMILY", "Own name, kin or household"),
                            ("NEIGHBOUR", "The same postcode or part of town"),
                            ("COLLEAGUE", "A colleague’s child"),
                            ("SLOW_TRAWL", "A few records a day outside their own work, for long"),
                            ("NIGHT_BULK", "Many records in one night"),
                            ("DENIED_AGAIN", "Records asked for again and again that were not theirs to open"),
                            ("GLASS_OFTEN", "Glass broken again and again"),
                            ("NUMBER_FISHING", "Numbers searched again and again with nothing found"),
                            ("PLACE_PROBING", "Addresses typed again and again where they are looked for"),
                            ("EACH_OTHER", "Two who answer for each other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("key", models.CharField(max_length=140, unique=True)),
                ("sentence", models.CharField(max_length=400)),
                ("seen_from", models.DateTimeField()),
                ("seen_until", models.DateTimeField()),
                ("raised_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("IN_ORDER", "It was in order"),
                            ("TALKED", "I have spoken with them"),
                            ("INQUIRY", "An inquiry is opened"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("answer_words", models.TextField(blank=True, default="")),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "whom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("about_id", models.F("id"))), name="finding_is_about_itself"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("answer_words", ""), _negated=True),
                                models.Q(("answered_by", models.F("whom")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="finding_answered_by_another_with_reason",
                    ),
                ],
            },
        ),
    ]
