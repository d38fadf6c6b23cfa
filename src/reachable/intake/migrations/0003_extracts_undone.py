"""An extract that was brought in can be undone: what it carried and began is kept, and who undid it and why.

In:  extracts.
Out: who undid each and why; what each carried, with row-level security.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from reachable.access.tables import protect_rows


class Migration(migrations.Migration):
    """Add the columns and the table. The constraint is checked of older rows in the next migration."""

    dependencies = [
        ("access", "0005_writes_need_an_act"),
        ("intake", "0002_protect_rows"),
    ]

    operations = [
        migrations.CreateModel(
            name="CarriedByExtract",
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
                    "source_record_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("relationships", models.JSONField(default=list)),
                ("trusted_adults", models.JSONField(default=list)),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
                    ),
                ),
                (
                    "extract",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="carried", to="intake.extract"
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
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="extract",
            name="undone_because",
            field=models.CharField(blank=True, db_default="", default="", max_length=500),
        ),
        migrations.AddField(
            model_name="extract",
            name="undone_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        AddConstraintNotValid(
            model_name="extract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "UNDONE"), _negated=True),
                    ("brought_in_at__isnull", True),
                    models.Q(("undone_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="extract_undone_with_reason",
            ),
        ),
        protect_rows("intake_carriedbyextract"),
    ]
