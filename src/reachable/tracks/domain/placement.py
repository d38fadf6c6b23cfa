"""Where the child lives, when an authority has placed the child, and whether that is away from the home area.

In:  facts, limits, a calendar.
Out: TrackState; a clock for telling the area a child was placed in.
"""

from collections.abc import Iterable

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.kernel.working_days import Calendar
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import Track
from reachable.tracks.domain.course import Course, Thread, follow
from reachable.tracks.domain.limits import Clock, ClockName, Limits, run_clock
from reachable.tracks.domain.moves import BY_EPISODE, Move, NextStep, Only, Strand, TrackStatus, TrackTable
from reachable.tracks.domain.state import TrackState, state_of


class PlacementStatus(TrackStatus):
    """Where a child's placement may stand."""

    NOTHING = "No placement recorded"
    PLACED = "Placed"
    PLACED_AWAY = "Placed away from the home area"
    IN_SECURE = "In a secure placement"
    IN_SECURE_AWAY = "In a secure placement away from the home area"
    PLACEMENT_ENDED = "Placement ended; new address not recorded"
    FAMILY_MOVED = "Family moved"


S = PlacementStatus
AWAY = Only(words="out of area", detail="out_of_area", values=(True,))
AWAY_FROM_HOME = (S.PLACED_AWAY, S.IN_SECURE_AWAY)
LIVING_IN_ONE = (S.NOTHING, S.PLACED, S.PLACED_AWAY, S.IN_SECURE, S.IN_SECURE_AWAY)

PLACEMENTS = Strand(
    name="Placements",
    start=S.NOTHING,
    threads_by=BY_EPISODE,
    moves=(
        Move(on=K.PLACEMENT_STARTED, to=S.PLACED_AWAY, only=AWAY),
        Move(on=K.PLACEMENT_STARTED, to=S.PLACED),
        Move(on=K.SECURE_STARTED, to=S.IN_SECURE_AWAY, only=AWAY),
        Move(on=K.SECURE_STARTED, to=S.IN_SECURE),
        # Told before the placement begins, as the law asks, it is no placement yet.
        Move(on=K.HOST_AREA_TOLD, to=S.NOTHING, after=(S.NOTHING,)),
        Move(on=K.HOST_AREA_TOLD, to=S.PLACED_AWAY, after=(S.PLACED_AWAY,)),
        Move(on=K.HOST_AREA_TOLD, to=S.IN_SECURE_AWAY, after=(S.IN_SECURE_AWAY,)),
        Move(on=K.PLACEMENT_ENDED, to=S.PLACEMENT_ENDED, after=LIVING_IN_ONE),
    ),
)

FAMILY = Strand(name="Family", start=S.NOTHING, moves=(Move(on=K.FAMILY_MOVED, to=S.FAMILY_MOVED),))

_PLACING = (AgencyKind.CHILDRENS_SOCIAL_CARE, "The placing authority")

TABLE = TrackTable(
    track=Track.PLACEMENT,
    title="Placement",
    strands=(PLACEMENTS, FAMILY),
    leads=(S.IN_SECURE_AWAY, S.IN_SECURE, S.PLACED_AWAY, S.PLACED),
    steps={
        S.NOTHING: NextStep("Ask who the child lives with, and who else stays there."),
        S.PLACED: NextStep("Keep the home told of what is known, and of who must not have the address.", *_PLACING),
        S.PLACED_AWAY: NextStep(
            "Check that the area where the child lives has been told in writing, and who to ring there.", *_PLACING
        ),
        S.IN_SECURE: NextStep("Plan the move on now, with a trusted adult in it.", *_PLACING),
        S.IN_SECURE_AWAY: NextStep("Plan the move home now, and keep visits from home going.", *_PLACING),
        S.PLACEMENT_ENDED: NextStep("Ask where the child sleeps tonight.", *_PLACING),
        S.FAMILY_MOVED: NextStep("Check that the new area knows, and that work did not stop at the border.", *_PLACING),
    },
)


def placement_state(facts: Iterable[Fact], *, limits: Limits, calendar: Calendar) -> TrackState:
    """Return where the child is placed, with the distance from home where it is recorded."""
    course = follow(TABLE, facts)
    clocks = [clock for thread in course.threads for clock in _clocks(thread, limits, calendar)]
    return state_of(TABLE, course, clocks=clocks, particulars=(_say_distance(course), _say_host_told(course)))


def _clocks(thread: Thread, limits: Limits, calendar: Calendar) -> tuple[Clock, ...]:
    """Return the clock for telling the area in which a child lives now: told before the first day is told in time."""
    placed = thread.latest(K.PLACEMENT_STARTED, K.SECURE_STARTED)
    if placed is None or thread.status not in AWAY_FROM_HOME:
        return ()
    told = thread.latest(K.HOST_AREA_TOLD)
    return run_clock(ClockName.HOST_TOLD, placed, limits=limits, calendar=calendar, met=told)


def _say_distance(course: Course) -> str:
    placed = course.leading.latest(K.PLACEMENT_STARTED) if course.leading else None
    miles = placed.details.get("miles_from_home") if placed else None
    return f"{miles:g} miles from home" if isinstance(miles, int | float) else ""


def _say_host_told(course: Course) -> str:
    """Return whether the area a child was placed in is recorded as told; "" for a child placed at home's own area."""
    thread = course.leading
    if thread is None or thread.status not in AWAY_FROM_HOME:
        return ""
    told = thread.latest(K.HOST_AREA_TOLD)
    if told is None:
        return "no record that the area the child lives in was told"
    return f"the area the child lives in was told, {told.instants.happened.say()}"
