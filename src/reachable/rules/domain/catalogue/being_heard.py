"""Rules about a child nobody may have listened to: hurt by their own hand, thought too young, wanting out.

In:  the patterns rules share.
Out: RULES, each with its worked examples.
"""

from datetime import date

from reachable.kernel.certainty import Certainty
from reachable.kernel.when import When
from reachable.rules.domain.catalogue.patterns import (
    ASK_ABOUT_DEBT,
    OFFER_SUPPORT,
    REFUSED_REFERRAL,
    SIGNS_OF_EXPLOITATION,
)
from reachable.rules.domain.definition import AgeBelow, Answer, AtLeast, Equals, Group, Has, Pattern, Rule
from reachable.rules.domain.examples import does_not_hold, holds, known_late, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import SAME_DAY, STRAIGHT_AWAY, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K

HARM_TO_SELF = Rule(
    id="R033",
    group=Group.RECOGNITION,
    title="Self-harm or an overdose: ask about older friends and partners",
    sentence="When a child comes to hospital after self-harm or an overdose, somebody asks who they spend time with.",
    why="The question is usually put to some children only. Asked of everybody, it finds those nobody thought of.",
    anchor=(
        Pattern(
            K.HOSPITAL_ATTENDANCE,
            (Equals("injury", ("SELF_HARM", "OVERDOSE")),),
            "hospital treatment for self-harm or an overdose",
        ),
    ),
    needs=(AgeBelow(P.ADULT_AT),),
    asks_for=(
        Answer(
            (
                Pattern(K.CHILD_SAID, (), "what the child said"),
                Pattern(K.CONCERN_RAISED, (), "a concern raised"),
                Pattern(K.SUPPORT_OFFERED, (), "support offered"),
            ),
            "Nothing the child said, no concern and no offer of support is recorded after the visit.",
        ),
    ),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HEALTH,
    how_soon=STRAIGHT_AWAY,
    do=("Ask in private, gently, and more than once.", "Ask about debt and threats as well as relationships."),
    do_not=("Do not ask in front of whoever brought the child.", "Do not ask some children and spare others."),
    source=("002:159",),
    basis="Event-driven; no number. The source speaks of some children; we ask of every child.",
    caveat="A prompt to ask, and nothing more. Most answers will have nothing to do with exploitation.",
    examples=(
        holds(
            "An overdose, and nobody wrote down what the child said",
            told(K.HOSPITAL_ATTENDANCE, 0, injury="OVERDOSE"),
            asked=1,
        ),
        does_not_hold("A broken wrist", told(K.HOSPITAL_ATTENDANCE, 0, injury="FRACTURE"), asked=1),
        on_the_edge(
            "The record does not say what the injury was",
            told(K.HOSPITAL_ATTENDANCE, 0),
            asked=1,
            expected=Certainty.CANNOT_SAY,
        ),
        known_late(
            "Received five days later; the child had been listened to the next morning",
            told(K.HOSPITAL_ATTENDANCE, 0, known=5, injury="SELF_HARM"),
            told(K.CHILD_SAID, 1, known=5),
            asked=6,
            known_day=5,
            answered=True,
        ),
    ),
)

REFUSED_THOUGH_YOUNG = Rule(
    id="R036",
    group=Group.RECOGNITION,
    title="A young child's referral was refused",
    sentence="A young age is never a reason to turn a referral away.",
    why="Published reviews tell of children first used at eight, when nobody believed it of a child so young.",
    anchor=(REFUSED_REFERRAL,),
    needs=(AgeBelow(P.YOUNG_AGE, presumed=False), AtLeast(1, SIGNS_OF_EXPLOITATION, within=P.SIGNS_WINDOW)),
    asks_for=(
        Answer(
            (
                Pattern(K.STRATEGY_DISCUSSION, (), "a strategy discussion"),
                Pattern(K.ASSESSMENT_STARTED, (), "an assessment started"),
                Pattern(
                    K.REFERRAL_DECISION,
                    (Equals("decision", ("TO_ACCEPTED_CP", "TO_ACCEPTED_CIN", "TO_STEP_UP")),),
                    "a referral that was accepted",
                ),
            ),
            "The refusal is not recorded as looked at again.",
        ),
    ),
    whose_turn=TurnTaker.REFERRAL_HUB,
    how_soon=SAME_DAY,
    do=("Look at the refusal again with the signs in view.", "Tell the referrer what was decided and why."),
    do_not=("Do not ask for proof of a pattern before starting.",),
    source=("000:699", "004:508", "002:247"),
    basis="The sources give different lowest ages; the software has none. The upper age is a local setting.",
    caveat="A refusal may be right. This asks for a second look, and says on what.",
    examples=(
        holds(
            "A child of 12, missing last week, refused today",
            told(K.MISSING_REPORTED, 0),
            told(K.REFERRAL_DECISION, 7, decision="TO_REFUSED"),
            asked=8,
            born=When.on(date(2014, 1, 10)),
        ),
        does_not_hold(
            "A child of 12 with no sign on record",
            told(K.REFERRAL_DECISION, 7, decision="TO_REFUSED"),
            asked=8,
            born=When.on(date(2014, 1, 10)),
        ),
        on_the_edge(
            "Refused on the fourteenth birthday",
            told(K.MISSING_REPORTED, 0),
            told(K.REFERRAL_DECISION, 7, decision="TO_REFUSED"),
            asked=8,
            expected=Certainty.NO,
            born=When.on(date(2012, 6, 8)),
        ),
        on_the_edge(
            "The date of birth is not known",
            told(K.MISSING_REPORTED, 0),
            told(K.REFERRAL_DECISION, 7, decision="TO_REFUSED"),
            asked=8,
            expected=Certainty.CANNOT_SAY,
            born=When.unknown(),
        ),
        known_late(
            "The missing report is received after the refusal",
            told(K.MISSING_REPORTED, 0, known=12),
            told(K.REFERRAL_DECISION, 7, decision="TO_REFUSED"),
            asked=13,
            known_day=12,
            born=When.on(date(2014, 1, 10)),
        ),
    ),
)

WANTS_OUT = Rule(
    id="R058",
    group=Group.CUSTODY,
    title="The child says they want out",
    sentence="When a child says they want to stop, a plan to get out safely starts the same day.",
    why="Leaving is when the danger is greatest, and the wish may last only hours.",
    anchor=(Pattern(K.CHILD_SAID, (Has("wants_out"),), "the child saying they want out"),),
    needs=(AgeBelow(P.ADULT_AT),),
    asks_for=(ASK_ABOUT_DEBT, OFFER_SUPPORT),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=SAME_DAY,
    do=("Send the adult the child trusts.", "Ask who they are afraid of, and for whom.", "Plan the way out together."),
    do_not=("Do not make it known.", "Do not ask for names before the child is safe."),
    source=("003:374",),
    basis="Event-driven; the same day is our reading.",
    caveat="Danger rises when a child leaves. Act quietly.",
    examples=(
        holds("Said to a youth worker", told(K.CHILD_SAID, 0, wants_out=True), asked=1),
        does_not_hold("Said something else", told(K.CHILD_SAID, 0, wants_out=False), asked=1),
        on_the_edge(
            "Nobody marked whether the child wants out",
            told(K.CHILD_SAID, 0),
            asked=1,
            expected=Certainty.CANNOT_SAY,
        ),
        known_late(
            "Said on a Monday, passed on on the Friday, then acted on",
            told(K.CHILD_SAID, 0, known=4, wants_out=True),
            told(K.SUPPORT_OFFERED, 4.1),
            told(K.DEBT_AND_THREAT_CHECK, 4.2),
            asked=5,
            known_day=4,
            answered=True,
        ),
    ),
)

RULES = (HARM_TO_SELF, REFUSED_THOUGH_YOUNG, WANTS_OUT)
