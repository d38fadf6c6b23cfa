"""Photographs, PDFs and texts are sent with a concern.

In:  concerns.
Out: a table of what was sent with them, with row-level security.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from reachable.access.tables import protect_rows


class Migration(migrations.Migration):
    """Add the table."""

    dependencies = [
        ("access", "0017_protect_outside_identities"),
        ("intake", "0005_feeds_measured"),
        ("keeping", "0002_protect_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConcernFile",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("JPEG", "Photograph"), ("PNG", "Picture"), ("PDF", "Document"), ("TEXT", "Text")],
                        max_length=5,
                    ),
                ),
                ("shows", models.CharField(max_length=300)),
                ("no_place", models.BooleanField()),
                ("content", models.BinaryField()),
                ("words", models.BinaryField()),
                ("size", models.PositiveIntegerField()),
                ("sent_at", models.DateTimeField()),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="intake.concern"
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
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["sent_by", "sent_at"], name="intake_conc_sent_by_881571_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("concern", "position"), name="concern_file_once"),
                    models.CheckConstraint(
                        condition=models.Q(("shows", ""), _negated=True), name="concern_file_says_what_it_shows"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("about_id", models.F("concern"))), name="concern_file_is_about_its_concern"
                    ),
                ],
            },
        ),
        protect_rows("intake_concernfile"),
    ]
