"""Keeps tables of counts as they are released.

In:  a release; the machine; the instant.
Out: a row that is never changed.
"""

from datetime import datetime

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import AreaId
from reachable.oversight.domain.count_tables import CountTable
from reachable.oversight.domain.quarters import Quarter
from reachable.oversight.domain.releases import Release
from reachable.oversight.models import CountRelease


def keep_release(
    *, table: CountTable, area_id: AreaId, quarter: Quarter, release: Release, by: Actor, now: datetime
) -> bool:
    """Keep a table as it is released, and return False when it was released before: the first stands."""
    require_acting()
    _, was_added = CountRelease.objects.get_or_create(
        table_code=table.code,
        area_id=area_id,
        quarter_starts=quarter.starts,
        defaults={"released_at": now, "figures": release.as_json()},
    )
    return was_added
