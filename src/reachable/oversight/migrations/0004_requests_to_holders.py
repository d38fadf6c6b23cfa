"""What somebody asks of an agency that holds something of a child, and its answer.

In:  0003.
Out: the table.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table."""

    dependencies = [
        ("access", "0011_broken_glass_checked"),
        ("oversight", "0003_glass_until"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HolderRequest",
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
                ("subject_id", models.UUIDField(db_index=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("SAFE_NOW", "To keep the child safe now"),
                            ("STRATEGY", "For a strategy discussion or an enquiry"),
                            ("ASSESSMENT", "For an assessment or a plan"),
                            ("MISSING", "To find a missing child, or welcome them back"),
                            ("RELEASE", "To decide on release, bail or a placement"),
                            ("NRM", "For an NRM referral or a defence the law gives"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField()),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("NOW", "Within the hour: the child may come to harm"),
                            ("TODAY", "Today"),
                            ("THIS_WEEK", "This week"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SHARED", "It is shared, by the decision chosen here"),
                            ("REFUSED", "It is not shared, with the reason"),
                            ("NEED_MORE", "We need to know more first"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SOURCE_AT_RISK", "Somebody who told us would come to harm"),
                            ("INQUIRY", "It would damage an inquiry that protects this child or others"),
                            ("NOT_NEEDED", "It is not needed for this purpose"),
                            ("LAW_FORBIDS", "A court or a statute forbids it"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("answer_words", models.TextField(blank=True, default="")),
                ("answered_at", models.DateTimeField(null=True)),
                ("share_id", models.UUIDField(null=True)),
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
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "asked_for",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.team"),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "holder_team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.team"),
                ),
                (
                    "received_from",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject_id", "holder"], name="oversight_h_subject_d5ff0a_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("about_id", models.F("id"))), name="request_is_about_itself"
                    ),
                    models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="request_says_why"),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("asked_at"))), name="request_gives_time_to_answer"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                                ("share_id__isnull", True),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(
                                    models.Q(("answer", "SHARED"), ("share_id__isnull", False)),
                                    models.Q(
                                        ("answer", "REFUSED"),
                                        ("share_id__isnull", True),
                                        models.Q(("ground", ""), _negated=True),
                                        models.Q(("answer_words", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("answer", "NEED_MORE"),
                                        ("share_id__isnull", True),
                                        models.Q(("answer_words", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="request_answered_by_somebody_with_reason",
                    ),
                ],
            },
        ),
    ]
