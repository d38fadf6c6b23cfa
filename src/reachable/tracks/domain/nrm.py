"""The National Referral Mechanism: considered, referred, reasonable grounds, recovery period, conclusive grounds.

In:  facts, limits, a calendar.
Out: TrackState; clocks for the decisions, and the earliest day of a conclusive one.
"""

from collections.abc import Iterable

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.kernel.working_days import Calendar
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import Track
from reachable.tracks.domain.course import Thread, follow
from reachable.tracks.domain.limits import Clock, ClockName, Limits, run_clock
from reachable.tracks.domain.moves import Move, NextStep, Only, Strand, TrackStatus, TrackTable
from reachable.tracks.domain.state import TrackState, state_of


class NrmStatus(TrackStatus):
    """Where an NRM referral may stand."""

    NOT_MADE = "Not made"
    CONSIDERED = "Considered; not made"
    REFERRED = "Referred; waiting for the reasonable grounds decision"
    RECOVERY = "Reasonable grounds: yes; recovery period"
    RG_NEGATIVE = "Reasonable grounds: no"
    RG_NOT_SAID = "Reasonable grounds decided; result not known"
    CG_POSITIVE = "Conclusive grounds: yes"
    CG_NEGATIVE = "Conclusive grounds: no"
    CG_NOT_SAID = "Conclusive grounds decided; result not known"
    RECONSIDERING = "Reconsideration asked for"
    WITHDRAWN = "Withdrawn or suspended"


S = NrmStatus
YES = Only(words="yes", detail="positive", values=(True,))
NO = Only(words="no", detail="positive", values=(False,))

REFERRAL = Strand(
    name="Referral",
    start=S.NOT_MADE,
    moves=(
        Move(on=K.NRM_CONSIDERED, to=S.CONSIDERED, after=(S.NOT_MADE, S.CONSIDERED)),
        Move(on=K.NRM_REFERRAL, to=S.REFERRED),
        Move(on=K.NRM_REASONABLE_GROUNDS, to=S.RECOVERY, only=YES),
        Move(on=K.NRM_REASONABLE_GROUNDS, to=S.RG_NEGATIVE, only=NO),
        Move(on=K.NRM_REASONABLE_GROUNDS, to=S.RG_NOT_SAID),
        Move(on=K.NRM_CONCLUSIVE_GROUNDS, to=S.CG_POSITIVE, only=YES),
        Move(on=K.NRM_CONCLUSIVE_GROUNDS, to=S.CG_NEGATIVE, only=NO),
        Move(on=K.NRM_CONCLUSIVE_GROUNDS, to=S.CG_NOT_SAID),
        Move(on=K.NRM_PANEL_MET, to=S.REFERRED, after=(S.NOT_MADE, S.CONSIDERED, S.REFERRED)),
        Move(on=K.NRM_PANEL_MET, to=S.RECOVERY, after=(S.RECOVERY,)),
        Move(on=K.NRM_RECONSIDERATION_ASKED, to=S.RECONSIDERING),
        Move(on=K.NRM_WITHDRAWN, to=S.WITHDRAWN),
    ),
)

_RESPONDER = (AgencyKind.CHILDRENS_SOCIAL_CARE, "A first responder: police or the local authority")
_DECIDER = (AgencyKind.SINGLE_COMPETENT_AUTHORITY, "The deciding authority")

TABLE = TrackTable(
    track=Track.NRM,
    title="National Referral Mechanism",
    strands=(REFERRAL,),
    leads=(S.REFERRED, S.RECONSIDERING, S.RECOVERY),
    steps={
        S.NOT_MADE: NextStep("Refer, or write down why not. Suspicion is enough; a child need not agree.", *_RESPONDER),
        S.CONSIDERED: NextStep("Look again at the reason as soon as anything new is known.", *_RESPONDER),
        S.REFERRED: NextStep("Send what each agency holds to the deciding authority.", *_DECIDER),
        S.RECOVERY: NextStep("Keep support in place; gather what the conclusive decision needs.", *_DECIDER),
        S.RG_NEGATIVE: NextStep("Read the reasons; ask for reconsideration with new evidence.", *_RESPONDER),
        S.RG_NOT_SAID: NextStep("Ask for the result.", *_RESPONDER),
        S.CG_POSITIVE: NextStep(
            "See that the decision reaches the youth court, the plan and the school.",
            AgencyKind.CHILDRENS_SOCIAL_CARE,
            "Social worker",
        ),
        S.CG_NEGATIVE: NextStep("Read the reasons; ask for reconsideration with new evidence.", *_RESPONDER),
        S.CG_NOT_SAID: NextStep("Ask for the result.", *_RESPONDER),
        S.RECONSIDERING: NextStep("Ask when the new decision is due.", *_RESPONDER),
        S.WITHDRAWN: NextStep("Ask why; refer again when there is more to say.", *_RESPONDER),
    },
)


def nrm_state(facts: Iterable[Fact], *, limits: Limits, calendar: Calendar) -> TrackState:
    """Return where the NRM referral stands. What was not written down is said: "reasons recorded: none"."""
    course = follow(TABLE, facts)
    thread = course.leading
    clocks = _clocks(thread, limits, calendar) if thread else ()
    return state_of(TABLE, course, clocks=clocks, particulars=(_say_reasons(thread), _say_panel(thread)))


def _say_reasons(thread: Thread | None) -> str:
    if thread is not None and thread.status is not S.CONSIDERED:
        return ""
    considered = thread.facts if thread else ()
    reasons = [str(fact.details["reason"]) for fact in considered if fact.details.get("reason")]
    return "reasons recorded: " + ("; ".join(reasons) or "none")


def _say_panel(thread: Thread | None) -> str:
    met = thread.latest(K.NRM_PANEL_MET) if thread is not None else None
    if met is None or met.details.get("decision") != "DEFERRED":
        return ""
    return f"put back by the devolved panel, {met.instants.happened.say()}"


def _clocks(thread: Thread, limits: Limits, calendar: Calendar) -> tuple[Clock, ...]:
    """Return the clock of the stage reached.

    The limit passed in as NRM_RG is the national target, or in a devolved panel's area the panel's own limit.
    """
    match thread.status:
        case S.REFERRED:
            name = ClockName.NRM_RG
        case S.RECOVERY:
            name = ClockName.NRM_CG
        case S.RG_NEGATIVE | S.CG_NEGATIVE:
            name = ClockName.RECON
        case _:
            return ()
    return run_clock(name, thread.changed_by, limits=limits, calendar=calendar)
