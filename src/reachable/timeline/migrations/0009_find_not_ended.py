"""Episodes that have not ended, and what was told lately, are found by indexes, made while the site goes on working.

In:  events.
Out: an index of the starts by when the end was told, and one of all that stands by when it was told.
"""

from django.db import migrations, models
from django.db.models import Q

STARTS = ["MISSING_REPORTED", "FOUND_AWAY_FROM_HOME", "ARREST", "PLACEMENT_STARTED", "SECURE_STARTED"]
"""What they were when this was made. A test ties them to the domain's."""

NOT_ENDED = """
    CREATE INDEX CONCURRENTLY IF NOT EXISTS event_not_ended ON timeline_event (end_told_at)
    WHERE kind IN ('MISSING_REPORTED', 'FOUND_AWAY_FROM_HOME', 'ARREST', 'PLACEMENT_STARTED', 'SECURE_STARTED')
    AND withdrawn_at IS NULL
"""
TOLD_LATELY = """
    CREATE INDEX CONCURRENTLY IF NOT EXISTS event_told_lately ON timeline_event (received_at) WHERE withdrawn_at IS NULL
"""


class Migration(migrations.Migration):
    """Make the index without a lock; so not in one transaction, and so that it can be run again half-way."""

    atomic = False

    dependencies = [("timeline", "0008_end_told")]

    operations = [
        migrations.RunSQL(
            NOT_ENDED,
            "DROP INDEX CONCURRENTLY IF EXISTS event_not_ended",
            state_operations=[
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(
                        fields=["end_told_at"],
                        condition=Q(kind__in=STARTS, withdrawn_at__isnull=True),
                        name="event_not_ended",
                    ),
                )
            ],
        ),
        migrations.RunSQL(
            TOLD_LATELY,
            "DROP INDEX CONCURRENTLY IF EXISTS event_told_lately",
            state_operations=[
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(
                        fields=["received_at"], condition=Q(withdrawn_at__isnull=True), name="event_told_lately"
                    ),
                )
            ],
        ),
    ]
