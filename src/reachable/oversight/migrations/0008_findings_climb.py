"""A finding climbs until somebody answers; what was asked for in passing is no pattern.

In:  findings of 0006; the audit record.
Out: how far a finding has climbed, and when its reviewers were last told.
"""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Add both, and ask the audit record more exactly."""

    dependencies = [("oversight", "0007_protect_findings")]

    operations = [
        migrations.AddField("lookfinding", "rung", models.PositiveSmallIntegerField(default=0, db_default=0)),
        migrations.AddField("lookfinding", "told_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "lookfinding",
            "answer",
            models.CharField(
                blank=True,
                choices=[
                    ("IN_ORDER", "It is explained"),
                    ("TALKED", "I have spoken with them"),
                    ("INQUIRY", "I have passed it on to whoever looks into such things"),
                ],
                default="",
                max_length=12,
            ),
        ),
        migrations.RunSQL((SQL / "findings_again.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
