"""Pairs that wait for a judgement are found by an index, made while the site goes on working.

In:  candidates.
Out: one index.
"""

from django.db import migrations, models
from django.db.models import Q

WAITING = """
    CREATE INDEX CONCURRENTLY IF NOT EXISTS candidate_waiting ON matching_candidate (found_at) WHERE state = 'WAITING'
"""


class Migration(migrations.Migration):
    """Make the index without a lock; so not in one transaction, and so that it can be run again half-way."""

    atomic = False

    dependencies = [("matching", "0002_protect_rows")]

    operations = [
        migrations.RunSQL(
            WAITING,
            "DROP INDEX CONCURRENTLY IF EXISTS candidate_waiting",
            state_operations=[
                migrations.AddIndex(
                    model_name="candidate",
                    index=models.Index(fields=["found_at"], condition=Q(state="WAITING"), name="candidate_waiting"),
                )
            ],
        ),
    ]
