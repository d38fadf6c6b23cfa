"""Where one track stands, as the page and the rules read it.

In:  a track's table, its course, and its clocks.
Out: TrackState.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import EventId
from reachable.kernel.when import When
from reachable.timeline.domain.kinds import Track
from reachable.tracks.domain.course import Course, Stretch, Thread
from reachable.tracks.domain.limits import Clock
from reachable.tracks.domain.moves import TrackStatus, TrackTable

UNDATED_ONLY = "Recorded, but with no date"


@dataclass(frozen=True, slots=True)
class Standing:
    """Another matter on the same track that is still open beside the one shown first."""

    status: TrackStatus
    since: When
    certainty: Certainty
    evidence: tuple[EventId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackState:
    """Where one process stands. Derived from facts alone: nobody types a status.

    `status` is CERTAINLY so only when no imprecise date could change it. `clocks` are those of every open thread, the
    soonest due first. `agency` is the kind of agency whose turn it is, None when it is nobody's. `undated` are records
    of this track that could not be placed in time.
    """

    track: Track
    status: TrackStatus
    label: str
    particulars: str
    since: When | None
    certainty: Certainty
    clocks: tuple[Clock, ...]
    next_step: str
    agency: AgencyKind | None
    whose_turn: str
    evidence: tuple[EventId, ...]
    alongside: tuple[Standing, ...]
    history: tuple[Stretch, ...]
    undated: tuple[EventId, ...]

    @property
    def code(self) -> str:
        """Return what is stored for the status."""
        return self.status.code

    @property
    def clock(self) -> Clock | None:
        """Return the running clock that is due soonest, else the clock to show first, else None."""
        return next((clock for clock in self.clocks if clock.is_running), self.clocks[0] if self.clocks else None)


def state_of(
    table: TrackTable, course: Course, *, clocks: Sequence[Clock] = (), particulars: Sequence[str] = ()
) -> TrackState:
    """Return the state that a course amounts to."""
    leading = course.leading
    status = leading.status if leading else table.start
    step = table.steps[status]
    return TrackState(
        track=table.track,
        status=status,
        label=UNDATED_ONLY if leading is None and course.undated else status.label,
        particulars="; ".join(words for words in particulars if words),
        since=leading.since if leading else None,
        certainty=leading.certainty if leading else _certainty_of_nothing(course),
        clocks=tuple(sorted(clocks, key=lambda clock: (clock.due_at.earliest, clock.due_at.latest, clock.name))),
        next_step=step.sentence + _ask_for_dates(len(course.undated)),
        agency=step.agency,
        whose_turn=step.whose_turn,
        evidence=_evidence(leading),
        alongside=tuple(_beside(table, course)),
        history=course.history,
        undated=course.undated,
    )


def _certainty_of_nothing(course: Course) -> Certainty:
    return Certainty.CANNOT_SAY if course.undated else Certainty.CERTAINLY


def _evidence(leading: Thread | None) -> tuple[EventId, ...]:
    return tuple(fact.id for fact in leading.facts) if leading else ()


def _beside(table: TrackTable, course: Course) -> list[Standing]:
    return [
        Standing(thread.status, thread.since, thread.certainty, tuple(fact.id for fact in thread.facts))
        for thread in course.threads[1:]
        if thread.status in table.leads
    ]


def _ask_for_dates(count: int) -> str:
    if not count:
        return ""
    return (
        " Ask when it happened: one record has no date."
        if count == 1
        else (f" Ask when they happened: {count} records have no date.")
    )
