"""An agency's extract arrives: read, looked at, and brought in whole in one transaction, or refused whole.

In:  the bytes of a file, the feed it is of, the agency that sent it.
Out: what would change, then what did; every child it touches waits to be evaluated.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reachable.access.context import acting
from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.partnership import AgencyCard
from reachable.access.domain.viewer import Actor, Run, Sharing
from reachable.access.queries import get_agency
from reachable.intake import operations as intake
from reachable.intake.domain.carried import Carried
from reachable.intake.domain.extracted import ExtractedRecord, LocalSettings
from reachable.intake.domain.layouts import LAYOUTS
from reachable.intake.domain.measures import measure_extract
from reachable.intake.domain.reading import ExtractReading, read_extract
from reachable.intake.domain.records import extract_records
from reachable.intake.queries import ExtractRecord, find_extract, find_last_row_count, get_staged_content
from reachable.journeys.extract_holders import begin_relationships_of, keep_trusted_adults_of
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.journeys.records_moved import follow_moved_records
from reachable.journeys.records_standing import find_standing_plan
from reachable.kernel.ids import AgencyId, EventId, ImportId, SubjectId
from reachable.kernel.provenance import Confidence, Reliability, Sureness
from reachable.kernel.working_days import Calendar
from reachable.people.domain.claims import TakenRecord, TakenSubject
from reachable.people.operations import point_adults_at_children, take_in_records
from reachable.people.queries import find_subjects_of_references
from reachable.people.queries import list_event_keys as list_keys_told_of
from reachable.timeline.domain.kinds import EventKind, RoleInEvent
from reachable.timeline.domain.taken_event import OtherPerson, TakenEvent
from reachable.timeline.operations import add_events, let_stand, point_at_records, withdraw_events
from reachable.timeline.queries import list_event_keys

SAME_SYSTEM = {"placements": "social_care"}
"""Feeds that come from the system of another: one number of the authority's is one child."""

NO_LONGER_TOLD = "The agency's record no longer tells of it"


class ExtractNotFound(LookupError):
    """There is no such extract for this agency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A file that was read: refused whole with reasons, or waiting with what it would bring."""

    extract_id: ImportId
    reading: ExtractReading
    records: tuple[ExtractedRecord, ...]

    @property
    def children(self) -> int:
        """Return how many children it tells of, by the agency's own numbers."""
        return len({record.taken.local_id for record in self.records})

    @property
    def events(self) -> int:
        """Return how many events it tells of."""
        return sum(len(record.events) for record in self.records)


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """What an extract brought in."""

    extract_id: ImportId
    rows: int
    new_versions: int
    children_changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SentExtract:
    """A file as it was sent. `fewer_rows_confirmed` says somebody confirmed that far fewer rows are right."""

    feed: str
    agency_id: AgencyId
    file_name: str
    content: bytes
    fewer_rows_confirmed: bool = False


def stage_extract(*, sent: SentExtract, calendar: Calendar, by: Actor, now: datetime) -> Staged:
    """Read a file, keep it for a look or note why it is refused, and return what it would bring.

    :raises ExtractNotFound: when the actor may not bring in this agency's extracts.
    :raises reachable.intake.operations.TooManyWaiting: when too many of this agency wait for a look already.
    """
    if not may_send_for(by, sent.agency_id):
        raise ExtractNotFound("another agency's extracts are not theirs to send")
    last = find_last_row_count(viewer=Run("extract"), feed=sent.feed, agency_id=sent.agency_id)
    reading = read_extract(
        sent.feed,
        sent.file_name,
        sent.content,
        received_at=now,
        last_row_count=last,
        fewer_rows_confirmed=sent.fewer_rows_confirmed,
    )
    records = _records(reading, sent.agency_id, calendar)
    kept = intake.SentFile(
        feed=sent.feed,
        agency_id=sent.agency_id,
        file_name=sent.file_name,
        content=sent.content,
        row_count=reading.row_count,
        measures=measure_extract(LAYOUTS[sent.feed], reading.rows, now),
    )
    with acting(by=by, what=f"staged an extract of {sent.feed}", now=now):
        extract_id = intake.keep_extract(sent=kept, problems=reading.problems, by=by, now=now)
    return Staged(extract_id=extract_id, reading=reading, records=records)


def bring_in_extract(
    *, extract_id: ImportId, calendar: Calendar, staged: Staged | None = None, by: Actor, now: datetime
) -> BroughtIn:
    """Bring a staged extract in whole, in one transaction, and leave every child it touched to be evaluated.

    Whoever has just staged it gives what was read, so that the file is not read a second time.

    :raises ExtractNotFound: when the actor may answer for no such extract.
    :raises reachable.intake.operations.ExtractNotWaiting: when it is not staged.
    """
    extract = find_waiting(extract_id=extract_id, by=by)
    with acting(by=by, what=f"brought in an extract of {extract.feed}", now=now):
        intake.hold_waiting_extract(extract_id=extract_id, by=by, now=now)
        is_read = staged is not None and staged.extract_id == extract_id
        records = staged.records if staged is not None and is_read else read_waiting(extract, calendar)
        done = _take_in(records, extract.agency_id, extract_id, by, now)
        counts = {"rows": len(records), "new_versions": done.new_versions, "children_changed": done.children_changed}
        intake.mark_extract_brought_in(extract_id=extract_id, counts=counts, by=by, now=now)
    return done


def let_go(*, extract_id: ImportId, by: Actor, now: datetime) -> None:
    """Decide not to bring a staged extract in: nothing of it is kept.

    :raises ExtractNotFound: when the actor may answer for no such extract.
    :raises reachable.intake.operations.ExtractNotWaiting: when it is not staged.
    """
    extract = find_waiting(extract_id=extract_id, by=by)
    with acting(by=by, what=f"let an extract of {extract.feed} go", now=now):
        intake.let_extract_go(extract_id=extract_id, by=by, now=now)


def find_waiting(*, extract_id: ImportId, by: Actor) -> ExtractRecord:
    """Return a staged extract that the actor may answer for; a job that acts for no agency may answer for any.

    :raises ExtractNotFound: when there is none.
    :raises reachable.intake.operations.ExtractNotWaiting: when it is not staged.
    """
    extract = find_extract(viewer=Run("extract"), extract_id=extract_id)
    if extract is None or not may_send_for(by, extract.agency_id):
        raise ExtractNotFound("this agency has no such extract")
    if extract.state != "STAGED":
        raise intake.ExtractNotWaiting(f"the extract is {extract.state_label.lower()}")
    return extract


def may_send_for(by: Actor, agency_id: AgencyId) -> bool:
    """Test if somebody may bring in an agency's extracts: their own agency's, or those of their hub's area.

    A job that acts for no agency may bring in any.
    """
    if by.agency_id in (None, agency_id):
        return True
    own, sender = get_agency(agency_id=by.agency_id), get_agency(agency_id=agency_id)
    return own.kind is AgencyKind.MULTI_AGENCY_HUB and own.area_id is not None and own.area_id == sender.area_id


def read_waiting(extract: ExtractRecord, calendar: Calendar) -> tuple[ExtractedRecord, ...]:
    """Return what a staged extract says, inside an open context. It was found right when it was staged."""
    content = get_staged_content(viewer=Run("extract"), extract_id=extract.id)
    reading = read_extract(
        extract.feed, extract.file_name, content, received_at=extract.received_at, last_row_count=None
    )
    return _records(reading, extract.agency_id, calendar)


def _records(reading: ExtractReading, agency_id: AgencyId, calendar: Calendar) -> tuple[ExtractedRecord, ...]:
    agency = get_agency(agency_id=agency_id)
    return extract_records(reading.feed, reading.rows, LocalSettings(own_area=agency.area_name, calendar=calendar))


def _take_in(
    records: Sequence[ExtractedRecord], agency_id: AgencyId, extract_id: ImportId, by: Actor, now: datetime
) -> BroughtIn:
    agency = get_agency(agency_id=agency_id)
    feed = records[0].feed
    taken = take_in_records(
        agency_id=agency_id,
        system=system_of(feed),
        records=[_as_told(record) for record in records],
        batch_id=extract_id,
        by=by,
        now=now,
    )
    new = [(record, subject) for record, subject in zip(records, taken, strict=True) if subject.is_new_version]
    events = [
        event for record, subject in new if not subject.stands_again for event in _events(record, subject, agency)
    ]
    changed = add_events(events=events, by=by, now=now)
    changed |= _let_stand_again(new, agency, feed, by=by, now=now)
    references = {subject.reference for _, subject in new}
    gone = _find_no_longer_told(agency_id, feed, references)
    changed |= withdraw_events(event_ids=gone, because=NO_LONGER_TOLD, by=by, now=now)
    _point_at_others(new, agency_id, feed, by=by, now=now)
    point_adults_at_children(agency_id=agency_id, by=by, now=now)
    of_adults = LAYOUTS[feed].of_adults
    carried = Carried(
        source_record_ids=tuple(dict.fromkeys(subject.source_record_id for subject in taken)),
        relationships=() if of_adults else begin_relationships_of(new, agency, by=by, now=now),
        trusted_adults=() if of_adults else keep_trusted_adults_of(new, agency, by=by, now=now),
    )
    intake.keep_carried(extract_id=extract_id, agency_id=agency_id, carried=carried, by=by, now=now)
    touched = sorted({subject.subject_id for _, subject in new} | changed)
    # An adult is no part of any child's record: nobody is looked for, asked about or told.
    if not of_adults:
        look_for_same_child(subject_ids=touched, because=f"extract of {feed}", by=by, now=now)
        follow_moved_records(withdrawn=gone, agency_id=agency_id, by=by, now=now)
    return BroughtIn(extract_id=extract_id, rows=len(records), new_versions=len(new), children_changed=len(touched))


def system_of(feed: str) -> str:
    """Return the system an agency's feed comes from. A force numbers a child in custody and a missing child apart."""
    return SAME_SYSTEM.get(feed, feed)


def _as_told(record: ExtractedRecord) -> TakenRecord:
    """Return what a row says of its child, with the events it tells of and whether its sender shares it."""
    return replace(
        record.taken,
        event_keys=tuple(event.natural_key for event in record.events),
        event_versions=tuple(event.told for event in record.events),
        shared=record.sharing is Sharing.PARTNERS,
    )


def _events(record: ExtractedRecord, subject: TakenSubject, agency: AgencyCard) -> list[TakenEvent]:
    return [
        TakenEvent(
            subject_id=subject.subject_id,
            agency_id=agency.id,
            system=system_of(record.feed),
            natural_key=event.natural_key,
            version_hash=event.version_hash,
            kind=EventKind(event.kind),
            happened=event.happened,
            recorded_at=event.recorded_at,
            role=RoleInEvent(event.role),
            episode=event.episode,
            place=event.place,
            words=event.words,
            details=event.details,
            sureness=Sureness(Reliability.USUALLY_RELIABLE, Confidence.REPORTED),
            source_record_id=subject.source_record_id,
            shared=event.sharing.code == "PARTNERS",
            handling_code=event.handling_code,
            others=(
                *(
                    OtherPerson(role=RoleInEvent.CO_ARRESTEE, described_as="another child", reference=reference)
                    for reference in event.co_arrestee_refs
                ),
                *(
                    OtherPerson(
                        role=RoleInEvent(other.role), described_as=other.described_as, reference=other.reference
                    )
                    for other in event.others
                ),
            ),
        )
        for event in record.events
    ]


def _let_stand_again(
    new: Sequence[tuple[ExtractedRecord, TakenSubject]], agency: AgencyCard, feed: str, *, by: Actor, now: datetime
) -> frozenset[SubjectId]:
    """Let what an undone extract told, and this one tells again, stand as if it had never been undone."""
    again = [(record, subject) for record, subject in new if subject.stands_again]
    if not again:
        return frozenset()
    plan = find_standing_plan(
        agency_id=agency.id,
        system=system_of(feed),
        references={subject.reference for _, subject in again},
        also_of={subject.subject_id for _, subject in again},
        came={},
    )
    let_stand(plan=plan, batch_id=None, because=NO_LONGER_TOLD, by=by, now=now)
    missing = {(event.subject_id, event.natural_key) for event in plan.without_row}
    events = [event for record, subject in again for event in _events(record, subject, agency)]
    without_row = [event for event in events if (event.subject_id, event.natural_key) in missing]
    return plan.subjects | add_events(events=without_row, by=by, now=now)


def _find_no_longer_told(agency_id: AgencyId, feed: str, references: Iterable[str]) -> list[EventId]:
    """Return the events that the latest version of their record no longer tells of."""
    told_of = list_keys_told_of(
        viewer=Run("extract"), agency_id=agency_id, system=system_of(feed), references=list(references)
    )
    keys_of: dict[SubjectId, set[str]] = defaultdict(set)
    beginnings: dict[SubjectId, list[str]] = defaultdict(list)
    for (subject_id, reference), keys in told_of.items():
        keys_of[subject_id] |= keys
        beginnings[subject_id].append(f"{reference}:")
    return [
        event_id
        for event_id, subject_id, key in list_event_keys(viewer=Run("extract"), subject_ids=list(keys_of))
        if key not in keys_of[subject_id] and key.startswith(tuple(beginnings[subject_id]))
    ]


def _point_at_others(
    new: Sequence[tuple[ExtractedRecord, TakenSubject]], agency_id: AgencyId, feed: str, *, by: Actor, now: datetime
) -> None:
    """Let those arrested together point at each other's records, whichever of them came in first."""
    named = {reference for record, _ in new for event in record.events for reference in event.references}
    told = {subject.reference for _, subject in new}
    subject_of = find_subjects_of_references(
        viewer=Run("extract"), agency_id=agency_id, system=system_of(feed), references=named | told
    )
    point_at_records(agency_id=agency_id, system=system_of(feed), subject_of=subject_of, by=by, now=now)
