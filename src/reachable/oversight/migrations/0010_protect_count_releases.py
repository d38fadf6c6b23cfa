"""Counts that were released are added to by a run alone, never changed, and read by those whom counts are for.

In:  the table of 0009; what says who reads counts.
Out: row-level security; only rounded numbers are taken.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [("oversight", "0009_count_releases"), ("access", "0020_only_counts")]

    operations = [
        migrations.RunSQL((SQL / "count_releases.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
