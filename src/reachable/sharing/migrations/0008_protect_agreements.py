"""Agreements change only in an act, a version never, and what has ended never begins again.

In:  the tables of 0005.
Out: row-level security on each, narrow grants, triggers.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Switch on row-level security."""

    dependencies = [("sharing", "0007_agreements_between_two"), ("access", "0002_context_audit_and_grants")]

    operations = [
        migrations.RunSQL((SQL / "agreements.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
