"""Safeguarding: referral, decision, strategy discussion, assessment, conference, plan, review, closure.

In:  facts, limits, a calendar.
Out: TrackState; clocks for the decision, the assessment, the conference and each review.
"""

from collections.abc import Iterable

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.kernel.working_days import Calendar
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import Track
from reachable.tracks.domain.course import Course, Thread, follow
from reachable.tracks.domain.limits import Clock, ClockName, Limits, run_clock
from reachable.tracks.domain.moves import Move, NextStep, Only, Strand, TrackStatus, TrackTable
from reachable.tracks.domain.state import TrackState, state_of


class SafeguardingStatus(TrackStatus):
    """Where the safeguarding process may stand. A refused referral is a status, not an end."""

    NOTHING = "Nothing recorded"
    REFERRED = "Referred; waiting for a decision"
    REFUSED = "Referral not accepted"
    LEFT_TO_YOUTH_JUSTICE = "Referral left to youth justice"
    EARLY_HELP = "Referral passed to early help"
    STEPPED_DOWN = "Stepped down"
    ACCEPTED = "Referral accepted"
    DECIDED_NOT_SAID = "Referral decided; result not recorded"
    ASSESSING = "Being assessed"
    ASSESSED = "Assessment completed; no plan recorded"
    STRATEGY_HELD = "Strategy discussion held; conference not yet held"
    CONFERENCE_HELD = "Conference held; no plan recorded"
    LED_TO_PLAN = "Referral led to a plan"
    ON_PLAN = "On a plan"
    ON_CHILD_PROTECTION_PLAN = "On a child protection plan"
    ON_ROTH_PLAN = "On a plan for risk outside the home"
    LOOKED_AFTER = "Looked after, with a care plan"
    PLAN_ENDED = "Plan ended"
    CLOSED = "Closed"


S = SafeguardingStatus
ON_ANY_PLAN = (S.ON_CHILD_PROTECTION_PLAN, S.ON_ROTH_PLAN, S.LOOKED_AFTER, S.ON_PLAN)


ENQUIRING = (S.ASSESSING, S.STRATEGY_HELD, S.CONFERENCE_HELD)
NO_ENQUIRY = tuple(status for status in S if status not in (*ENQUIRING, *ON_ANY_PLAN, S.PLAN_ENDED))
"""Where an enquiry is not under way. A further referral during one joins it, and its refusal does not end the other."""


def _decided(words: str, to: SafeguardingStatus, *values: str) -> Move:
    only = Only(words=words, detail="decision", values=values)
    return Move(on=K.REFERRAL_DECISION, to=to, after=NO_ENQUIRY, only=only)


def _plan(words: str, value: str) -> Only:
    return Only(words=words, detail="plan_type", values=(value,))


BEFORE_STRATEGY = (*NO_ENQUIRY, S.ASSESSING)

ENQUIRY = Strand(
    name="Referral and enquiry",
    start=S.NOTHING,
    ends_all=frozenset({K.CASE_CLOSED}),
    moves=(
        Move(on=K.REFERRAL, to=S.REFERRED, after=tuple(s for s in NO_ENQUIRY if s is not S.ACCEPTED)),
        _decided("not accepted", S.REFUSED, "TO_REFUSED"),
        _decided("youth justice only", S.LEFT_TO_YOUTH_JUSTICE, "TO_YJ_ONLY"),
        _decided("early help", S.EARLY_HELP, "TO_EARLY_HELP"),
        _decided("stepped down", S.STEPPED_DOWN, "TO_STEP_DOWN"),
        _decided("accepted or stepped up", S.ACCEPTED, "TO_ACCEPTED_CP", "TO_ACCEPTED_CIN", "TO_STEP_UP"),
        Move(on=K.REFERRAL_DECISION, to=S.DECIDED_NOT_SAID, after=NO_ENQUIRY),
        Move(on=K.STRATEGY_DISCUSSION, to=S.STRATEGY_HELD),
        Move(on=K.ASSESSMENT_STARTED, to=S.ASSESSING, after=BEFORE_STRATEGY),
        Move(on=K.CONFERENCE_HELD, to=S.CONFERENCE_HELD),
        Move(on=K.ASSESSMENT_COMPLETED, to=S.ASSESSED, after=BEFORE_STRATEGY),
        Move(on=K.PLAN_STARTED, to=S.LED_TO_PLAN),
        Move(on=K.CASE_CLOSED, to=S.CLOSED),
    ),
)

PLANS = Strand(
    name="Plans",
    start=S.NOTHING,
    threads_by="plan_type",
    ends_all=frozenset({K.CASE_CLOSED}),
    moves=(
        Move(on=K.PLAN_STARTED, to=S.ON_CHILD_PROTECTION_PLAN, only=_plan("child protection", "CP")),
        Move(on=K.PLAN_STARTED, to=S.ON_ROTH_PLAN, only=_plan("risk outside the home", "ROTH")),
        Move(on=K.PLAN_STARTED, to=S.LOOKED_AFTER, only=_plan("looked after", "CLA")),
        Move(on=K.PLAN_STARTED, to=S.ON_PLAN),
        Move(on=K.PLAN_REVIEWED, to=S.ON_CHILD_PROTECTION_PLAN, only=_plan("child protection", "CP")),
        Move(on=K.PLAN_REVIEWED, to=S.ON_ROTH_PLAN, only=_plan("risk outside the home", "ROTH")),
        Move(on=K.PLAN_REVIEWED, to=S.LOOKED_AFTER, only=_plan("looked after", "CLA")),
        Move(on=K.PLAN_REVIEWED, to=S.ON_PLAN, after=(S.NOTHING, S.ON_PLAN)),
        Move(on=K.PLAN_ENDED, to=S.PLAN_ENDED),
        Move(on=K.CASE_CLOSED, to=S.CLOSED, after=(*ON_ANY_PLAN, S.PLAN_ENDED)),
    ),
)

_SOCIAL_WORKER = (AgencyKind.CHILDRENS_SOCIAL_CARE, "Social worker")
_FRONT_DOOR = (AgencyKind.MULTI_AGENCY_HUB, "The front door of children's social care")

TABLE = TrackTable(
    track=Track.SAFEGUARDING,
    title="Safeguarding",
    strands=(ENQUIRY, PLANS),
    leads=(
        S.STRATEGY_HELD,
        *ON_ANY_PLAN,
        S.CONFERENCE_HELD,
        S.ASSESSING,
        S.ACCEPTED,
        S.REFERRED,
        S.DECIDED_NOT_SAID,
        S.REFUSED,
        S.LEFT_TO_YOUTH_JUSTICE,
        S.ASSESSED,
    ),
    steps={
        S.NOTHING: NextStep("No referral is recorded. Refer if you are worried.", None, "Whoever is worried"),
        S.REFERRED: NextStep("Decide, and tell the referrer what was decided and why.", *_FRONT_DOOR),
        S.REFUSED: NextStep(
            "Ask for the reason; refer again with what has changed, or challenge the decision.", None, "The referrer"
        ),
        S.LEFT_TO_YOUTH_JUSTICE: NextStep(
            "Ask who keeps the child safe when the order ends; refer again with what has changed.",
            AgencyKind.YOUTH_OFFENDING_TEAM,
            "Youth justice worker",
        ),
        S.EARLY_HELP: NextStep(
            "Name the worker, and what would bring it back to social care.", AgencyKind.EARLY_HELP, "Early help worker"
        ),
        S.STEPPED_DOWN: NextStep(
            "Name the worker, and what would bring it back up.", AgencyKind.EARLY_HELP, "Early help worker"
        ),
        S.ACCEPTED: NextStep("Start the assessment, or hold the strategy discussion.", *_SOCIAL_WORKER),
        S.DECIDED_NOT_SAID: NextStep("Ask what was decided.", None, "The referrer"),
        S.ASSESSING: NextStep("Finish the assessment, with harm outside the home in it.", *_SOCIAL_WORKER),
        S.ASSESSED: NextStep("Agree a plan, or say why none is needed.", *_SOCIAL_WORKER),
        S.STRATEGY_HELD: NextStep("Hold the conference, or record why it is not needed.", *_SOCIAL_WORKER),
        S.CONFERENCE_HELD: NextStep("Start the plan that was agreed.", *_SOCIAL_WORKER),
        S.LED_TO_PLAN: NextStep("Carry out the plan.", *_SOCIAL_WORKER),
        S.ON_PLAN: NextStep("Carry out the plan and review it.", *_SOCIAL_WORKER),
        S.ON_CHILD_PROTECTION_PLAN: NextStep("Carry out the plan and review it.", *_SOCIAL_WORKER),
        S.ON_ROTH_PLAN: NextStep("Change the places and groups the plan names, and review it.", *_SOCIAL_WORKER),
        S.LOOKED_AFTER: NextStep("Carry out the care plan and review it.", *_SOCIAL_WORKER),
        S.PLAN_ENDED: NextStep("Check what the end was tied to: lower risk, or only time.", *_SOCIAL_WORKER),
        S.CLOSED: NextStep("Closed. Anything new is a new referral.", None, "Whoever is worried"),
    },
)

REVIEWS: dict[TrackStatus, tuple[ClockName, ...]] = {
    S.ON_CHILD_PROTECTION_PLAN: (ClockName.RCPC_FIRST, ClockName.RCPC_NEXT),
    S.ON_ROTH_PLAN: (ClockName.RCPC_FIRST, ClockName.RCPC_NEXT),
    S.LOOKED_AFTER: (ClockName.CLA_REV_FIRST, ClockName.CLA_REV_SECOND, ClockName.CLA_REV_NEXT),
}
"""The limits of the first review and of those after it; the last one repeats."""


def safeguarding_state(facts: Iterable[Fact], *, limits: Limits, calendar: Calendar) -> TrackState:
    """Return where safeguarding stands: the plan or the enquiry that matters most, the other beside it."""
    course = follow(TABLE, facts)
    clocks = [clock for thread in course.threads for clock in _clocks(thread, course, limits, calendar)]
    return state_of(TABLE, course, clocks=clocks, particulars=(_say_plan(course.leading), _say_reason(course.leading)))


def _clocks(thread: Thread, course: Course, limits: Limits, calendar: Calendar) -> tuple[Clock, ...]:
    if thread.strand is PLANS:
        return _review_clock(thread, course, limits, calendar)
    match thread.status:
        case S.REFERRED:
            return run_clock(ClockName.REF_ACK, thread.changed_by, limits=limits, calendar=calendar)
        case S.ACCEPTED | S.ASSESSING:
            referral = thread.latest(K.REFERRAL)
            return run_clock(ClockName.ASSESS, referral, limits=limits, calendar=calendar) if referral else ()
        case S.STRATEGY_HELD:
            return run_clock(ClockName.ICPC, thread.changed_by, limits=limits, calendar=calendar)
        case _:
            return ()


def _review_clock(thread: Thread, course: Course, limits: Limits, calendar: Calendar) -> tuple[Clock, ...]:
    """Return the clock to the next review: from the conference that made the plan, then from each review."""
    names = REVIEWS.get(thread.status, (ClockName.CIN_REVIEW,) if _plan_type(thread) == "CIN" else ())
    if thread.status not in ON_ANY_PLAN or not names:
        return ()
    began = thread.latest(K.PLAN_STARTED) or thread.facts[0]
    reviews = [fact for fact in thread.facts[thread.facts.index(began) :] if fact.kind is K.PLAN_REVIEWED]
    started = reviews[-1] if reviews else _conference_before(began, thread, course)
    return run_clock(names[min(len(reviews), len(names) - 1)], started, limits=limits, calendar=calendar)


def _conference_before(began: Fact, thread: Thread, course: Course) -> Fact:
    """Return the conference a child protection plan came from when it is recorded, else the start of the plan."""
    if thread.status not in (S.ON_CHILD_PROTECTION_PLAN, S.ON_ROTH_PLAN):
        return began
    enquiries = (other for other in course.threads if other.strand is ENQUIRY)
    conferences = [fact for other in enquiries for fact in other.facts if fact.kind is K.CONFERENCE_HELD]
    earlier = [held for held in conferences if held.instants.happened.earliest <= began.instants.happened.latest]
    return earlier[-1] if earlier else began


def _plan_type(thread: Thread) -> str:
    return str(thread.facts[0].details.get("plan_type") or "")


_PLAN_WORDS = {
    "EARLY_HELP": "early help plan",
    "CIN": "child in need plan",
    "PATHWAY": "pathway plan",
    "SAFETY": "safety plan",
}


def _say_plan(thread: Thread | None) -> str:
    return _PLAN_WORDS.get(_plan_type(thread), "") if thread and thread.status is S.ON_PLAN else ""


def _say_reason(thread: Thread | None) -> str:
    if thread is None or thread.status not in (S.CLOSED, S.PLAN_ENDED):
        return ""
    reason = thread.changed_by.details.get("reason")
    return f"reason recorded: {reason}" if reason else "reason recorded: none"
