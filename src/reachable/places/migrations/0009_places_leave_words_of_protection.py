"""A place that is kept apart is taken out of the words of a protection too; nothing else of them changes.

In:  the triggers of 0006, which let nothing be written over; `only_places_taken_out` of sharing 0005.
Out: marks may stand where words stood.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "places_leave_words.sql"


class Migration(migrations.Migration):
    """Let places be taken out of why a child is protected and of what was said when that was looked at."""

    dependencies = [("places", "0008_conflicts_hold"), ("sharing", "0005_places_taken_out")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
