"""Adds events to timelines. Corrections supersede, withdrawals mark, nothing is overwritten.

In:  events as agencies recorded them.
Out: rows, and the ids of the subjects whose timelines changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor, Sharing
from reachable.access.rows import add_rows, change_rows
from reachable.kernel.ids import AgencyId, EventId, ImportId, SubjectId
from reachable.timeline.domain.kinds import KINDS
from reachable.timeline.domain.places import place_key
from reachable.timeline.domain.standing_versions import StandingPlan, version_to_add
from reachable.timeline.domain.taken_event import TakenEvent
from reachable.timeline.models import Event, Participation

WITHDRAWN = ("withdrawn_at", "withdrawn_because", "undone_batch_id")
HANGS_ON = ("supersedes_id", "version_hash", "recorded_at", "received_at", "source_record_id", "away")


class DetailNotDeclared(ValueError):
    """An event carries a detail its kind does not declare."""


def add_events(*, events: Sequence[TakenEvent], by: Actor, now: datetime) -> frozenset[SubjectId]:
    """Add events that are not held yet and return the subjects whose timelines changed.

    A version of an event that is recorded later supersedes the one before it, in whatever order they arrive.

    :raises DetailNotDeclared: when an event carries a detail its kind does not declare.
    """
    require_acting()
    _check_details(events)
    subjects = {event.subject_id for event in events}
    keys = {event.natural_key for event in events}
    held = _held_versions(subjects, keys)
    fresh: dict[tuple[UUID, str, str], tuple[Event, TakenEvent]] = {}
    for event in events:
        version_hash = version_to_add(event.version_hash, event.recorded_at, held[event.subject_id, event.natural_key])
        key = (event.subject_id, event.natural_key, version_hash)
        if version_hash and key not in fresh:
            fresh[key] = (_row(event, version_hash, now), event)
    add_rows([row for row, _ in fresh.values()])
    add_rows([part for row, event in fresh.values() for part in _participations(row, event)])
    changed = {(row.subject_id, row.natural_key) for row, _ in fresh.values()}
    _put_versions_in_order(changed)
    return frozenset(SubjectId(subject_id) for subject_id, _ in changed)


def withdraw_events(*, event_ids: Iterable[EventId], because: str, by: Actor, now: datetime) -> frozenset[SubjectId]:
    """Mark events as withdrawn, with the reason, and return the subjects whose timelines changed."""
    require_acting()
    rows = list(Event.objects.filter(id__in=list(event_ids), withdrawn_at__isnull=True))
    for row in rows:
        row.withdrawn_at = now
        row.withdrawn_because = because
    change_rows(rows, ["withdrawn_at", "withdrawn_because"])
    _put_versions_in_order({(row.subject_id, row.natural_key) for row in rows})
    return frozenset(SubjectId(row.subject_id) for row in rows)


def let_stand(*, plan: StandingPlan, batch_id: ImportId | None, because: str, by: Actor, now: datetime) -> None:
    """Let the events stand that a plan names, as it says, and mark those it takes back as withdrawn.

    `batch_id` is the extract whose undoing withdraws them. How long an event was away before it stands again is kept.
    """
    require_acting()
    gone = list(Event.objects.filter(id__in=plan.to_withdraw, withdrawn_at__isnull=True))
    for row in gone:
        row.withdrawn_at, row.withdrawn_because, row.undone_batch_id = now, because[:200], batch_id
    change_rows(gone, WITHDRAWN)
    standing = list(Event.objects.filter(id__in=list(plan.to_stand)))
    # Two steps, because two versions may change places and "once" would not hold half-way through.
    for row in standing:
        row.version_hash = row.id.hex
    change_rows(standing, ["version_hash"])
    for row in standing:
        event = plan.to_stand[EventId(row.id)]
        if row.withdrawn_at is not None:
            row.away = [*row.away, [row.withdrawn_at.isoformat(), now.isoformat()]]
        row.withdrawn_at, row.withdrawn_because, row.undone_batch_id, row.supersedes = None, "", None, None
        row.version_hash, row.recorded_at, row.received_at = event.version_hash, event.recorded_at, event.received_at
        row.source_record_id = event.source_record_id
    change_rows(standing, [*WITHDRAWN, *HANGS_ON])
    _put_versions_in_order({(row.subject_id, row.natural_key) for row in (*gone, *standing)})


def point_at_records(
    *, agency_id: AgencyId, system: str, subject_of: Mapping[str, SubjectId | None], by: Actor, now: datetime
) -> None:
    """Let other people's parts in an agency's events point at the records their references are of now, or at none.

    A reference may come in before its record does, and a record may turn out to be of somebody else.
    """
    require_acting()
    rows = Participation.objects.filter(
        event__agency_id=agency_id, event__system=system, other_reference__in=list(subject_of)
    )
    moved = [row for row in rows if row.other_subject_id != subject_of[row.other_reference]]
    for row in moved:
        row.other_subject_id = subject_of[row.other_reference]
    change_rows(moved, ["other_subject_id"])


def _check_details(events: Sequence[TakenEvent]) -> None:
    for event in events:
        unknown = event.details.keys() - set(KINDS[event.kind].details)
        if unknown:
            raise DetailNotDeclared(f"{event.kind.value} does not declare {', '.join(sorted(unknown))}")


def _held_versions(
    subjects: Iterable[SubjectId], keys: Iterable[str]
) -> dict[tuple[UUID, str], list[tuple[datetime, str]]]:
    rows = Event.objects.filter(subject_id__in=list(subjects), natural_key__in=list(keys), withdrawn_at__isnull=True)
    held: dict[tuple[UUID, str], list[tuple[datetime, str]]] = defaultdict(list)
    for subject_id, key, recorded_at, version in rows.values_list(
        "subject_id", "natural_key", "recorded_at", "version_hash"
    ):
        held[subject_id, key].append((recorded_at, version))
    return held


def _row(event: TakenEvent, version_hash: str, now: datetime) -> Event:
    return Event(
        about_id=event.subject_id,
        subject_id=event.subject_id,
        controller_id=event.agency_id,
        agency_id=event.agency_id,
        system=event.system,
        kind=event.kind.value,
        role=event.role.value,
        happened_earliest=event.happened.earliest,
        happened_latest=event.happened.latest,
        happened_precision=event.happened.precision.value,
        happened_said=event.happened.said,
        recorded_at=min(event.recorded_at, now),
        received_at=now,
        natural_key=event.natural_key,
        version_hash=version_hash,
        source_record_id=event.source_record_id,
        concern_id=event.concern_id,
        episode=event.episode,
        place=event.place,
        place_key=place_key(event.kind, event.place),
        words=event.words,
        details=dict(event.details),
        source_reliability=event.sureness.source.value,
        confidence=event.sureness.information.value,
        sharing=Sharing.PARTNERS.code if event.shared else Sharing.HOLDER.code,
        handling_code=event.handling_code,
    )


def _participations(row: Event, event: TakenEvent) -> list[Participation]:
    return [
        Participation(
            about_id=row.about_id,
            controller_id=row.controller_id,
            event=row,
            role=other.role.value,
            described_as=other.described_as,
            other_subject_id=other.subject_id,
            other_reference=other.reference,
            sharing=row.sharing,
        )
        for other in event.others
    ]


def _put_versions_in_order(keys: Iterable[tuple[UUID, str]]) -> None:
    """Let each version of an event supersede the one recorded before it, whichever arrived first."""
    wanted = set(keys)
    versions: dict[tuple[UUID, str], list[Event]] = defaultdict(list)
    rows = Event.objects.filter(
        subject_id__in={subject for subject, _ in wanted},
        natural_key__in={key for _, key in wanted},
        withdrawn_at__isnull=True,
    )
    for row in rows:
        if (row.subject_id, row.natural_key) in wanted:
            versions[row.subject_id, row.natural_key].append(row)
    several = [rows for rows in versions.values() if len(rows) > 1 or rows[0].supersedes_id is not None]
    moved = []
    for same_event in several:
        same_event.sort(key=lambda row: (row.recorded_at, row.version_hash))
        for earlier, later in zip([None, *same_event], same_event, strict=False):
            before = None if earlier is None else earlier.id
            if later.supersedes_id != before:
                later.supersedes_id = before
                moved.append(later)
    # Two steps, because "superseded once" would not hold half-way through.
    Event.objects.filter(id__in=[row.id for row in moved]).update(supersedes=None)
    change_rows(moved, ["supersedes_id"])
