"""Reads the counts that were released. There are no others to be asked for.

In:  a reading context of somebody whom counts are for; or a run.
Out: ReleaseRecord.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reachable.access.domain.viewer import Run, Viewer
from reachable.kernel.ids import AreaId
from reachable.oversight.domain.count_tables import CountTable, find_table
from reachable.oversight.domain.quarters import Quarter
from reachable.oversight.domain.releases import Release
from reachable.oversight.models import CountRelease


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRecord:
    """One table of an area and quarter, as it was released."""

    id: UUID
    table: CountTable
    quarter: Quarter
    released_at: datetime
    release: Release


def list_releases(*, viewer: Viewer, area_id: AreaId) -> tuple[ReleaseRecord, ...]:
    """Return what was released of an area, the latest quarter first."""
    rows = CountRelease.objects.filter(area_id=area_id).order_by("-quarter_starts", "table_code")
    return tuple(found for row in rows if (found := _record(row)) is not None)


def find_release(*, viewer: Viewer, release_id: UUID, area_id: AreaId) -> ReleaseRecord | None:
    """Return one table of an area, or None when there is no such one."""
    row = CountRelease.objects.filter(id=release_id, area_id=area_id).first()
    return None if row is None else _record(row)


def list_released(*, viewer: Run, quarter: Quarter) -> frozenset[tuple[AreaId, str]]:
    """Return of which areas which tables were released for a quarter. For the machine."""
    rows = CountRelease.objects.filter(quarter_starts=quarter.starts).values_list("area_id", "table_code")
    return frozenset((AreaId(area_id), code) for area_id, code in rows)


def _record(row: CountRelease) -> ReleaseRecord | None:
    table = find_table(row.table_code)
    if table is None:
        return None
    return ReleaseRecord(
        id=row.id,
        table=table,
        quarter=Quarter(row.quarter_starts),
        released_at=row.released_at,
        release=Release.from_json(row.figures),
    )
