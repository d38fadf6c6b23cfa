"""A session that is over never goes on; somebody is told how often they looked, and a run how often everybody did.

In:  the table of 0012.
Out: row-level security on it; two functions that count and name no child.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Protect sessions and let looks be counted."""

    dependencies = [("access", "0012_sessions")]

    operations = [migrations.RunSQL((SQL / "sessions.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop)]
