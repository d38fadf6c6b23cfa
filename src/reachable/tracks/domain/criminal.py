"""The criminal process: arrest, release, charge, court, sentence, institution.

In:  facts, limits, a calendar.
Out: TrackState; clocks for detention, its reviews, and bail.
"""

from collections.abc import Iterable

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.kernel.working_days import Calendar
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import RoleInEvent, Track
from reachable.tracks.domain.course import Thread, follow
from reachable.tracks.domain.limits import Clock, ClockName, Limits, run_clock
from reachable.tracks.domain.moves import (
    BY_EPISODE,
    OWN_ROLES,
    Move,
    NextStep,
    Only,
    Strand,
    TrackStatus,
    TrackTable,
)
from reachable.tracks.domain.state import TrackState, state_of


class CriminalStatus(TrackStatus):
    """Where the criminal process may stand."""

    NOTHING = "Nothing recorded"
    IN_POLICE_CUSTODY = "In police custody"
    READY_TO_LEAVE = "Ready to leave police custody, not yet collected"
    COLLECTION_REFUSED = "Ready to leave police custody; an area or adult refused to collect"
    COLLECTED = "Collected from police custody; outcome not recorded"
    LEFT_CUSTODY = "Left police custody; outcome not recorded"
    ON_BAIL = "Released on bail before charge"
    UNDER_INVESTIGATION = "Released under investigation"
    NO_FURTHER_ACTION = "No further action"
    CAUTIONED = "Cautioned or warned"
    DIVERTED = "Diverted from court"
    GONE_TO_COURT = "Charged; gone on to court"
    CHARGED = "Charged; waiting for court"
    AT_COURT = "Before the court"
    SENTENCED = "Sentenced"
    ORDER_BREACHED = "Order breached; gone back to court"
    ORDER_ENDED = "Order ended"
    IN_INSTITUTION = "In a young offender institution"
    RELEASE_PLANNED = "In a young offender institution, release date set"
    LEFT_INSTITUTION = "Released from a young offender institution"


S = CriminalStatus
IN_CUSTODY = (S.IN_POLICE_CUSTODY, S.READY_TO_LEAVE, S.COLLECTION_REFUSED)
RELEASED_TO_WAIT = (S.ON_BAIL, S.UNDER_INVESTIGATION)


def _disposal(words: str, value: str) -> Only:
    return Only(words=words, detail="disposal", values=(value,))


POLICE = Strand(
    name="Police",
    start=S.NOTHING,
    threads_by=BY_EPISODE,
    moves=(
        # An arrest without a reference while on bail is another matter: the bail must not vanish behind it.
        Move(on=K.ARREST, to=S.IN_POLICE_CUSTODY, after=tuple(s for s in S if s not in RELEASED_TO_WAIT)),
        Move(on=K.READY_FOR_RELEASE, to=S.READY_TO_LEAVE, after=(S.NOTHING, S.IN_POLICE_CUSTODY)),
        Move(on=K.COLLECTION_REFUSED, to=S.COLLECTION_REFUSED, after=(S.NOTHING, *IN_CUSTODY)),
        Move(on=K.COLLECTED_BY_ADULT, to=S.COLLECTED, after=(S.NOTHING, *IN_CUSTODY)),
        Move(on=K.RELEASED, to=S.ON_BAIL, only=_disposal("on bail", "BAIL")),
        Move(on=K.RELEASED, to=S.UNDER_INVESTIGATION, only=_disposal("under investigation", "RUI")),
        Move(on=K.RELEASED, to=S.NO_FURTHER_ACTION, only=_disposal("no further action", "NO_FURTHER_ACTION")),
        Move(on=K.RELEASED, to=S.GONE_TO_COURT, only=_disposal("charged", "CHARGED")),
        Move(on=K.RELEASED, to=S.LEFT_CUSTODY),
        Move(on=K.POLICE_CAUTION, to=S.CAUTIONED),
        Move(on=K.DIVERTED, to=S.DIVERTED),
        Move(
            on=K.CHARGE, to=S.GONE_TO_COURT, after=(*RELEASED_TO_WAIT, S.COLLECTED, S.LEFT_CUSTODY, S.NO_FURTHER_ACTION)
        ),
    ),
)

COURT = Strand(
    name="Court",
    start=S.NOTHING,
    threads_by=BY_EPISODE,
    # A child who comes to court as a victim or a witness is not before the court.
    roles=OWN_ROLES - {RoleInEvent.VICTIM},
    moves=(
        Move(on=K.RELEASED, to=S.CHARGED, after=(S.NOTHING,), only=_disposal("charged", "CHARGED")),
        Move(on=K.CHARGE, to=S.CHARGED, after=(S.NOTHING, S.CHARGED)),
        Move(on=K.COURT_HEARING, to=S.AT_COURT, after=(S.NOTHING, S.CHARGED, S.AT_COURT)),
        Move(on=K.SENTENCE, to=S.SENTENCED),
        Move(on=K.ORDER_BREACHED, to=S.ORDER_BREACHED, after=(S.NOTHING, S.SENTENCED)),
        Move(on=K.ORDER_ENDED, to=S.ORDER_ENDED),
    ),
)

INSTITUTION = Strand(
    name="Institution",
    start=S.NOTHING,
    moves=(
        Move(on=K.CUSTODY_STARTED, to=S.IN_INSTITUTION),
        Move(on=K.CUSTODY_MOVE, to=S.IN_INSTITUTION, after=(S.NOTHING, S.IN_INSTITUTION, S.LEFT_INSTITUTION)),
        Move(on=K.RELEASE_PLANNED, to=S.RELEASE_PLANNED),
        Move(on=K.RELEASED_FROM_CUSTODY, to=S.LEFT_INSTITUTION),
    ),
)

_FORCE = (AgencyKind.ARRESTING_FORCE, "Custody sergeant")
_YOUTH_JUSTICE = (AgencyKind.YOUTH_OFFENDING_TEAM, "Youth justice worker")

TABLE = TrackTable(
    track=Track.CRIMINAL,
    title="Criminal process",
    strands=(POLICE, COURT, INSTITUTION),
    leads=(
        S.COLLECTION_REFUSED,
        S.READY_TO_LEAVE,
        S.IN_POLICE_CUSTODY,
        S.RELEASE_PLANNED,
        S.IN_INSTITUTION,
        S.AT_COURT,
        S.ORDER_BREACHED,
        S.CHARGED,
        S.ON_BAIL,
        S.UNDER_INVESTIGATION,
        S.COLLECTED,
        S.LEFT_CUSTODY,
    ),
    steps={
        S.NOTHING: NextStep("No step is recorded."),
        S.IN_POLICE_CUSTODY: NextStep(
            "Before release: appropriate adult, both areas told, debt and threats asked about.", *_FORCE
        ),
        S.READY_TO_LEAVE: NextStep("Agree who collects, and how the child gets home safely.", *_FORCE),
        S.COLLECTION_REFUSED: NextStep("Ring both areas' duty managers until one of them collects.", *_FORCE),
        S.COLLECTED: NextStep("Ask the force how the case was left.", *_YOUTH_JUSTICE),
        S.LEFT_CUSTODY: NextStep("Ask the force how the case was left, and who took the child home.", *_YOUTH_JUSTICE),
        S.ON_BAIL: NextStep(
            "Check that the conditions protect the child, and what is due before bail ends.", *_YOUTH_JUSTICE
        ),
        S.UNDER_INVESTIGATION: NextStep(
            "There is no return date and there are no conditions: ask for bail with support instead, or a decision.",
            *_YOUTH_JUSTICE,
        ),
        S.NO_FURTHER_ACTION: NextStep(
            "The offence is closed; what was taken may still be owed. Ask about debt and threats.",
            AgencyKind.CHILDRENS_SOCIAL_CARE,
            "Social worker",
        ),
        S.CAUTIONED: NextStep("Offer the help that goes with it.", *_YOUTH_JUSTICE),
        S.DIVERTED: NextStep("Offer the help that goes with it.", *_YOUTH_JUSTICE),
        S.GONE_TO_COURT: NextStep("Find out the court date.", *_YOUTH_JUSTICE),
        S.CHARGED: NextStep(
            "Tell the defence and the prosecutor what is known of exploitation before the hearing.", *_YOUTH_JUSTICE
        ),
        S.AT_COURT: NextStep("Put what is known of exploitation before the court.", *_YOUTH_JUSTICE),
        S.SENTENCED: NextStep("Carry out the order, with the plan for safety in it.", *_YOUTH_JUSTICE),
        S.ORDER_BREACHED: NextStep(
            "Ask what stopped the child from coming before anybody is punished for it: debt, threats, being moved.",
            *_YOUTH_JUSTICE,
        ),
        S.ORDER_ENDED: NextStep(
            "Say who stays beside the child now that the order has ended.",
            AgencyKind.CHILDRENS_SOCIAL_CARE,
            "Social worker",
        ),
        S.IN_INSTITUTION: NextStep("Plan the release now, with an address and a trusted adult.", *_YOUTH_JUSTICE),
        S.RELEASE_PLANNED: NextStep("Confirm the address, who collects, who sees the child first.", *_YOUTH_JUSTICE),
        S.LEFT_INSTITUTION: NextStep("See the child in the first days.", *_YOUTH_JUSTICE),
    },
)


def criminal_state(facts: Iterable[Fact], *, limits: Limits, calendar: Calendar) -> TrackState:
    """Return where the criminal process stands."""
    course = follow(TABLE, facts)
    clocks = [clock for thread in course.threads for clock in _clocks(thread, limits, calendar)]
    return state_of(TABLE, course, clocks=clocks)


def _clocks(thread: Thread, limits: Limits, calendar: Calendar) -> tuple[Clock, ...]:
    """Return the clocks of one arrest.

    The 24 hours run from the relevant time, usually arrival at the station; the arrest stands in for it, so the clock
    never ends later than the law's. No agency sends us custody reviews, so those clocks are shown and not watched.
    """
    arrest = thread.latest(K.ARREST)
    if arrest and thread.status in IN_CUSTODY:
        detention = run_clock(ClockName.PACE_DETENTION, arrest, limits=limits, calendar=calendar)
        return (*detention, *_reviews(arrest, limits, calendar))
    if thread.status is S.ON_BAIL:
        return run_clock(ClockName.BAIL, thread.changed_by, limits=limits, calendar=calendar)
    return ()


def _reviews(arrest: Fact, limits: Limits, calendar: Calendar) -> tuple[Clock, ...]:
    first = run_clock(ClockName.PACE_REVIEW_FIRST, arrest, limits=limits, calendar=calendar, watched=False)
    following = (
        run_clock(
            ClockName.PACE_REVIEW_NEXT,
            arrest,
            limits=limits,
            calendar=calendar,
            counted_from=clock.due_at,
            watched=False,
        )
        for clock in first
    )
    return (*first, *(clock for clocks in following for clock in clocks))
