"""Whoever linked a record to a protected child is not shown the child's places through that link.

In:  judgements, and the function that shows places.
Out: that function, asking who judged.
"""

from pathlib import Path

from django.db import migrations

from reachable.access.tables import let_resolver_read

SQL = Path(__file__).parent / "sql" / "places_known.sql"


class Migration(migrations.Migration):
    """Ask by which links a record is of the child."""

    dependencies = [("matching", "0003_pairs_that_wait"), ("places", "0002_protect_rows")]

    operations = [
        let_resolver_read("matching_judgement", "left_id, right_id, answer, judged_by_id, undone_at"),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
