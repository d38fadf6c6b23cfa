"""The outbox is written in an act or a run alone, never read in somebody's read, and what has left goes after a time.

In:  the outbox.
Out: row-level security; a function that takes out what has left.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Protect the outbox, and let it be emptied."""

    dependencies = [("keeping", "0006_keys_wrapped_while_held"), ("alerts", "0006_request_is_a_cause")]

    operations = [
        migrations.RunSQL((SQL / "outbox_protected.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
