"""Whoever was at a place, or was named in an event, is found by an index, made while the site goes on working.

In:  events and parts in them.
Out: two indexes.
"""

from django.db import migrations, models
from django.db.models import Q

AT_PLACE = """
    CREATE INDEX CONCURRENTLY IF NOT EXISTS event_at_place ON timeline_event (place_key) WHERE NOT (place_key = '')
"""
OF_OTHER = """
    CREATE INDEX CONCURRENTLY IF NOT EXISTS participation_of_other ON timeline_participation (other_subject_id)
    WHERE other_subject_id IS NOT NULL
"""


class Migration(migrations.Migration):
    """Make the indexes without a lock; so not in one transaction, and so that it can be run again half-way."""

    atomic = False

    dependencies = [("timeline", "0004_places_and_children_around")]

    operations = [
        migrations.RunSQL(
            AT_PLACE,
            "DROP INDEX CONCURRENTLY IF EXISTS event_at_place",
            state_operations=[
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(fields=["place_key"], condition=~Q(place_key=""), name="event_at_place"),
                )
            ],
        ),
        migrations.RunSQL(
            OF_OTHER,
            "DROP INDEX CONCURRENTLY IF EXISTS participation_of_other",
            state_operations=[
                migrations.AddIndex(
                    model_name="participation",
                    index=models.Index(
                        fields=["other_subject_id"],
                        condition=Q(other_subject_id__isnull=False),
                        name="participation_of_other",
                    ),
                )
            ],
        ),
    ]
