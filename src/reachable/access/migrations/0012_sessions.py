"""Where somebody is signed in, since when, and whether it is locked or over.

In:  0011.
Out: a table.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table of sessions."""

    dependencies = [
        ("access", "0011_broken_glass_checked"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignedInSession",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                (
                    "locked",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("GOES_ON", "In use"),
                            ("LOCKED_IDLE", "Locked: nobody used it for a while"),
                            ("LOCKED_BY_HAND", "Locked at the desk"),
                            ("USED_ELSEWHERE", "Locked: it was used in another place or browser"),
                            ("TOO_LONG", "Over: it had lasted as long as a session may"),
                            ("ENDED", "Ended"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_because", models.CharField(blank=True, default="", max_length=40)),
                ("browser", models.CharField(blank=True, default="", max_length=200)),
                ("network", models.CharField(blank=True, default="", max_length=50)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "ended_at"], name="access_sign_user_id_152ab9_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), models.Q(("ended_because", ""), _negated=True), _connector="OR"
                        ),
                        name="session_ends_for_a_reason",
                    )
                ],
            },
        ),
    ]
