"""An agreement is between two agencies: versions that never change, lines, and a signature of each.

In:  0004.
Out: four tables. The lines that stood alone before go: no page or command ever wrote one, and nobody had signed them.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

DROP = """
-- Nothing is lost: nobody could write a line but a test. No site of a first release reads it.
-- squawk-ignore ban-drop-table
DROP TABLE "sharing_agreement" CASCADE;
"""


class Migration(migrations.Migration):
    """Make agreements."""

    dependencies = [
        ("access", "0020_only_counts"),
        ("sharing", "0006_files_left"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL([DROP], migrations.RunSQL.noop)],
            state_operations=[migrations.DeleteModel(name="Agreement")],
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_because", models.TextField(blank=True, default="")),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_for",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreementVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=150)),
                ("grounds", models.JSONField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("review_on", models.DateField()),
                ("written_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="sharing.agreement"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "written_for",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreementSignature",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("signed_at", models.DateTimeField()),
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="sharing.agreementversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreementLine",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="sharing.agreementversion"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("holder", models.F("recipient")), _negated=True), name="agreement_is_between_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True),
                        ("ended_because", ""),
                        ("ended_by__isnull", True),
                        ("ended_for__isnull", True),
                    ),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                        models.Q(
                            ("ended_for", models.F("holder")), ("ended_for", models.F("recipient")), _connector="OR"
                        ),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="agreement_ended_by_one_of_them_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gt", models.F("starts_on")), _connector="OR"),
                name="agreement_dates_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("title", ""), _negated=True), models.Q(("grounds", []), _negated=True)),
                name="agreement_has_a_name_and_grounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.UniqueConstraint(fields=("agreement", "number"), name="agreement_version_once"),
        ),
        migrations.AddConstraint(
            model_name="agreementsignature",
            constraint=models.UniqueConstraint(
                fields=("version", "agency"), name="agreement_signed_once_for_an_agency"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementsignature",
            constraint=models.UniqueConstraint(fields=("version", "user"), name="agreement_nobody_signs_for_both"),
        ),
        migrations.AddConstraint(
            model_name="agreementline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "PERMIT"), _negated=True),
                    models.Q(("share_purpose__in", ["ENFORCEMENT", "IMMIGRATION"]), _negated=True),
                    _connector="OR",
                ),
                name="agreement_permits_only_protecting",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementline",
            constraint=models.UniqueConstraint(
                fields=("version", "item_kind", "share_purpose"), name="agreement_line_once"
            ),
        ),
    ]
