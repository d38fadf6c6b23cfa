"""The transition table of a track: which event moves it from which status to which.

In:  statuses and kinds of event.
Out: TrackTable, and the status an event leads to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.timeline.domain.facts import DetailValue, Fact
from reachable.timeline.domain.kinds import EventKind, RoleInEvent, Track


class TrackStatus(Enum):
    """Where one process may stand. The name is the code that is stored; the value is the words that are shown."""

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.name

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return str(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """A move that happens only when a detail of the event says so: one of some values, or a number below another."""

    words: str
    detail: str
    values: tuple[DetailValue, ...] = ()
    below: float | None = None

    def fits(self, fact: Fact) -> bool:
        """Test if the event's detail says so. A detail that is not recorded never does."""
        value = fact.details.get(self.detail)
        if self.below is None:
            return value in self.values
        return isinstance(value, int | float) and value < self.below


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One row of the table. An empty `after` means wherever it stood."""

    on: EventKind
    to: TrackStatus
    after: tuple[TrackStatus, ...] = ()
    only: Only | None = None

    def fits(self, status: TrackStatus, fact: Fact) -> bool:
        """Test if this event moves a process standing there."""
        return (
            fact.kind is self.on
            and (not self.after or status in self.after)
            and (self.only is None or self.only.fits(fact))
        )


OWN_ROLES = frozenset({RoleInEvent.SUBJECT, RoleInEvent.VICTIM, RoleInEvent.SUSPECT, RoleInEvent.CO_ARRESTEE})
"""What a child is in events that happen to the child. What happens to a friend or a sibling moves no track."""

BY_EPISODE = "episode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """One machine of a track. Several threads of it may run at once: two missing episodes, two arrests, two plans.

    `threads_by` names the detail that tells threads apart, or BY_EPISODE for the agency's own reference; empty means
    that there is only one. An event in `ends_all` moves every thread.
    """

    name: str
    start: TrackStatus
    moves: tuple[Move, ...]
    threads_by: str = ""
    ends_all: frozenset[EventKind] = frozenset()
    roles: frozenset[RoleInEvent] = OWN_ROLES

    def next_status(self, status: TrackStatus, fact: Fact) -> TrackStatus | None:
        """Return where the first row that fits leads, or None when no row does."""
        if fact.role not in self.roles:
            return None
        return next((move.to for move in self.moves if move.fits(status, fact)), None)

    def thread_key(self, fact: Fact) -> str:
        """Return which thread an event belongs to, or "" when it does not say."""
        if self.threads_by == BY_EPISODE:
            return fact.episode
        return str(fact.details.get(self.threads_by) or "")

    @property
    def statuses(self) -> tuple[TrackStatus, ...]:
        """Return every status of this strand, the start first, each once."""
        return tuple(dict.fromkeys((self.start, *(move.to for move in self.moves))))


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next, in words, and whose turn it is. No agency is named when it is nobody's turn."""

    sentence: str
    agency: AgencyKind | None = None
    whose_turn: str = "Nobody's turn"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackTable:
    """A whole track. `leads` are the statuses that something still hangs on, the one to show first first.

    Among threads whose status is not in `leads`, the latest to change is shown. Strands share their start status.
    """

    track: Track
    title: str
    strands: tuple[Strand, ...]
    leads: tuple[TrackStatus, ...]
    steps: Mapping[TrackStatus, NextStep]

    @property
    def start(self) -> TrackStatus:
        """Return the status of a child about whom nothing is recorded."""
        return self.strands[0].start

    @property
    def kinds(self) -> frozenset[EventKind]:
        """Return every kind of event that can move this track."""
        return frozenset(move.on for _, move in self.rows())

    @property
    def statuses(self) -> tuple[TrackStatus, ...]:
        """Return every status of the track, each once."""
        return tuple(dict.fromkeys(status for strand in self.strands for status in strand.statuses))

    def step_of(self, kind: EventKind) -> int:
        """Return the place of a kind of event in the order the process takes, which is the order of the rows."""
        return next(place for place, (_, move) in enumerate(self.rows()) if move.on is kind)

    def rows(self) -> Iterator[tuple[Strand, Move]]:
        """Yield every row with its strand."""
        for strand in self.strands:
            for move in strand.moves:
                yield strand, move

    def urgency_of(self, status: TrackStatus) -> int:
        """Return a number that is lower the sooner this status must be shown. It orders statuses, never children."""
        return self.leads.index(status) if status in self.leads else len(self.leads) + (status is self.start)
