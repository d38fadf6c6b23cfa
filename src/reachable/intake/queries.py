"""Reads extracts and concerns.

In:  a viewer, or the machine; an open context where rows are personal.
Out: plain values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from reachable.access.domain.viewer import Run, Viewer
from reachable.intake.models import Extract, StagedFile
from reachable.kernel.ids import AgencyId, AreaId, ImportId


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractRecord:
    """One file of a feed and what became of it."""

    id: ImportId
    feed: str
    agency_id: AgencyId
    agency_name: str
    file_name: str
    row_count: int
    state: str
    state_label: str
    problems: tuple[Mapping[str, Any], ...]
    counts: Mapping[str, int]
    received_at: datetime
    received_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReceived:
    """When an agency's feed last came in; None when it never did."""

    feed: str
    agency_id: AgencyId
    agency_name: str
    last_received_at: datetime | None


def find_extract(*, viewer: Viewer | Run, extract_id: ImportId) -> ExtractRecord | None:
    """Return one extract of the viewer's own agency, or None."""
    return next(iter(_records(viewer, pk=extract_id)), None)


def list_extracts(*, viewer: Viewer | Run) -> tuple[ExtractRecord, ...]:
    """Return the extracts of the viewer's own agency, newest first, at most 50."""
    return _records(viewer)[:50]


def get_staged_content(*, viewer: Viewer | Run, extract_id: ImportId) -> bytes:
    """Return the bytes of a staged extract, in an open context."""
    return bytes(StagedFile.objects.get(extract_id=extract_id).content)


def find_last_row_count(*, viewer: Viewer | Run, feed: str, agency_id: AgencyId) -> int | None:
    """Return how many rows this agency's feed last brought in, or None when it never has."""
    rows = Extract.objects.filter(feed=feed, agency_id=agency_id, state="BROUGHT_IN").order_by("-brought_in_at")
    return rows.values_list("row_count", flat=True).first()


def list_feeds_received(*, viewer: Viewer | Run, area_id: AreaId) -> tuple[FeedReceived, ...]:
    """Return when each feed of each agency of an area last came in."""
    rows = (
        Extract.objects.filter(agency__area_id=area_id, state="BROUGHT_IN")
        .values("feed", "agency_id", "agency__name")
        .annotate(last=Max("brought_in_at"))
        .order_by("feed", "agency__name")
    )
    return tuple(
        FeedReceived(
            feed=row["feed"], agency_id=AgencyId(row["agency_id"]), agency_name=row["agency__name"], last_received_at=row["last"]
        )
        for row in rows
    )


def _records(viewer: Viewer | Run, **chosen: Any) -> tuple[ExtractRecord, ...]:
    rows = Extract.objects.filter(**chosen).select_related("agency", "received_by").order_by("-received_at")
    if isinstance(viewer, Viewer):
        rows = rows.filter(agency_id=viewer.agency_id)
    return tuple(
        ExtractRecord(
            id=ImportId(row.id),
            feed=row.feed,
            agency_id=AgencyId(row.agency_id),
            agency_name=row.agency.name,
            file_name=row.file_name,
            row_count=row.row_count,
            state=row.state,
            state_label=str(row.get_state_display()),
            problems=tuple(row.problems),
            counts=row.counts,
            received_at=row.received_at,
            received_by="" if row.received_by is None else row.received_by.name,
        )
        for row in rows
    )
