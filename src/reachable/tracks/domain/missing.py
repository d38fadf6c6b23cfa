"""Missing episodes, each from the report to the return home interview.

In:  facts, limits, a calendar.
Out: TrackState; a clock for the return interview of every return.
"""

from collections.abc import Iterable

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.kernel.working_days import Calendar
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import Track
from reachable.tracks.domain.course import Course, Thread, follow
from reachable.tracks.domain.limits import Clock, ClockName, Limits, run_clock
from reachable.tracks.domain.moves import BY_EPISODE, Move, NextStep, Strand, TrackStatus, TrackTable
from reachable.tracks.domain.state import TrackState, state_of


class MissingStatus(TrackStatus):
    """Where a missing episode may stand."""

    NOTHING = "Nothing recorded"
    MISSING = "Missing; not yet found"
    FOUND_AWAY = "Found away from home; return not recorded"
    RETURNED = "Returned; return home interview not yet offered"
    INTERVIEW_OFFERED = "Returned; return home interview offered, not yet held"
    INTERVIEW_HELD = "Returned; return home interview held"
    INTERVIEW_DECLINED = "Returned; return home interview declined"


S = MissingStatus

EPISODES = Strand(
    name="Episodes",
    start=S.NOTHING,
    threads_by=BY_EPISODE,
    moves=(
        Move(on=K.MISSING_REPORTED, to=S.MISSING, after=(S.NOTHING, S.MISSING)),
        Move(on=K.FOUND_AWAY_FROM_HOME, to=S.FOUND_AWAY, after=(S.NOTHING, S.MISSING)),
        Move(on=K.MISSING_FOUND, to=S.RETURNED, after=(S.NOTHING, S.MISSING, S.FOUND_AWAY, S.RETURNED)),
        Move(
            on=K.RETURN_INTERVIEW_OFFERED,
            to=S.INTERVIEW_OFFERED,
            after=(S.NOTHING, S.FOUND_AWAY, S.RETURNED, S.INTERVIEW_DECLINED),
        ),
        Move(
            on=K.RETURN_INTERVIEW_DECLINED,
            to=S.INTERVIEW_DECLINED,
            after=(S.NOTHING, S.FOUND_AWAY, S.RETURNED, S.INTERVIEW_OFFERED),
        ),
        Move(
            on=K.RETURN_INTERVIEW_HELD,
            to=S.INTERVIEW_HELD,
            after=(S.NOTHING, S.FOUND_AWAY, S.RETURNED, S.INTERVIEW_OFFERED, S.INTERVIEW_DECLINED),
        ),
    ),
)

_HOME = (AgencyKind.CHILDRENS_SOCIAL_CARE, "The responsible authority")

TABLE = TrackTable(
    track=Track.MISSING,
    title="Missing episodes",
    strands=(EPISODES,),
    leads=(S.MISSING, S.FOUND_AWAY, S.RETURNED, S.INTERVIEW_OFFERED),
    steps={
        S.NOTHING: NextStep("No episode is recorded. A day trip or a fearful family may hide one."),
        S.MISSING: NextStep(
            "Find the child; tell children's social care; ask who has been seen with the child.",
            AgencyKind.HOME_POLICE_FORCE,
            "The police who took the report",
        ),
        S.FOUND_AWAY: NextStep("Agree who brings the child home, and tell the home area.", *_HOME),
        S.RETURNED: NextStep("Offer a return home interview with somebody independent.", *_HOME),
        S.INTERVIEW_OFFERED: NextStep("Hold the return home interview.", *_HOME),
        S.INTERVIEW_HELD: NextStep("Act on what the child said, and tell those who asked.", *_HOME),
        S.INTERVIEW_DECLINED: NextStep("Offer again, by somebody the child trusts; write down why not.", *_HOME),
    },
)


def missing_state(facts: Iterable[Fact], *, limits: Limits, calendar: Calendar) -> TrackState:
    """Return where the child's missing episodes stand, an open one first."""
    course = follow(TABLE, facts)
    clocks = [clock for thread in course.threads for clock in _clocks(thread, course, limits, calendar)]
    return state_of(TABLE, course, clocks=clocks, particulars=(_say_open(course),))


def _clocks(thread: Thread, course: Course, limits: Limits, calendar: Calendar) -> tuple[Clock, ...]:
    """Return the interview clock of one return: 72 hours, calendar (Croydon and Derbyshire procedures; statutory 2014).

    An interview that was held shows whether it was in time only for the episode shown first.
    """
    returned, held = thread.latest(K.MISSING_FOUND), thread.latest(K.RETURN_INTERVIEW_HELD)
    waiting = thread.status in (S.RETURNED, S.INTERVIEW_OFFERED)
    if returned is None or not (waiting or (held and thread is course.leading)):
        return ()
    return run_clock(ClockName.RHI, returned, limits=limits, calendar=calendar, met=held)


def _say_open(course: Course) -> str:
    count = sum(thread.status is S.MISSING for thread in course.threads)
    return f"{count} episodes are open" if count > 1 else ""
