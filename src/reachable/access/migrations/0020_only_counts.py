"""A role that reads counts alone, to whom everything of anybody is shut.

In:  0017; the functions of 0002.
Out: the role; what asks who is looking raises for it.
"""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Make the role, and shut everything to it."""

    dependencies = [("access", "0019_asked_whether_kept")]

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
                    ("ANALYST", "Reads counts"),
                ],
                max_length=30,
            ),
        ),
        migrations.RunSQL((SQL / "only_counts.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
