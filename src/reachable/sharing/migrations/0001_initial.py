"""Decisions to share, what each recipient was sent and answered, agreements, and the register of what left.

In:  the access stage.
Out: tables.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True

    dependencies = [
        ("access", "0005_writes_need_an_act"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataProtectionOfficer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShareDecision",
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
                    "state",
                    models.CharField(
                        choices=[("WAITING", "WAITING"), ("SHARED", "SHARED"), ("NOT_SHARED", "NOT_SHARED")],
                        max_length=12,
                    ),
                ),
                (
                    "share_purpose",
                    models.CharField(
                        choices=[
                            ("SAFEGUARDING", "Safeguarding this child"),
                            ("SAFEGUARDING_OTHERS", "Safeguarding another child or somebody at risk"),
                            ("ENFORCEMENT", "Investigating or prosecuting a crime"),
                            ("IMMIGRATION", "Immigration control"),
                        ],
                        max_length=20,
                    ),
                ),
                ("grounds", models.JSONField(default=list)),
                ("because", models.TextField()),
                ("detriment", models.TextField(blank=True, default="")),
                ("asked_by", models.CharField(blank=True, default="", max_length=200)),
                ("withheld", models.TextField(blank=True, default="")),
                ("withheld_because", models.TextField(blank=True, default="")),
                ("agreed_under", models.CharField(blank=True, default="", max_length=200)),
                ("decided_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_because", models.TextField(blank=True, default="")),
                ("recalled_at", models.DateTimeField(null=True)),
                ("recalled_because", models.TextField(blank=True, default="")),
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
                    "changes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sharing.sharedecision",
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "recalled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "received_from",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "waits_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LeftHere",
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
                ("way", models.CharField(choices=[("SHARE", "Shared"), ("PACK", "Released as a pack")], max_length=12)),
                ("item_id", models.UUIDField(db_index=True)),
                ("version", models.CharField(max_length=64)),
                ("to_whom", models.CharField(max_length=200)),
                ("left_at", models.DateTimeField()),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "left_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "received_from",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sharing.sharedecision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SharedItem",
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
                ("position", models.PositiveSmallIntegerField()),
                ("item_id", models.UUIDField(db_index=True)),
                ("version", models.CharField(max_length=64)),
                ("item_kind", models.CharField(max_length=40)),
                (
                    "form",
                    models.CharField(choices=[("AS_RECORDED", "AS_RECORDED"), ("REDACTED", "REDACTED")], max_length=12),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="sharing.sharedecision"
                    ),
                ),
                (
                    "received_from",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShareRecipient",
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
                ("child_id", models.UUIDField(db_index=True)),
                (
                    "share_purpose",
                    models.CharField(
                        choices=[
                            ("SAFEGUARDING", "Safeguarding this child"),
                            ("SAFEGUARDING_OTHERS", "Safeguarding another child or somebody at risk"),
                            ("ENFORCEMENT", "Investigating or prosecuting a crime"),
                            ("IMMIGRATION", "Immigration control"),
                        ],
                        max_length=20,
                    ),
                ),
                ("grounds", models.JSONField(default=list)),
                ("held_back", models.BooleanField(default=False)),
                ("starts_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField()),
                ("recalled_at", models.DateTimeField(null=True)),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipients",
                        to="sharing.sharedecision",
                    ),
                ),
                (
                    "received_from",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "recipient_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "recipient_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SharedCopy",
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
                ("frozen", models.JSONField()),
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="sharing.shareditem"
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="sharing.sharerecipient"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShareReply",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("CORRECTION", "Something is wrong: this is what it should say"),
                            ("SEEN_TOO", "We have seen this too"),
                            ("NO_LONGER_TRUE", "This is no longer true"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("TAKEN_IN", "We agree, and have put it right at its source"),
                            ("KEPT", "We have looked, and it stays as it is"),
                            ("NOTED", "Thank you: we have noted it"),
                        ],
                        default="",
                        max_length=10,
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.shareditem"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "received_from",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="sharing.sharerecipient"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("recipient_kind", models.CharField(max_length=60)),
                ("item_kind", models.CharField(max_length=40)),
                (
                    "share_purpose",
                    models.CharField(
                        choices=[
                            ("SAFEGUARDING", "Safeguarding this child"),
                            ("SAFEGUARDING_OTHERS", "Safeguarding another child or somebody at risk"),
                            ("ENFORCEMENT", "Investigating or prosecuting a crime"),
                            ("IMMIGRATION", "Immigration control"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("PERMIT", "PERMIT"), ("DENY", "DENY"), ("REVIEW", "REVIEW")], max_length=10
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("source", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "REVIEW"), _negated=True), ("reviewer__isnull", False), _connector="OR"
                        ),
                        name="agreement_review_names_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                        ),
                        name="agreement_dates_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="agreement_has_a_source"
                    ),
                    models.UniqueConstraint(
                        fields=("holder", "recipient_kind", "item_kind", "share_purpose", "version"),
                        name="agreement_once",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="sharedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["WAITING", "SHARED", "NOT_SHARED"])), name="share_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("share_purpose__in", ["SAFEGUARDING", "SAFEGUARDING_OTHERS", "ENFORCEMENT", "IMMIGRATION"])
                ),
                name="share_purpose_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), _negated=True), name="share_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "NOT_SHARED"),
                    models.Q(models.Q(("grounds", []), _negated=True), ("expires_at__gt", models.F("decided_at"))),
                    _connector="OR",
                ),
                name="share_has_grounds_and_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "WAITING"), _negated=True), ("waits_for__isnull", False), _connector="OR"
                ),
                name="share_waits_for_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by__isnull", True),
                    models.Q(("answered_by", models.F("decided_by")), _negated=True),
                    _connector="OR",
                ),
                name="share_answered_by_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "SHARED"), _negated=True),
                    models.Q(("share_purpose__in", ["ENFORCEMENT", "IMMIGRATION"]), _negated=True),
                    ("answered_by__isnull", False),
                    _connector="OR",
                ),
                name="share_for_another_purpose_is_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recalled_at__isnull", True),
                    models.Q(("recalled_by__isnull", False), models.Q(("recalled_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="share_recalled_by_somebody_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withheld", ""), models.Q(("withheld_because", ""), _negated=True), _connector="OR"
                ),
                name="share_withheld_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="lefthere",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_whom", ""), _negated=True), name="left_to_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="shareditem",
            constraint=models.UniqueConstraint(fields=("decision", "item_id"), name="shared_item_in_one_form"),
        ),
        migrations.AddConstraint(
            model_name="shareditem",
            constraint=models.UniqueConstraint(fields=("decision", "position"), name="shared_item_has_a_place"),
        ),
        migrations.AddConstraint(
            model_name="shareditem",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", 1), ("position__lte", 25)), name="shared_items_are_few"
            ),
        ),
        migrations.AddConstraint(
            model_name="shareditem",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["AS_RECORDED", "REDACTED"])), name="shared_form_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharerecipient",
            constraint=models.CheckConstraint(
                condition=models.Q(("about_id", models.F("id"))), name="envelope_is_about_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharerecipient",
            constraint=models.UniqueConstraint(
                fields=("decision", "recipient_agency", "recipient_user"), name="envelope_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedcopy",
            constraint=models.UniqueConstraint(fields=("recipient", "item"), name="shared_copy_once"),
        ),
        migrations.AddConstraint(
            model_name="sharereply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "CORRECTION"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="reply_correction_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharereply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reply_answered_by_somebody",
            ),
        ),
    ]
