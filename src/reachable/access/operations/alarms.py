"""Notes what reviewers must be told of.

In:  a few words that say what, never of whom.
Out: an entry of the audit record.
"""

from datetime import datetime

from django.db import connection

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor


def note_alarm(*, what: str, by: Actor, now: datetime) -> None:
    """Note something for the reviewers of the agency of whoever acts; for all reviewers when it is of none."""
    require_acting()
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.note_alarm(NULL, %s)", [what])
