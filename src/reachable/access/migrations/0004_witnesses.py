"""Outside witnesses of the audit record, and the record written out for anybody to check.

In:  the audit record of 0002.
Out: what witnesses saw, what is kept of partners' records; links that cover when they were made.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Let others keep heads of the record, and keep theirs."""

    dependencies = [("access", "0003_clock_runs")]

    operations = [migrations.RunSQL((SQL / "witnesses.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop)]
