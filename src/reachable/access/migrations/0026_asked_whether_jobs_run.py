"""Whether the jobs run can be asked, by the site and from outside.

In:  0025; the audit record of 0002.
Out: a function that says whether a run of a name was done lately.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Make the function."""

    dependencies = [("access", "0025_declared_homes")]

    operations = [
        migrations.RunSQL((SQL / "asked_whether_jobs_run.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
