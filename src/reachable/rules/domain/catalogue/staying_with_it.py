"""Rules about staying with a child: closing because the child did not come, and no change after a key event.

In:  the patterns rules share.
Out: RULES, each with its worked examples.
"""

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.catalogue.patterns import CHANGE_THE_PLAN, HURT_BY_OTHERS, NRM_REFERRAL, SUPPLY_ARREST
from reachable.rules.domain.definition import AgeBelow, Answer, Equals, Group, Pattern, Rule, Without
from reachable.rules.domain.examples import does_not_hold, holds, known_late, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import BY_THE_LIMIT, HowSoon, Pace, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K

CLOSED_FOR_NOT_COMING = Rule(
    id="R119",
    group=Group.CASEWORK,
    title="Closed because the child did not engage",
    sentence="A case closed because the child did not engage is looked at again by a manager.",
    why="Not coming may be the sign itself: of fear, of control, of the wrong worker or the wrong hour.",
    anchor=(Pattern(K.CASE_CLOSED, (Equals("reason", ("CL_NON_ENGAGE",)),), "a case closed for non-engagement"),),
    needs=(AgeBelow(P.ADULT_AT),),
    asks_for=(
        Answer(
            (
                Pattern(K.SUPPORT_OFFERED, (), "support offered"),
                Pattern(K.REFERRAL, (), "a new referral"),
                Pattern(K.PLAN_STARTED, (), "a plan started"),
            ),
            "No new offer, referral or plan is recorded since the closure.",
        ),
    ),
    whose_turn=TurnTaker.COORDINATOR,
    how_soon=HowSoon(Pace.BY_THE_LIMIT, P.CLOSURE_REVIEW),
    do=("Ask what stood in the way.", "Try another worker, place or hour.", "Set a date to try again."),
    do_not=("Closure follows the risk, never the attendance.",),
    source=("000:448", "000:434", "004:943"),
    basis="Event-driven; the time is a local setting.",
    caveat="A child may refuse. The offer stays open.",
    examples=(
        holds("Closed after three missed visits", told(K.CASE_CLOSED, 0, reason="CL_NON_ENGAGE"), asked=1),
        does_not_hold(
            "Closed because the risk was shown to be lower",
            told(K.CASE_CLOSED, 0, reason="CL_RISK_REDUCED"),
            asked=1,
        ),
        on_the_edge(
            "Closed, and no reason recorded",
            told(K.CASE_CLOSED, 0),
            asked=1,
            expected=Certainty.CANNOT_SAY,
        ),
        known_late(
            "Received two weeks later; a youth worker tried anew",
            told(K.CASE_CLOSED, 0, known=14, reason="CL_NON_ENGAGE"),
            told(K.SUPPORT_OFFERED, 15),
            asked=16,
            known_day=14,
            answered=True,
        ),
    ),
)

NOTHING_CHANGED = Rule(
    id="R123",
    group=Group.CASEWORK,
    title="A key event, and nothing changed",
    sentence="When nothing has changed some days after an arrest, a wound or an NRM referral, a manager asks why.",
    why="The same plan that did not prevent it will not prevent the next one.",
    anchor=(
        SUPPLY_ARREST,
        HURT_BY_OTHERS,
        NRM_REFERRAL,
        Pattern(K.SENTENCE, (), "a sentence"),
        Pattern(K.SECURE_STARTED, (), "a secure placement"),
    ),
    needs=(AgeBelow(P.ADULT_AT),),
    clock=Without(CHANGE_THE_PLAN, P.KEY_EVENT_CHANGE),
    one_moment=P.KEY_EVENT_CHANGE,
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=BY_THE_LIMIT,
    do=("Ask what will be different from today.", "Write it into the plan."),
    do_not=("Do not repeat the last offer.",),
    source=("004:983",),
    basis="The time is a local setting.",
    caveat="Everything on offer may have been tried. Then that is the thing to say.",
    examples=(
        holds("Arrested, and no change in eight days", told(K.ARREST, 0, drugs_supply=True), asked=8),
        does_not_hold(
            "A strategy discussion on the third day",
            told(K.ARREST, 0, drugs_supply=True),
            told(K.STRATEGY_DISCUSSION, 3),
            asked=8,
        ),
        on_the_edge(
            "The plan is reviewed late on the seventh day",
            told(K.NRM_REFERRAL, 0),
            told(K.PLAN_REVIEWED, 7.4),
            asked=9,
            expected=Certainty.NO,
        ),
        on_the_edge(
            "The plan is reviewed on the eighth day",
            told(K.NRM_REFERRAL, 0),
            told(K.PLAN_REVIEWED, 8),
            asked=9,
            expected=Certainty.CERTAINLY,
            answered=True,
        ),
        known_late(
            "The wound is received after three weeks",
            told(K.HOSPITAL_ATTENDANCE, 0, known=21, assault=True),
            asked=22,
            known_day=21,
        ),
    ),
)

RULES = (CLOSED_FOR_NOT_COMING, NOTHING_CHANGED)
