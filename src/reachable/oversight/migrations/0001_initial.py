"""Broken glass: who, for which child, why, and what a reviewer answered.

In:  the access stage.
Out: the table.
"""

import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import reachable.oversight.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table."""

    initial = True

    dependencies = [
        ("access", "0011_broken_glass_checked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BrokenGlass",
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
                ("role", models.CharField(max_length=30)),
                ("subject_id", models.UUIDField(null=True)),
                (
                    "outcome",
                    models.CharField(choices=[("OPENED", "Opened"), ("NOTHING", "Nothing was opened")], max_length=10),
                ),
                ("stated_by", models.CharField(max_length=60)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("MISSING", "The child is missing and may come to harm before somebody answers"),
                            ("HURT", "The child is hurt, ill or has taken something"),
                            ("THREATENED", "Somebody threatens the child, or holds them"),
                            ("IS_HERE", "The child is with me now and cannot be sent away safely"),
                            ("SELF_HARM", "The child may harm themselves"),
                        ],
                        max_length=20,
                    ),
                ),
                ("danger", models.TextField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                ("review_by", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RIGHT", "It was right"),
                            ("NOT_RIGHT", "It was not right"),
                            ("LOOK_INTO", "It must be looked into"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("answer_words", models.TextField(blank=True, default="")),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "broken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["broken_by", "starts_at"], name="oversight_b_broken__c1b489_idx"),
                    models.Index(fields=["reviewed_by", "reviewed_at"], name="oversight_b_reviewe_ffe941_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("about_id", models.F("id"))), name="glass_is_about_itself"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_at__isnull", False), ("outcome", "OPENED"), ("subject_id__isnull", False)),
                            models.Q(("ends_at__isnull", True), ("outcome", "NOTHING"), ("subject_id__isnull", True)),
                            _connector="OR",
                        ),
                        name="glass_opens_one_record_or_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            models.Q(
                                ("ends_at__gt", models.F("starts_at")),
                                (
                                    "ends_at__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("starts_at"), "+", models.Value(datetime.timedelta(seconds=3600))
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="glass_open_for_an_hour_at_most",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("outcome", "OPENED")),
                        expressions=[
                            ("broken_by", "="),
                            (
                                reachable.oversight.models.TstzRange(
                                    "starts_at", "ends_at", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                        ],
                        name="glass_one_child_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("danger", ""), _negated=True), name="glass_says_what_the_danger_is"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("answer_words", ""), _negated=True),
                                models.Q(("reviewed_by", models.F("broken_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="glass_reviewed_by_another_with_reason",
                    ),
                ],
            },
        ),
    ]
