"""Health: hurt, seen at hospital, left hospital.

In:  facts.
Out: TrackState.
"""

from collections.abc import Iterable

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import RoleInEvent, Track
from reachable.tracks.domain.course import follow
from reachable.tracks.domain.moves import BY_EPISODE, Move, NextStep, Strand, TrackStatus, TrackTable
from reachable.tracks.domain.state import TrackState, state_of


class HealthStatus(TrackStatus):
    """Where treatment of a child who was hurt may stand."""

    NOTHING = "Nothing recorded"
    HURT = "Assaulted; no hospital visit recorded"
    AT_HOSPITAL = "Seen at hospital; leaving not recorded"
    LEFT_HOSPITAL = "Left hospital"


S = HealthStatus

HOSPITAL = Strand(
    name="Hospital",
    start=S.NOTHING,
    threads_by=BY_EPISODE,
    roles=frozenset({RoleInEvent.SUBJECT, RoleInEvent.VICTIM}),
    moves=(
        Move(on=K.ASSAULT_ON_CHILD, to=S.HURT, after=(S.NOTHING, S.HURT, S.LEFT_HOSPITAL)),
        Move(on=K.HOSPITAL_ATTENDANCE, to=S.AT_HOSPITAL),
        Move(on=K.HOSPITAL_DISCHARGE, to=S.LEFT_HOSPITAL),
    ),
)

TABLE = TrackTable(
    track=Track.HEALTH,
    title="Health",
    strands=(HOSPITAL,),
    leads=(S.AT_HOSPITAL, S.HURT),
    steps={
        S.NOTHING: NextStep("No injury is recorded."),
        S.HURT: NextStep(
            "Ask whether the child was seen by a doctor, and by whom the child is afraid of being hurt again.",
            AgencyKind.CHILDRENS_SOCIAL_CARE,
            "Social worker",
        ),
        S.AT_HOSPITAL: NextStep(
            "Reach the child at the bedside; agree where it is safe to go before leaving.",
            AgencyKind.EMERGENCY_DEPARTMENT,
            "The hospital's safeguarding lead",
        ),
        S.LEFT_HOSPITAL: NextStep(
            "See the child at home; ask about threats.", AgencyKind.CHILDRENS_SOCIAL_CARE, "Social worker"
        ),
    },
)


def health_state(facts: Iterable[Fact]) -> TrackState:
    """Return whether the child was hurt and seen."""
    return state_of(TABLE, follow(TABLE, facts))
