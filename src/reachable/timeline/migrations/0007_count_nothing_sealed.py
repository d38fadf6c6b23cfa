"""What others hold of a record that was sealed since it was opened is counted no longer.

In:  the counting function of 0002.
Out: the same, of what is still open.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Count nothing sealed."""

    dependencies = [("timeline", "0006_extracts_undone"), ("people", "0006_sealed_for_the_named")]

    operations = [
        migrations.RunSQL((SQL / "count_held_unsealed.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop)
    ]
