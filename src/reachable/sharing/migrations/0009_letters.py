"""Letters and invitations, as they were made.

In:  0008.
Out: a table; letters are a way in which something leaves.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table."""

    dependencies = [
        ("access", "0020_only_counts"),
        ("sharing", "0008_protect_agreements"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="lefthere",
            name="way",
            field=models.CharField(
                choices=[
                    ("SHARE", "Shared"),
                    ("PACK", "Released as a pack"),
                    ("LETTER", "Written in a letter or an invitation"),
                    ("FILE", "Made into a file or printed"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Letter",
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
                        choices=[("LETTER", "A letter"), ("INVITATION", "An invitation to a meeting")], max_length=12
                    ),
                ),
                ("readers", models.JSONField()),
                ("heading", models.CharField(max_length=200)),
                ("words", models.TextField()),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("place", models.CharField(blank=True, default="", max_length=200)),
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
                ("grounds", models.JSONField()),
                ("because", models.TextField()),
                ("different_because", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField()),
                ("signed", models.CharField(max_length=200)),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("readers", []), _negated=True),
                            models.Q(("grounds", []), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            models.Q(("because", ""), _negated=True),
                        ),
                        name="letter_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_at__isnull", True), ("kind", "LETTER"), ("starts_at__isnull", True)),
                            models.Q(
                                ("ends_at__gt", models.F("starts_at")),
                                ("kind", "INVITATION"),
                                ("starts_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="letter_says_when_it_invites",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share_purpose__in", ["SAFEGUARDING", "SAFEGUARDING_OTHERS"])),
                        name="letter_protects_a_child",
                    ),
                ],
            },
        ),
    ]
