"""Reads timelines as plain facts.

In:  the subjects of one person, in an open context.
Out: facts, other people's parts in them, and how many are held elsewhere.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from django.db import connection

from reachable.access.domain.viewer import Run, Viewer
from reachable.access.rows import Row, ask, later
from reachable.kernel.ids import AgencyId, EventId, SourceRecordId, SubjectId
from reachable.kernel.provenance import Confidence, Instants, Reliability, Source, Sureness
from reachable.kernel.when import Precision, When
from reachable.timeline.domain.facts import NO_DETAILS, Fact
from reachable.timeline.domain.kinds import TAKES_AWAY, EventKind, RoleInEvent
from reachable.timeline.domain.places import MOST_CHILDREN
from reachable.timeline.domain.standing_versions import KeptRow
from reachable.timeline.domain.withheld import withhold_place
from reachable.timeline.models import Event, Participation

KIND = {kind.value: kind for kind in EventKind}
ROLE = {role.value: role for role in RoleInEvent}
PRECISION = {precision.value: precision for precision in Precision}
SURENESS = {(one.value, other.value): Sureness(one, other) for one in Reliability for other in Confidence}
"""By what is stored. A page reads thousands of these, and asking an enumeration takes longer than a table."""

UNDER_GLASS = """CROSS JOIN LATERAL
         (SELECT event.about_id = ANY ((SELECT resolver.under_glass())::uuid[]) AS glass) AS under"""
READ = f"""
    SELECT event.id, event.subject_id, event.kind, event.role, event.happened_earliest, event.happened_latest,
           event.happened_precision, event.happened_said, event.recorded_at, event.received_at, event.agency_id,
           agency.name, agency.kind, event.system, event.natural_key, event.source_record_id, event.details,
           event.episode, CASE WHEN under.glass THEN '' ELSE event.place END,
           CASE WHEN under.glass THEN '' ELSE event.place_key END, event.words, event.source_reliability,
           event.confidence, event.supersedes_id, event.withdrawn_at, under.glass
    FROM timeline_event AS event JOIN access_agency AS agency ON agency.id = event.agency_id {UNDER_GLASS}
"""  # noqa: S608 - a condition of our own, no value
FACTS = f"""{READ}
    WHERE event.about_id = ANY (%s::uuid[])
    ORDER BY event.happened_earliest, event.received_at, event.id
"""
FACTS_FOR_RUNS = FACTS.replace(UNDER_GLASS, "").replace("under.glass", "false")
"""No run of the machine reads by broken glass."""
TOLD_OF = """
    SELECT DISTINCT subject_id, agency_id FROM timeline_event
    WHERE kind = ANY (%s::varchar[]) AND received_at > %s AND received_at <= %s AND happened_latest > %s
      AND withdrawn_at IS NULL
    ORDER BY subject_id, agency_id
"""
NOT_ENDED = f"""
    SELECT DISTINCT subject_id, agency_id FROM timeline_event
    WHERE kind IN ({", ".join(f"'{kind.value}'" for kind in TAKES_AWAY)}) AND withdrawn_at IS NULL
      AND received_at <= %s AND (end_told_at IS NULL OR end_told_at > %s)
    ORDER BY subject_id, agency_id
"""  # noqa: S608 - the kinds are the domain's own
TAKEN_IN = """
    SELECT subject_id, agency_id, happened_latest FROM timeline_event
    WHERE about_id = ANY (%s::uuid[]) AND kind = ANY (%s::varchar[]) AND withdrawn_at IS NULL
    ORDER BY subject_id, happened_latest
"""
PLACES_THAT_LINK = """
    SELECT place_key FROM timeline_event WHERE place_key = ANY (%s::varchar[]) AND place_key <> ''
    GROUP BY place_key HAVING count(DISTINCT subject_id) FILTER (WHERE withdrawn_at IS NULL) <= %s
"""
FACTS_AROUND = f"""{READ}
    WHERE event.kind = ANY (%s::varchar[]) AND NOT event.about_id = ANY (%s::uuid[])
      AND (event.about_id = ANY (%s::uuid[])
           OR (event.place_key <> '' AND event.place_key IN ({PLACES_THAT_LINK})))
    ORDER BY event.happened_latest DESC, event.received_at, event.id LIMIT %s
"""
TOGETHER = """
    SELECT event_id, about_id, other_subject_id FROM timeline_participation
    WHERE role = ANY (%s::varchar[])
      AND ((about_id = ANY (%s::uuid[]) AND other_subject_id IS NOT NULL) OR other_subject_id = ANY (%s::uuid[]))
    ORDER BY event_id, other_subject_id
"""
AT_THEIR_PLACES = f"""
    SELECT DISTINCT subject_id FROM timeline_event WHERE place_key IN ({PLACES_THAT_LINK}) ORDER BY subject_id
"""  # noqa: S608  a condition of our own, no value
CHANGED_SINCE = "greatest(received_at, withdrawn_at, (away -> -1 ->> 1)::timestamptz) >= %s"
"""When an event was received, withdrawn, or came to stand again after it was."""
CHANGED_PLACES = f"""
    SELECT DISTINCT place_key FROM timeline_event
    WHERE about_id = ANY (%s::uuid[]) AND place_key <> '' AND {CHANGED_SINCE}
"""  # noqa: S608  a condition of our own, no value
CHANGED_SUBJECTS = f"""
    SELECT DISTINCT subject_id FROM timeline_event
    WHERE about_id = ANY (%s::uuid[]) AND kind = ANY (%s::varchar[]) AND {CHANGED_SINCE}
"""  # noqa: S608  a condition of our own, no value
WITH_THE_CHILD = (
    RoleInEvent.SUBJECT,
    RoleInEvent.VICTIM,
    RoleInEvent.SUSPECT,
    RoleInEvent.CO_ARRESTEE,
    RoleInEvent.FRIEND,
)
"""The roles of others that say they were there with the child, and not to help it."""
MOST_FACTS_AROUND = 1000
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PartInEvent:
    """Somebody else's part in an event, described so that it does not identify them."""

    event_id: EventId
    role: RoleInEvent
    described_as: str
    subject_id: SubjectId | None


@dataclass(frozen=True, slots=True)
class InOneEvent:
    """Two records of which an agency named the one in an event of the other."""

    event_id: EventId
    subject_id: SubjectId
    other_id: SubjectId


@dataclass(frozen=True, slots=True)
class ToldElsewhere:
    """The event by which another record of the same agency tells of the same thing, and whose record it was on."""

    event_id: EventId
    subject_id: SubjectId
    was: SubjectId


@dataclass(frozen=True, slots=True)
class HeldElsewhere:
    """How many events an agency holds about this child and has not shared."""

    agency_id: AgencyId
    count: int


def list_facts(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[Fact, ...]:
    """Return every fact of these subjects that the viewer may see, oldest first, corrected and withdrawn ones too."""
    return list_facts_later(viewer=viewer, subject_ids=subject_ids)()


def list_facts_later(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> Callable[[], tuple[Fact, ...]]:
    """Ask for what `list_facts` returns, and return what gives it when it is wanted."""
    answer = later(FACTS_FOR_RUNS if isinstance(viewer, Run) else FACTS, list(subject_ids))
    return lambda: tuple(_fact(row) for row in answer())


def list_facts_around(
    *,
    viewer: Run,
    subject_ids: Iterable[SubjectId],
    others: Iterable[SubjectId],
    place_keys: Iterable[str],
    kinds: Iterable[EventKind],
) -> tuple[Fact, ...]:
    """Return other children's facts of some kinds: of these others, and of whoever was at these places.

    A place at which more records were than `MOST_CHILDREN` says nothing about who was there together. At most the
    newest `MOST_FACTS_AROUND` are returned, corrected and withdrawn ones too. For the machine.
    """
    wanted, own, keys = [kind.value for kind in kinds], list(subject_ids), list(place_keys)
    rows = ask(FACTS_AROUND, wanted, own, list(others), keys, MOST_CHILDREN, MOST_FACTS_AROUND)
    return tuple(_fact(row) for row in rows)


def list_in_one_event(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> tuple[InOneEvent, ...]:
    """Return the events in which an agency named others with these subjects, or these with others. For the machine."""
    return list_in_one_event_later(viewer=viewer, subject_ids=subject_ids)()


def list_in_one_event_later(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> Callable[[], tuple[InOneEvent, ...]]:
    """Ask for what `list_in_one_event` returns, and return what gives it when it is wanted."""
    own = list(subject_ids)
    answer = later(TOGETHER, [role.value for role in WITH_THE_CHILD], own, own)
    return lambda: tuple(InOneEvent(event_id, subject_id, other_id) for event_id, subject_id, other_id in answer())


def find_subjects_around(
    *, viewer: Run, subject_ids: Iterable[SubjectId], kinds: Iterable[EventKind], changed_since: datetime | None
) -> frozenset[SubjectId]:
    """Return the other records whose rules may look at what changed for these subjects. For the machine.

    They were at a place where something changed, or in one event with a subject of whom something of `kinds` did.
    """
    own, since = list(subject_ids), changed_since or LONG_AGO
    keys = [key for (key,) in ask(CHANGED_PLACES, own, since)]
    changed = [each for (each,) in ask(CHANGED_SUBJECTS, own, [kind.value for kind in kinds], since)]
    found = {each for (each,) in ask(AT_THEIR_PLACES, keys, MOST_CHILDREN)} if keys else set()
    for pair in list_in_one_event(viewer=viewer, subject_ids=changed) if changed else ():
        found |= {pair.subject_id, pair.other_id}
    return frozenset(found) - frozenset(own)


def list_event_keys(
    *, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]
) -> tuple[tuple[EventId, SubjectId, str], ...]:
    """Return the id, subject and natural key of every event of these subjects that is not withdrawn."""
    rows = Event.objects.filter(subject_id__in=list(subject_ids), withdrawn_at__isnull=True)
    return tuple(
        (EventId(event_id), SubjectId(subject_id), key)
        for event_id, subject_id, key in rows.values_list("id", "subject_id", "natural_key")
    )


def find_told_of_elsewhere(*, viewer: Run, event_ids: Iterable[EventId]) -> Mapping[EventId, ToldElsewhere]:
    """Return, for withdrawn events, the one that stands for the same thing on another record. For the machine."""
    gone = list(Event.objects.filter(id__in=list(event_ids), withdrawn_at__isnull=False))
    if not gone:
        return {}
    standing = Event.objects.filter(
        agency_id__in={row.agency_id for row in gone},
        natural_key__in={row.natural_key for row in gone},
        withdrawn_at__isnull=True,
    )
    told_by = {
        (row.agency_id, row.system, row.natural_key): row for row in standing.order_by("recorded_at", "version_hash")
    }
    found = {row.id: told_by.get((row.agency_id, row.system, row.natural_key)) for row in gone}
    return {
        EventId(row.id): ToldElsewhere(EventId(now.id), SubjectId(now.subject_id), SubjectId(row.subject_id))
        for row in gone
        if (now := found[row.id]) is not None and now.subject_id != row.subject_id
    }


def list_references_named(*, viewer: Run, event_ids: Iterable[EventId]) -> frozenset[str]:
    """Return the references of other people's records that these events name. For the machine."""
    rows = Participation.objects.filter(event_id__in=list(event_ids)).exclude(other_reference="")
    return frozenset(rows.values_list("other_reference", flat=True))


def list_kept_rows(*, viewer: Run, subject_ids: Iterable[SubjectId], references: Iterable[str]) -> tuple[KeptRow, ...]:
    """Return every version of the events of these records, withdrawn ones too. For the machine."""
    beginnings = tuple(f"{reference}:" for reference in references)
    rows = Event.objects.filter(subject_id__in=list(subject_ids)).order_by("received_at", "id")
    return tuple(
        KeptRow(
            event_id=EventId(row.id),
            subject_id=SubjectId(row.subject_id),
            natural_key=row.natural_key,
            version_hash=row.version_hash,
            recorded_at=row.recorded_at,
            received_at=row.received_at,
            source_record_id=None if row.source_record_id is None else SourceRecordId(row.source_record_id),
            is_withdrawn=row.withdrawn_at is not None,
        )
        for row in rows
        if row.natural_key.startswith(beginnings)
    )


def list_parts(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[PartInEvent, ...]:
    """Return other people's parts in the events of these subjects."""
    rows = Participation.objects.filter(about_id__in=list(subject_ids)).order_by("event_id", "role", "described_as")
    return tuple(
        PartInEvent(
            EventId(row.event_id),
            RoleInEvent(row.role),
            row.described_as,
            None if row.other_subject_id is None else SubjectId(row.other_subject_id),
        )
        for row in rows
    )


def list_held_elsewhere(*, viewer: Viewer) -> tuple[HeldElsewhere, ...]:
    """Return, for the records opened in this request, how many events other agencies hold and have not shared."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agency_id, held FROM resolver.count_held() ORDER BY agency_id")
        return tuple(HeldElsewhere(AgencyId(agency_id), held) for agency_id, held in cursor.fetchall())


def list_told_of(
    *, viewer: Run, kinds: Iterable[EventKind], told_after: datetime, told_by: datetime, happened_after: datetime
) -> tuple[tuple[SubjectId, AgencyId], ...]:
    """Return of whom, and by which agency, something of these kinds was told in a stretch of time. For the machine."""
    wanted = [kind.value for kind in kinds]
    rows = ask(TOLD_OF, wanted, told_after, told_by, happened_after)
    return tuple((SubjectId(subject_id), AgencyId(agency_id)) for subject_id, agency_id in rows)


def list_taken_in(
    *, viewer: Run, subject_ids: Iterable[SubjectId], kinds: Iterable[EventKind]
) -> tuple[tuple[SubjectId, AgencyId, datetime], ...]:
    """Return of which of these subjects an agency told something of these kinds, and when it happened. For machines."""
    rows = ask(TAKEN_IN, list(subject_ids), [kind.value for kind in kinds])
    return tuple((SubjectId(subject_id), AgencyId(agency_id), at) for subject_id, agency_id, at in rows)


def list_not_ended(*, viewer: Run, told_by: datetime) -> tuple[tuple[SubjectId, AgencyId], ...]:
    """Return for whom, and by which agency, what takes a child away was told of and by then no end was. For machines.

    The kinds stand in the statement itself, so that it is answered by the index of episodes without an end.
    """
    rows = ask(NOT_ENDED, told_by, told_by)
    return tuple((SubjectId(subject_id), AgencyId(agency_id)) for subject_id, agency_id in rows)


def _fact(row: Row) -> Fact:
    (
        event_id,
        subject_id,
        kind,
        role,
        earliest,
        latest,
        precision,
        said,
        recorded_at,
        received_at,
        agency_id,
        agency_name,
        agency_kind,
        system,
        natural_key,
        source_record_id,
        details,
        episode,
        place,
        place_key,
        words,
        reliability,
        confidence,
        supersedes,
        withdrawn_at,
        under_glass,
    ) = row
    fact = Fact(
        id=event_id,
        subject_id=subject_id,
        kind=KIND[kind],
        instants=Instants(When(earliest, latest, PRECISION[precision], said), recorded_at, received_at),
        source=Source(agency_id, agency_name, system, natural_key, source_record_id),
        agency_kind=agency_kind,
        role=ROLE[role],
        details=NO_DETAILS if details == "{}" else MappingProxyType(json.loads(details)),
        episode=episode,
        place=place,
        place_key=place_key,
        words=words,
        sureness=SURENESS[reliability, confidence],
        supersedes=supersedes,
        withdrawn_at=withdrawn_at,
    )
    return withhold_place(fact) if under_glass else fact
