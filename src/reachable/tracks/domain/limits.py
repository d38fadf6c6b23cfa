"""Limits of time, as dated plain values, and the clocks they set running.

In:  the limits in force (passed in by whoever keeps the legal values), the event that started the clock, the calendar.
Out: Clock: started, due, met or late, and how sure the dates let us be.
"""

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum

from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import EventId
from reachable.kernel.london import london_date, say_day, say_moment, start_of_day
from reachable.kernel.period import Period
from reachable.kernel.when import Precision, When
from reachable.kernel.working_days import Calendar
from reachable.timeline.domain.facts import Fact


class ClockName(StrEnum):
    """The clocks that tracks run. The value is the key under which its limit is passed in."""

    PACE_DETENTION = "PACE_DETENTION"
    PACE_REVIEW_FIRST = "PACE_REVIEW_FIRST"
    PACE_REVIEW_NEXT = "PACE_REVIEW_NEXT"
    BAIL = "BAIL"
    NRM_RG = "NRM_RG"
    NRM_CG = "NRM_CG"
    RECON = "RECON"
    REF_ACK = "REF_ACK"
    ASSESS = "ASSESS"
    ICPC = "ICPC"
    RCPC_FIRST = "RCPC_FIRST"
    RCPC_NEXT = "RCPC_NEXT"
    CIN_REVIEW = "CIN_REVIEW"
    CLA_REV_FIRST = "CLA_REV_FIRST"
    CLA_REV_SECOND = "CLA_REV_SECOND"
    CLA_REV_NEXT = "CLA_REV_NEXT"
    RHI = "RHI"
    HOST_TOLD = "HOST_TOLD"
    SCHOOL_AFTER_EXCLUSION = "SCHOOL_AFTER_EXCLUSION"


class Unit(Enum):
    """What a limit counts. Hours run through nights, weekends and clock changes."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "months"


class Bound(Enum):
    """Whether a thing must be done by then, or may not be done before then."""

    NO_LATER_THAN = "no later than"
    NOT_BEFORE = "not before"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitOf:
    """One limit while it is in force, with its sentence for the page and the document that sets it.

    :raises ValueError: when the count is below 1.
    """

    id: str
    count: int
    unit: Unit
    sentence: str
    source: str
    in_force: Period[date]
    bound: Bound = Bound.NO_LATER_THAN

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"limit {self.id}: count must be 1 or more, not {self.count}")


Limits = Mapping[str, tuple[LimitOf, ...]]
"""Every value a limit has had. A clock goes by the one in force on the day it started, whatever changes later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock that one event started. `met_at` is when it was answered; None means not as far as we know.

    `provisional` says that the due day lies beyond the bank holidays published so far. A clock that is not `watched` is
    shown, but no agency sends us the record that would stop it.
    """

    name: str
    started: When
    started_by: EventId
    due_at: When
    sentence: str
    source: str
    bound: Bound
    provisional: bool
    met_at: When | None = None
    watched: bool = True

    @property
    def certainty(self) -> Certainty:
        """Return how sure the due time is."""
        if not self.due_at.is_known:
            return Certainty.CANNOT_SAY
        return Certainty.CERTAINLY if self.due_at.earliest == self.due_at.latest else Certainty.POSSIBLY

    @property
    def is_running(self) -> bool:
        """Test if somebody still has to do something by it."""
        return self.met_at is None and self.watched and self.bound is Bound.NO_LATER_THAN

    def is_late(self, now: datetime) -> Certainty:
        """Answer "was it met late, or is it overdue now?"."""
        if self.bound is Bound.NOT_BEFORE:
            return Certainty.NO
        if not self.watched:
            return Certainty.CANNOT_SAY
        return (self.met_at or When.at(now)).before(self.due_at).negated()


def limit_in_force(limits: Limits, name: str, day: date) -> LimitOf | None:
    """Return the limit of that name in force on a London day, or None where no law or setting gives one."""
    return next((limit for limit in limits.get(name, ()) if limit.in_force.covers(day)), None)


def run_clock(
    name: ClockName,
    started: Fact,
    *,
    limits: Limits,
    calendar: Calendar,
    met: Fact | None = None,
    counted_from: When | None = None,
    watched: bool = True,
) -> tuple[Clock, ...]:
    """Return the clock that an event started, or nothing where no limit of that name was in force on its day.

    `counted_from` is where the counting begins when that is not the event itself, as for a review that follows another.
    """
    when = counted_from or started.instants.happened
    first = limit_in_force(limits, name, london_date(when.earliest if when.is_known else started.instants.recorded_at))
    if first is None:
        return ()
    last = limit_in_force(limits, name, london_date(when.latest)) or first
    due = _due(when, first, last, calendar)
    clock = Clock(
        name=name,
        started=when,
        started_by=started.id,
        due_at=due,
        sentence=first.sentence,
        source=first.source,
        bound=first.bound,
        provisional=first.unit is Unit.WORKING_DAYS and calendar.is_provisional(london_date(due.latest)),
        met_at=met.instants.happened if met else None,
        watched=watched,
    )
    return (clock,)


def _due(when: When, first: LimitOf, last: LimitOf, calendar: Calendar) -> When:
    if not when.is_known:
        return When.unknown("cannot be worked out: the date it started is not known")
    earliest, latest = sorted((due_instant(when.earliest, first, calendar), due_instant(when.latest, last, calendar)))
    if earliest == latest:
        return When(earliest, latest, Precision.EXACT, _said(earliest, first))
    said = f"between {say_moment(earliest, year=True)} and {say_moment(latest, year=True)}"
    return When(earliest, latest, Precision.RANGE, said)


def due_instant(started_at: datetime, limit: LimitOf, calendar: Calendar) -> datetime:
    """Return the instant a limit ends, in UTC: to the second for hours, the end of the London day for whole days.

    A limit that says "not before" ends at the start of its day.
    """
    if limit.unit is Unit.HOURS:
        return started_at + timedelta(hours=limit.count)
    day = _last_day(london_date(started_at), limit, calendar)
    if limit.bound is Bound.NOT_BEFORE:
        return start_of_day(day)
    return start_of_day(day + timedelta(days=1)) - timedelta(seconds=1)


def _last_day(day: date, limit: LimitOf, calendar: Calendar) -> date:
    match limit.unit:
        case Unit.WORKING_DAYS:
            return calendar.add_working_days(day, limit.count)
        case Unit.MONTHS:
            return _add_months(day, limit.count)
        case _:
            return day + timedelta(days=limit.count)


def _add_months(day: date, count: int) -> date:
    """Return the same day of a later month, or that month's last day when it is shorter."""
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


def _said(due: datetime, limit: LimitOf) -> str:
    if limit.unit is Unit.HOURS:
        return ""
    day = say_day(london_date(due), year=True)
    return day if limit.bound is Bound.NOT_BEFORE else f"the end of {day}"
