"""Reviews, holds, proposals to erase, and who is to be told of what was erased.

In:  the access stage.
Out: tables.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0009_protect_conflicts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hold",
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
                ("act_id", models.UUIDField(db_index=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("COURT", "A court or a tribunal wants it kept"),
                            ("INQUIRY", "A public inquiry or a child safeguarding practice review"),
                            ("CRIMINAL", "A criminal investigation or prosecution"),
                            ("CLAIM", "A claim that somebody makes or may make"),
                            ("COMPLAINT", "A complaint, or somebody has asked for their record"),
                        ],
                        max_length=20,
                    ),
                ),
                ("because", models.TextField()),
                ("put_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(null=True)),
                ("asked_because", models.TextField(blank=True, default="")),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
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
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "put_by",
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("because", ""), _negated=True), name="hold_says_why"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                            models.Q(
                                ("asked_at__isnull", False),
                                ("asked_by__isnull", False),
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(("lifted_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="hold_is_lifted_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked_at__isnull", True), models.Q(("asked_because", ""), _negated=True), _connector="OR"
                        ),
                        name="hold_asked_off_with_reason",
                    ),
                    models.UniqueConstraint(fields=("act_id", "about_id"), name="hold_once_per_record_and_act"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                ("act_id", models.UUIDField(db_index=True)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("TIME_IS_UP", "The time for which it is kept is over"),
                            ("ASKED_FOR", "The person it is about asked for it, and the law gives them that"),
                            ("NEVER_RIGHT", "It should never have been held"),
                        ],
                        max_length=20,
                    ),
                ),
                ("rule_key", models.CharField(blank=True, default="", max_length=40)),
                ("because", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("refused_at", models.DateTimeField(null=True)),
                ("refused_because", models.TextField(blank=True, default="")),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "proposed_by",
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
                    "refused_by",
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
                        condition=models.Q(("because", ""), _negated=True), name="proposal_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refused_at__isnull", True),
                            models.Q(("refused_by__isnull", False), models.Q(("refused_because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="proposal_refused_by_somebody_with_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("refused_at__isnull", True)),
                        fields=("about_id",),
                        name="proposal_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
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
                ("rule_key", models.CharField(max_length=40)),
                ("due_on", models.DateField()),
                ("asked_at", models.DateTimeField()),
                ("answer_by", models.DateTimeField()),
                ("climbed", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Waiting for a decision"),
                            ("KEPT_ON", "Kept on until the next review"),
                            ("HELD", "Held: it must not be erased"),
                            ("PROPOSED", "Erasing is proposed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("because", models.TextField(blank=True, default="")),
                ("next_on", models.DateField(null=True)),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "WAITING")),
                        fields=("about_id",),
                        name="review_waits_once_for_a_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "WAITING"),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="review_answered_by_somebody_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "KEPT_ON"), _negated=True), ("next_on__isnull", False), _connector="OR"
                        ),
                        name="review_kept_on_has_a_next_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ToTell",
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
                ("act_id", models.UUIDField(db_index=True)),
                ("to_whom", models.CharField(max_length=200)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("SHARE", "Was sent it"),
                            ("PACK", "Was given it as a pack"),
                            ("LINKED", "Holds another record"),
                        ],
                        max_length=12,
                    ),
                ),
                ("copies", models.PositiveIntegerField(default=1)),
                ("told_at", models.DateTimeField(null=True)),
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
                    "told_by",
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
                        condition=models.Q(("about_id", models.F("id"))), name="to_tell_is_about_itself"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("told_at__isnull", True), ("told_by__isnull", True)),
                            models.Q(("told_at__isnull", False), ("told_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="told_by_somebody",
                    ),
                ],
            },
        ),
    ]
