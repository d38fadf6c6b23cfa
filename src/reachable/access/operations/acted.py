"""Names the records an act is about, where they are found only within it.

In:  records; what was done.
Out: an entry of the audit record for each, committed with the act.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor


def note_acted_upon(*, about: Iterable[UUID], what: str, by: Actor, now: datetime) -> None:
    """Note, in an open act, which records it was done to. `acting` takes those that are known before it begins."""
    require_acting()
    records = sorted(set(about))
    if records:
        with connection.cursor() as cursor:
            cursor.execute("SELECT audit.note('WROTE', %s::uuid[], %s)", [records, what])
