"""What is drawn in a lane: points for moments, bars for stretches.

In:  facts, the window drawn, and the moment up to which anything is known.
Out: Marks with their start and end as fractions of the window, and the facts that cannot be placed in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import EventId
from reachable.kernel.when import Precision
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K

ENDED_BY: dict[K, tuple[K, ...]] = {
    K.ARREST: (K.RELEASED, K.COLLECTED_BY_ADULT),
    K.CUSTODY_STARTED: (K.RELEASED_FROM_CUSTODY,),
    K.MISSING_REPORTED: (K.MISSING_FOUND,),
    K.EXCLUSION_FIXED: (K.EXCLUSION_ENDED,),
    K.EXCLUSION_PERMANENT: (K.EXCLUSION_ENDED, K.SCHOOL_STARTED),
    K.TIMETABLE_SET: (K.TIMETABLE_SET,),
    K.ASSESSMENT_STARTED: (K.ASSESSMENT_COMPLETED,),
    K.PLAN_STARTED: (K.PLAN_ENDED, K.CASE_CLOSED),
    K.PLACEMENT_STARTED: (K.PLACEMENT_ENDED,),
    K.SECURE_STARTED: (K.PLACEMENT_ENDED,),
    K.HOSPITAL_ATTENDANCE: (K.HOSPITAL_DISCHARGE,),
}
"""Which event ends which stretch."""

GOES_ON = frozenset(
    {
        K.CUSTODY_STARTED,
        K.MISSING_REPORTED,
        K.EXCLUSION_PERMANENT,
        K.TIMETABLE_SET,
        K.PLAN_STARTED,
        K.PLACEMENT_STARTED,
        K.SECURE_STARTED,
    }
)
"""Stretches drawn on until now when no end is recorded. Any other is a point: its end may just not be written down."""

MORE_THAN_AN_END = frozenset({K.TIMETABLE_SET, K.CASE_CLOSED, K.SCHOOL_STARTED})
"""Events that end a stretch, or several, and are drawn in their own right too."""


class Shape(Enum):
    """How a mark is drawn."""

    POINT = "POINT"
    BAR = "BAR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing drawn in a lane. `start` and `end` are fractions of the window, 0 at its left edge and 1 at its right.

    `starts_before` and `ends_after` say that it is cut at an edge; `is_open`, that no end is recorded; `is_imprecise`,
    that its date is known only to a day or worse, so a point may be wide.
    """

    shape: Shape
    kind: K
    facts: tuple[EventId, ...]
    words: str
    start: float
    end: float
    starts_before: bool
    ends_after: bool
    is_open: bool
    is_imprecise: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A fact, or a fact and the one that ended it."""

    first: Fact
    last: Fact | None = None

    @property
    def goes_on(self) -> bool:
        """Test if it is drawn on until now."""
        return self.last is None and self.first.kind in GOES_ON

    def spans(self, now: datetime) -> tuple[datetime, datetime]:
        """Return the first and last instants it may cover."""
        happened = self.first.instants.happened
        if self.last is not None:
            return happened.earliest, self.last.instants.happened.latest
        return happened.earliest, max(now, happened.latest) if self.goes_on else happened.latest


def pair_stretches(facts: Sequence[Fact]) -> tuple[Stretch, ...]:
    """Return facts with the ends of stretches joined to their starts, in order of start. Facts must have dates."""
    used: set[EventId] = set()
    pairs: dict[EventId, Fact] = {}
    for fact in facts:
        end = _end_of(fact, facts, used)
        if end is not None:
            pairs[fact.id] = end
            used |= {end.id} if end.kind not in MORE_THAN_AN_END else set()
    return tuple(Stretch(fact, pairs.get(fact.id)) for fact in facts if fact.id not in used)


def _end_of(start: Fact, facts: Iterable[Fact], used: set[EventId]) -> Fact | None:
    """Return the first event that ends this stretch: of its own episode, or of none when either has no reference."""
    kinds = ENDED_BY.get(start.kind, ())
    candidates = [
        fact
        for fact in facts
        if fact.kind in kinds and fact.id not in used and fact.id != start.id and _may_end(start, fact)
    ]
    same_episode = [fact for fact in candidates if start.episode and fact.episode == start.episode]
    unreferenced = [fact for fact in candidates if not (start.episode and fact.episode)]
    return next(iter(same_episode or unreferenced), None)


def _may_end(start: Fact, end: Fact) -> bool:
    same_plan = start.details.get("plan_type") in (None, end.details.get("plan_type", start.details.get("plan_type")))
    return same_plan and start.instants.happened.before(end.instants.happened) is not Certainty.NO


def place_mark(stretch: Stretch, start: datetime, end: datetime, now: datetime) -> Mark | None:
    """Return the mark of a stretch in the window from start to end, or None when it cannot be placed there.

    It cannot when it lies outside, or when its one date is so loose that it reaches past both edges.
    """
    begins, finishes = stretch.spans(now)
    is_bar = stretch.last is not None or stretch.goes_on
    if finishes < start or end <= begins:
        return None
    if not is_bar and begins < start and end < finishes:
        return None
    return Mark(
        shape=Shape.BAR if is_bar else Shape.POINT,
        kind=stretch.first.kind,
        facts=tuple(fact.id for fact in (stretch.first, stretch.last) if fact is not None),
        words=_say(stretch),
        start=fraction_of(begins, start, end),
        end=fraction_of(finishes, start, end),
        starts_before=begins < start,
        ends_after=end < finishes,
        is_open=stretch.goes_on,
        is_imprecise=_is_imprecise(stretch),
    )


def fraction_of(instant: datetime, start: datetime, end: datetime) -> float:
    """Return where an instant lies between two others, from 0 to 1, cut at the edges."""
    return round(min(1.0, max(0.0, (instant - start) / (end - start))), 4)


def _say(stretch: Stretch) -> str:
    first = f"{stretch.first.kind.label}: {stretch.first.instants.happened.say()}"
    if stretch.last is not None:
        return f"{first}, until {stretch.last.instants.happened.say()}"
    return f"{first}; no end recorded" if stretch.first.kind in ENDED_BY else first


def _is_imprecise(stretch: Stretch) -> bool:
    dates = [fact.instants.happened for fact in (stretch.first, stretch.last) if fact is not None]
    return any(date.precision is not Precision.EXACT for date in dates)
