"""Whom a provider's word is of is bound in an act, ends once, and never becomes another's.

In:  the table of 0015.
Out: row-level security on it.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Protect what binds people to providers."""

    dependencies = [("access", "0016_outside_identities")]

    operations = [
        migrations.RunSQL((SQL / "outside_identities.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop)
    ]
