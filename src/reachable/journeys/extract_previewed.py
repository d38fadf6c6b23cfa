"""What a staged extract would change, in numbers, before somebody brings it in.

In:  an extract of the reader's own agency, or all of them.
Out: counts and kinds of event. No name, no number, no cell: whoever brings extracts in opens no child's record.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from reachable.access.context import running
from reachable.access.domain.viewer import Actor, Role, Run, Viewer
from reachable.access.queries import get_agency, list_agencies
from reachable.intake.queries import ExtractRecord, find_extract, list_extracts
from reachable.journeys.extract_imported import ExtractNotFound, find_waiting, may_send_for, read_waiting, system_of
from reachable.journeys.feeds_checked import SENT_BY, may_send
from reachable.kernel.ids import AgencyId, ImportId
from reachable.kernel.working_days import Calendar
from reachable.people.queries import find_subjects, list_held_versions
from reachable.timeline.domain.kinds import EventKind


class NotAnExtractOfficer(PermissionError):
    """Only somebody whose role it is brings extracts in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What bringing an extract in would do. A changed row takes the place of an earlier one.

    `nobody_known` says that the agency has sent children before and none of them is in this file, as when one agency's
    file is sent as another's.
    """

    rows: int
    new_rows: int
    changed_rows: int
    known_rows: int
    children: int
    new_children: int
    nobody_known: bool
    events: tuple[tuple[EventKind, int], ...]


@dataclass(frozen=True, slots=True)
class Sendable:
    """A feed of an agency whose extracts somebody may bring in."""

    feed: str
    agency_id: AgencyId
    agency_name: str


def check_officer(viewer: Viewer) -> None:
    """Check that somebody brings extracts in.

    :raises NotAnExtractOfficer: when they do not.
    """
    if viewer.role is not Role.EXTRACT_OFFICER:
        raise NotAnExtractOfficer


def list_sendable(*, viewer: Viewer) -> tuple[Sendable, ...]:
    """Return the extracts that the reader may bring in: the feeds their own agency, or their hub's area, holds.

    :raises NotAnExtractOfficer: when bringing extracts in is not their role.
    """
    check_officer(viewer)
    by = Actor.from_viewer(viewer)
    own = get_agency(agency_id=viewer.agency_id)
    agencies = [own] if own.area_id is None else list_agencies(area_id=own.area_id)
    return tuple(
        Sendable(feed, agency.id, agency.name)
        for feed in SENT_BY
        for agency in agencies
        if may_send(feed, agency.kind) and may_send_for(by, agency.id)
    )


def list_own_extracts(*, viewer: Viewer) -> tuple[ExtractRecord, ...]:
    """Return the extracts that the reader answers for, newest first.

    :raises NotAnExtractOfficer: when bringing extracts in is not their role.
    """
    agency_ids = {each.agency_id for each in list_sendable(viewer=viewer)}
    return list_extracts(viewer=viewer, agency_ids=agency_ids)


def get_own_extract(*, viewer: Viewer, extract_id: ImportId) -> ExtractRecord:
    """Return one extract that the reader answers for.

    :raises NotAnExtractOfficer: when bringing extracts in is not their role.
    :raises reachable.journeys.extract_imported.ExtractNotFound: when there is none such.
    """
    check_officer(viewer)
    extract = find_extract(viewer=viewer, extract_id=extract_id)
    if extract is None or not may_send_for(Actor.from_viewer(viewer), extract.agency_id):
        raise ExtractNotFound("they answer for no such extract")
    return extract


def preview_extract(*, viewer: Viewer, extract_id: ImportId, calendar: Calendar, now: datetime) -> Preview:
    """Return what bringing a staged extract in would change.

    :raises NotAnExtractOfficer: when bringing extracts in is not their role.
    :raises reachable.journeys.extract_imported.ExtractNotFound: when they answer for none such.
    :raises reachable.intake.operations.ExtractNotWaiting: when it is not staged.
    """
    check_officer(viewer)
    extract = find_waiting(extract_id=extract_id, by=Actor.from_viewer(viewer))
    run, system = Run("extract"), system_of(extract.feed)
    with running(job="preview an extract", now=now):
        records = read_waiting(extract, calendar)
        known = find_subjects(viewer=run, agency_id=extract.agency_id, system=system)
        held = list_held_versions(
            viewer=run,
            agency_id=extract.agency_id,
            system=system,
            references=[record.taken.reference for record in records],
        )
    children = {record.taken.local_id for record in records}
    said_before = [
        record
        for record in records
        if (record.taken.local_id, record.taken.version_hash) in held.get(record.taken.reference, ())
    ]
    new = [record for record in records if record.taken.reference not in held]
    kinds = Counter(EventKind(event.kind) for record in records for event in record.events)
    return Preview(
        rows=len(records),
        new_rows=len(new),
        changed_rows=len(records) - len(new) - len(said_before),
        known_rows=len(said_before),
        children=len(children),
        new_children=len(children - known.keys()),
        nobody_known=bool(known) and children.isdisjoint(known),
        events=tuple(sorted(kinds.items(), key=lambda each: (-each[1], each[0].label))),
    )
