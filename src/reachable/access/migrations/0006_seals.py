"""A seal is an act with a kind, a reason, named people and an end.

In:  0005.
Out: two tables; a role for those who seal and unseal.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make seals."""

    dependencies = [
        ("access", "0005_writes_need_an_act"),
    ]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("RECORDER", "Records concerns"),
                    ("PRACTITIONER", "Works with children"),
                    ("DUTY_WORKER", "Answers alerts on duty"),
                    ("COORDINATOR", "Coordinates and triages"),
                    ("CUSTODY_SERGEANT", "Runs the custody suite"),
                    ("SAFEGUARDING_LEAD", "Leads on safeguarding"),
                    ("ALLEGATIONS_OFFICER", "Looks into concerns about people who work with children"),
                    ("EXTRACT_OFFICER", "Brings in agencies' extracts"),
                    ("SUPERVISOR", "Supervises and reviews who has looked"),
                    ("SEALING_AUTHORITY", "Seals and unseals records"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="workingrelationship",
            name="reason",
            field=models.CharField(
                choices=[
                    ("ALLOCATED", "Allocated worker"),
                    ("HOLDS_RECORD", "Their own agency's record"),
                    ("ALERTED", "Told by an alert"),
                    ("TRIAGING", "Deciding on a concern"),
                    ("RECORDED_EVENT", "Recorded what just happened"),
                    ("IN_CUSTODY", "The child is in their custody"),
                    ("REVIEWING_MATCH", "Asked whether records are of the same child"),
                    ("TRUSTED_ADULT", "Trusted adult"),
                    ("CLOCK_RUNS", "A time set by law is running"),
                    ("NAMED_FOR_SEALED", "Named when the record was sealed"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Seal",
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
                            ("INSIDER_INQUIRY", "Inquiry into somebody who works here"),
                            ("WITNESS_PROTECTION", "Witness protection"),
                            ("STAFF_CHILD", "Child of a member of staff"),
                            ("ADOPTION", "Identity before adoption"),
                        ],
                        max_length=20,
                    ),
                ),
                ("because", models.TextField()),
                ("sealed_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(null=True)),
                ("asked_because", models.TextField(blank=True, default="")),
                ("unsealed_at", models.DateTimeField(null=True)),
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
                    "into_user",
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
                    "sealed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unsealed_by",
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
            name="NamedForSeal",
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
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="named", to="access.seal"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), _negated=True), name="seal_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("unsealed_at__isnull", True), ("unsealed_by__isnull", True)),
                    models.Q(
                        ("asked_at__isnull", False),
                        ("asked_by__isnull", False),
                        ("unsealed_at__isnull", False),
                        ("unsealed_by__isnull", False),
                        models.Q(("unsealed_by", models.F("asked_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="seal_is_taken_off_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked_at__isnull", True), models.Q(("asked_because", ""), _negated=True), _connector="OR"
                ),
                name="seal_asked_off_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=("act_id", "about_id"), name="seal_once_per_record_and_act"),
        ),
        migrations.AddConstraint(
            model_name="namedforseal",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="named_for_seal_ends_after_it_starts"
            ),
        ),
    ]
