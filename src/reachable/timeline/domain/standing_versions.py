"""Which versions of events stand, worked out again from the versions of records that do.

In:  every live version of some records of one agency, in the order in which they were received.
Out: StandingEvent for each version of an event that stands, as if only these had ever come; what has to change.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reachable.kernel.ids import EventId, SourceRecordId, SubjectId

Key = tuple[SubjectId, str]
"""Whose event it is and its natural key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVersion:
    """One live version of a record and the events it tells of: key, hash and when recorded."""

    source_record_id: SourceRecordId
    subject_id: SubjectId
    reference: str
    version_hash: str
    recorded_at: datetime
    received_at: datetime
    told: tuple[tuple[str, str, datetime], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingEvent:
    """One version of an event that stands, and the version of the record that was the first to tell of it."""

    subject_id: SubjectId
    natural_key: str
    version_hash: str
    told_as: str
    recorded_at: datetime
    received_at: datetime
    source_record_id: SourceRecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """A version of an event as it is kept, standing or withdrawn."""

    event_id: EventId
    subject_id: SubjectId
    natural_key: str
    version_hash: str
    recorded_at: datetime
    received_at: datetime
    source_record_id: SourceRecordId | None
    is_withdrawn: bool

    def stands_as(self, event: StandingEvent) -> bool:
        """Test if nothing of it has to change for it to be a version that stands."""
        as_it_is = (self.version_hash, self.recorded_at, self.received_at, self.source_record_id)
        wanted = (event.version_hash, event.recorded_at, event.received_at, event.source_record_id)
        return not self.is_withdrawn and as_it_is == wanted


@dataclass(frozen=True, slots=True)
class StandingPlan:
    """Which events are to be withdrawn, which are to stand as what, and what is told of and has no row.

    `restored` are those to stand that are withdrawn now; `subjects` those whose timelines change.
    """

    to_withdraw: frozenset[EventId]
    to_stand: Mapping[EventId, StandingEvent]
    restored: frozenset[EventId]
    without_row: tuple[StandingEvent, ...]
    subjects: frozenset[SubjectId]


def version_to_add(version_hash: str, recorded_at: datetime, held: Sequence[tuple[datetime, str]]) -> str:
    """Return the hash to add a version of an event under, or "" when there is nothing to add.

    `held` gives when each version held was recorded, and its hash. Something said, changed, and then said again as
    before is a third version, not the first one come back.
    """
    if version_hash not in {version for _, version in held}:
        return version_hash
    last_recorded_at, last_version = max(held)
    if last_version == version_hash or recorded_at <= last_recorded_at:
        return ""
    again = said_again(version_hash, recorded_at)
    return "" if again in {version for _, version in held} else again


def said_again(version_hash: str, recorded_at: datetime) -> str:
    """Return the hash of a version that was changed in between and is said again."""
    return hashlib.sha256(f"{version_hash}{recorded_at.isoformat()}".encode()).hexdigest()


def work_out_standing(versions: Iterable[RecordVersion]) -> tuple[StandingEvent, ...]:
    """Return the versions of events that stand once these versions of records came, one after another.

    The latest version of a record decides which of its events stand, and on whose timeline; the others are withdrawn.
    """
    of_record: dict[str, list[RecordVersion]] = defaultdict(list)
    for version in versions:
        of_record[version.reference].append(version)
    return tuple(event for arrived in of_record.values() for event in _work_out_one(arrived))


def find_row(event: StandingEvent, rows: Sequence[KeptRow]) -> KeptRow | None:
    """Return the row that says what a version of an event says: first one recorded then, first one that stands."""
    hashes = {event.told_as, event.version_hash, said_again(event.told_as, event.recorded_at)}
    return min(
        (row for row in rows if row.version_hash in hashes),
        key=lambda row: (row.recorded_at != event.recorded_at, row.is_withdrawn, row.event_id),
        default=None,
    )


def plan_standing(wanted: Iterable[StandingEvent], rows: Iterable[KeptRow]) -> StandingPlan:
    """Return what has to change so that of these rows exactly the wanted versions stand."""
    kept: dict[Key, list[KeptRow]] = defaultdict(list)
    for row in rows:
        kept[row.subject_id, row.natural_key].append(row)
    to_stand: dict[EventId, StandingEvent] = {}
    restored: set[EventId] = set()
    used: set[EventId] = set()
    without_row: list[StandingEvent] = []
    for event in sorted(wanted, key=lambda each: (each.recorded_at, each.version_hash)):
        same_event = kept[event.subject_id, event.natural_key]
        found = find_row(event, [each for each in same_event if each.event_id not in used])
        if found is None:
            without_row.append(event)
            continue
        used.add(found.event_id)
        if found.is_withdrawn:
            restored.add(found.event_id)
        if not found.stands_as(event):
            to_stand[found.event_id] = event
    gone = {
        row.event_id: row.subject_id
        for same_event in kept.values()
        for row in same_event
        if not row.is_withdrawn and row.event_id not in used
    }
    subjects = {*gone.values(), *(event.subject_id for event in to_stand.values())}
    return StandingPlan(frozenset(gone), to_stand, frozenset(restored), tuple(without_row), frozenset(subjects))


def _work_out_one(versions: Iterable[RecordVersion]) -> list[StandingEvent]:
    standing: dict[Key, list[StandingEvent]] = defaultdict(list)
    latest: RecordVersion | None = None
    for version in versions:
        for natural_key, version_hash, recorded_at in version.told:
            key = (version.subject_id, natural_key)
            held = [(each.recorded_at, each.version_hash) for each in standing[key]]
            to_add = version_to_add(version_hash, recorded_at, held)
            if to_add:
                standing[key].append(_standing(version, natural_key, to_add, version_hash, recorded_at))
        latest = (
            version if latest is None else max(latest, version, key=lambda one: (one.recorded_at, one.version_hash))
        )
        kept = {(latest.subject_id, natural_key) for natural_key, _, _ in latest.told}
        standing = defaultdict(list, {key: events for key, events in standing.items() if key in kept})
    return [each for events in standing.values() for each in events]


def _standing(
    version: RecordVersion, natural_key: str, version_hash: str, told_as: str, recorded_at: datetime
) -> StandingEvent:
    return StandingEvent(
        subject_id=version.subject_id,
        natural_key=natural_key,
        version_hash=version_hash,
        told_as=told_as,
        recorded_at=min(recorded_at, version.received_at),
        received_at=version.received_at,
        source_record_id=version.source_record_id,
    )
