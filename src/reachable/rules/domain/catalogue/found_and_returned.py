"""Rules about a child met on the way, a child who comes back, and a child whose home others took over.

In:  the patterns rules share.
Out: RULES, each with its worked examples.
"""

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.catalogue.patterns import TELL_HOME, TELL_SOCIAL_CARE
from reachable.rules.domain.definition import AgeBelow, Answer, Group, Has, Lacks, Mentions, Pattern, Rule, Without
from reachable.rules.domain.examples import does_not_hold, holds, known_late, may_hold, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import BY_THE_LIMIT, SAME_DAY, STRAIGHT_AWAY, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K

STATES = (
    *("bruis", "cut", "burn", "bleed", "blood", "bite", "wound", "injur", "hurt", "swollen", "stab", "limp", "fractur"),
    *("hungry", "not eaten", "cold", "wet", "shak", "exhaust", "tired", "not slept", "dirty", "dishevel", "unwashed"),
    *("same clothes", "no shoes", "no coat", "drunk", "drink", "drug", "smelt of", "tearful", "frighten", "scared"),
)
"""Beginnings of words in a note of how a child was found. Ours; the field's own list is 'injured or dishevelled'."""

INTERVIEWED = Pattern(K.RETURN_INTERVIEW_HELD, (), "a return home interview")

WITHOUT_A_TICKET = Rule(
    id="R007",
    group=Group.RECOGNITION,
    title="Alone on a train without a ticket",
    sentence="When a child is met alone on a train without a ticket, the home area is told.",
    why="A fine sends the child on with a debt. A question may be the first that anybody asks.",
    anchor=(
        Pattern(
            K.RAIL_REPORT,
            (Has("no_ticket"), Has("alone"), Lacks("reason_verified")),
            "the child met alone on a train or at a station without a ticket, with no reason that was checked",
        ),
    ),
    needs=(AgeBelow(P.ADULT_AT),),
    asks_for=(TELL_HOME,),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HOST_SOCIAL_CARE,
    how_soon=STRAIGHT_AWAY,
    do=("Ask about the journey as somebody who worries.", "Ring the home area's duty team.", "Send the police notice."),
    do_not=("Do not leave it at a fine.", "Do not put the child on the next train alone."),
    source=("004:721-723", "003:273"),
    basis="Straight away is our reading.",
    caveat="Children without a ticket are mostly just that. The question costs nothing.",
    examples=(
        holds("Met alone, no ticket", told(K.RAIL_REPORT, 0, no_ticket=True, alone=True), asked=1),
        does_not_hold(
            "On the way to an aunt, which was checked",
            told(K.RAIL_REPORT, 0, no_ticket=True, alone=True, reason_verified=True),
            asked=1,
        ),
        on_the_edge(
            "Nobody wrote down whether the child was alone",
            told(K.RAIL_REPORT, 0, no_ticket=True),
            asked=1,
            expected=Certainty.CANNOT_SAY,
        ),
        known_late(
            "The railway's file comes three days later; home is told the next day",
            told(K.RAIL_REPORT, 0, known=3, no_ticket=True, alone=True),
            told(K.HOME_AREA_TOLD, 4),
            asked=5,
            known_day=3,
            answered=True,
        ),
    ),
)

LIVES_WHERE_OTHERS_MOVED_IN = Rule(
    id="R011",
    group=Group.RECOGNITION,
    title="Lives in a home that others took over",
    sentence="A child whose home others have taken over is referred the same day, and the parent is helped.",
    why="The child lives with what happens there, and is the nearest to hand when a runner is wanted.",
    anchor=(Pattern(K.HOME_TAKEN_OVER, (), "the child's home taken over by others"),),
    needs=(AgeBelow(P.ADULT_AT),),
    asks_for=(TELL_SOCIAL_CARE,),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=SAME_DAY,
    do=("See the child alone, and somewhere else.", "Help the parent to get the home back."),
    do_not=("Do not treat the parent as one of those who moved in.",),
    source=("000:1176",),
    basis="The same day is our reading.",
    caveat="The parent is often a victim too.",
    examples=(
        holds("Told by a neighbourhood officer", told(K.HOME_TAKEN_OVER, 0), asked=1),
        does_not_hold("Found at somebody else's", told(K.FOUND_AT_CUCKOOED_ADDRESS, 0), asked=1),
        on_the_edge(
            "A strategy discussion the same hour",
            told(K.HOME_TAKEN_OVER, 0),
            told(K.STRATEGY_DISCUSSION, 0),
            asked=1,
            expected=Certainty.CERTAINLY,
            answered=True,
        ),
        known_late(
            "Received a week later, referred on the eighth day",
            told(K.HOME_TAKEN_OVER, 0, known=7),
            told(K.REFERRAL, 8),
            asked=9,
            known_day=7,
            answered=True,
        ),
    ),
)

CAME_BACK_HURT = Rule(
    id="R016",
    group=Group.RECOGNITION,
    title="Came back hurt or worn out",
    sentence="A child who comes back hurt, hungry or worn out is seen by somebody who can help.",
    why="The state a child comes back in tells of where they were before they can.",
    anchor=(
        Pattern(
            K.MISSING_FOUND,
            (Mentions("condition", STATES),),
            "the child found, with a note that may say they were hurt, hungry or worn out",
        ),
    ),
    needs=(AgeBelow(P.ADULT_AT),),
    clock=Without(
        Answer(
            (
                Pattern(K.HOSPITAL_ATTENDANCE, (), "a visit to hospital"),
                INTERVIEWED,
                Pattern(K.SOCIAL_WORK_VISIT, (), "a social work visit"),
                Pattern(K.WORKER_MET, (), "a meeting with a worker"),
            ),
            "Nobody has recorded a medical check, an interview or a visit since.",
        ),
        P.MEDICAL_CHECK,
    ),
    whose_turn=TurnTaker.MISSING_TEAM,
    how_soon=BY_THE_LIMIT,
    do=("Get food, sleep and a medical check first.", "Let the adult the child trusts ask, and write down the words."),
    do_not=("Do not begin with questions about offences.",),
    source=("000:427", "004:759"),
    basis="The time is a local setting.",
    caveat="A note can also deny what it mentions, so somebody is asked and nobody is woken.",
    examples=(
        may_hold("Found cold and bruised; nothing since", told(K.MISSING_FOUND, 0, condition="bruised, cold"), asked=2),
        does_not_hold("Found well", told(K.MISSING_FOUND, 0, condition="well"), asked=2),
        does_not_hold(
            "Seen at hospital that evening",
            told(K.MISSING_FOUND, 0, condition="bruised, cold"),
            told(K.HOSPITAL_ATTENDANCE, 0.4),
            asked=2,
        ),
        on_the_edge(
            "Nobody wrote down the state the child was in",
            told(K.MISSING_FOUND, 0),
            asked=2,
            expected=Certainty.CANNOT_SAY,
        ),
        known_late(
            "Received three days later; visited on the fourth",
            told(K.MISSING_FOUND, 0, known=3, condition="no coat, same clothes for a week"),
            told(K.SOCIAL_WORK_VISIT, 4),
            asked=5,
            known_day=3,
            expected=Certainty.POSSIBLY,
            answered=True,
        ),
    ),
)

RULES = (WITHOUT_A_TICKET, LIVES_WHERE_OTHERS_MOVED_IN, CAME_BACK_HURT)
