"""The start of an episode carries when its end was first told.

In:  events.
Out: a column, and a trigger that keeps it.
"""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Add the column, keep it from now on, and fill it for what was told before."""

    dependencies = [
        ("timeline", "0007_count_nothing_sealed"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="end_told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(
            (SQL / "end_told.sql").read_text(encoding="utf-8"),
            "DROP TRIGGER end_told_is_kept ON timeline_event; DROP FUNCTION timeline_keep_end_told()",
        ),
    ]
