"""No finding can be read unless it is open to its reviewer; how people looked is told to a run alone.

In:  the table of 0006; the audit record; what people declared.
Out: row-level security; what the round that looks for patterns asks.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import protect_rows

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Switch on row-level security, and let a run ask."""

    dependencies = [("oversight", "0006_findings"), ("people", "0010_protect_must_not_be_told")]

    operations = [
        protect_rows("oversight_lookfinding"),
        migrations.RunSQL((SQL / "findings.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
