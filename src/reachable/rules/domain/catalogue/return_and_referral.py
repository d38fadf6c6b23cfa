"""Rules about what follows a return and a referral: the interview, the decision, the step down.

In:  the patterns rules share.
Out: RULES, each with its worked examples.
"""

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.catalogue.patterns import RETURNED, SIGNS_OF_EXPLOITATION
from reachable.rules.domain.definition import (
    AgeBelow,
    Answer,
    AtLeast,
    During,
    Equals,
    Group,
    Has,
    Pattern,
    Rule,
    Without,
)
from reachable.rules.domain.examples import does_not_hold, holds, known_late, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import BY_THE_LIMIT, SAME_DAY, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K

RETURN_INTERVIEW = Rule(
    id="R085",
    group=Group.MISSING,
    title="Return home interview",
    sentence="After every return from being missing, a return home interview is held within the time the law gives.",
    why="The days after a return are when a child may say where they were. Later they will not.",
    anchor=(RETURNED,),
    needs=(AgeBelow(P.ADULT_AT),),
    clock=Without(
        Answer(
            (
                Pattern(K.RETURN_INTERVIEW_HELD, (), "a return home interview held"),
                Pattern(K.RETURN_INTERVIEW_DECLINED, (), "a return home interview declined by the child"),
            ),
            "No return home interview is recorded, held or declined.",
            same_episode=True,
        ),
        P.RHI,
    ),
    whose_turn=TurnTaker.MISSING_TEAM,
    how_soon=BY_THE_LIMIT,
    do=("Send somebody independent.", "Let the child choose the time and place.", "Share what was learned."),
    do_not=("A police check on return is not the interview.", "Do not count a first no as the last."),
    source=("003:328", "004:825"),
    basis="Statutory guidance on missing children, England, January 2014.",
    caveat="The law asks the responsible authority, wherever the child was found. In Wales other guidance applies.",
    examples=(
        holds("Four days since the return", told(K.MISSING_FOUND, 0), asked=4),
        does_not_hold("Held on the second day", told(K.MISSING_FOUND, 0), told(K.RETURN_INTERVIEW_HELD, 2), asked=4),
        on_the_edge(
            "Held at 72 hours to the minute",
            told(K.MISSING_FOUND, 0),
            told(K.RETURN_INTERVIEW_HELD, 3),
            asked=4,
            expected=Certainty.NO,
        ),
        on_the_edge(
            "Held a quarter of an hour late",
            told(K.MISSING_FOUND, 0),
            told(K.RETURN_INTERVIEW_HELD, 3 + 1 / 96),
            asked=4,
            expected=Certainty.CERTAINLY,
            answered=True,
        ),
        on_the_edge(
            "An interview about another episode does not count",
            told(K.MISSING_FOUND, 0, episode="second"),
            told(K.RETURN_INTERVIEW_HELD, 1, episode="first"),
            asked=4,
            expected=Certainty.CERTAINLY,
        ),
        known_late(
            "Held in time, but written up a week later",
            told(K.MISSING_FOUND, 0),
            told(K.RETURN_INTERVIEW_HELD, 1, known=8),
            asked=9,
            known_day=3,
            answered=True,
        ),
    ),
)

RETURNED_TO_A_DISTANT_PLACEMENT = Rule(
    id="R089",
    group=Group.MISSING,
    title="Back at a placement out of the area: who holds the interview?",
    sentence="When a child placed out of the area returns, host and placing area agree the same day who interviews.",
    why="Each area takes it to be the other's duty, and nobody comes.",
    anchor=(RETURNED,),
    needs=(
        AgeBelow(P.ADULT_AT),
        During(
            start=(Pattern(K.PLACEMENT_STARTED, (Has("out_of_area"),), "a placement out of the area"),),
            end=(Pattern(K.PLACEMENT_ENDED, (), "the placement ended"),),
            words="the child is placed out of the area",
        ),
    ),
    asks_for=(
        Answer(
            (
                Pattern(K.RETURN_INTERVIEW_OFFERED, (), "a return home interview offered"),
                Pattern(K.RETURN_INTERVIEW_HELD, (), "a return home interview held"),
            ),
            "No area is recorded as having offered a return home interview.",
            same_episode=True,
        ),
    ),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=SAME_DAY,
    do=("Ring the host area and agree one name.", "Tell the child who will come."),
    do_not=("Do not assume that the home where the child lives will do it.",),
    source=("003:328",),
    basis="Event-driven; the same day is our reading. The duty stays with the area responsible for the child.",
    caveat="The host area may hold the interview. It has to be asked.",
    examples=(
        holds(
            "Placed out of the area in the spring, missing and back",
            told(K.PLACEMENT_STARTED, 0, out_of_area=True),
            told(K.MISSING_FOUND, 50),
            asked=51,
        ),
        does_not_hold(
            "The placement had ended",
            told(K.PLACEMENT_STARTED, 0, out_of_area=True),
            told(K.PLACEMENT_ENDED, 40),
            told(K.MISSING_FOUND, 50),
            asked=51,
        ),
        on_the_edge(
            "Nobody recorded where the placement is",
            told(K.PLACEMENT_STARTED, 0),
            told(K.MISSING_FOUND, 50),
            asked=51,
            expected=Certainty.CANNOT_SAY,
        ),
        known_late(
            "The placement is received after the return; the interview was offered the next morning",
            told(K.PLACEMENT_STARTED, 0, known=55, out_of_area=True),
            told(K.MISSING_FOUND, 50),
            told(K.RETURN_INTERVIEW_OFFERED, 51),
            asked=56,
            known_day=55,
            answered=True,
        ),
    ),
)

STEPPED_DOWN_AFTER_MISSING = Rule(
    id="R093",
    group=Group.MISSING,
    title="Stepped down to early help after going missing",
    sentence="A child with signs of exploitation is not stepped down to early help without the exploitation team.",
    why="In a published case early help was closed days before the child was held with drugs far from home.",
    anchor=(
        Pattern(
            K.REFERRAL_DECISION,
            (Equals("decision", ("TO_EARLY_HELP", "TO_STEP_DOWN")),),
            "a decision to pass or step a child down to early help",
        ),
    ),
    needs=(AgeBelow(P.ADULT_AT), AtLeast(1, SIGNS_OF_EXPLOITATION, within=P.SIGNS_WINDOW)),
    asks_for=(
        Answer(
            (
                Pattern(K.STRATEGY_DISCUSSION, (), "a strategy discussion"),
                Pattern(K.ASSESSMENT_STARTED, (), "an assessment started"),
            ),
            "No strategy discussion and no assessment is recorded after the decision.",
        ),
    ),
    whose_turn=TurnTaker.COORDINATOR,
    how_soon=SAME_DAY,
    do=("Have the exploitation team look before anything closes.",),
    do_not=("Do not judge the risk by the parents' care alone.",),
    source=("004:438-440", "004:528"),
    basis="How far back signs are looked for is a local setting.",
    caveat="Early help may be right. The sign has to be looked at by somebody who knows it.",
    examples=(
        holds(
            "Missing in the month before",
            told(K.MISSING_REPORTED, 0),
            told(K.REFERRAL_DECISION, 20, decision="TO_EARLY_HELP"),
            asked=21,
        ),
        does_not_hold(
            "Accepted as a child in need",
            told(K.MISSING_REPORTED, 0),
            told(K.REFERRAL_DECISION, 20, decision="TO_ACCEPTED_CIN"),
            asked=21,
        ),
        on_the_edge(
            "Missing 90 days before",
            told(K.MISSING_REPORTED, 0),
            told(K.REFERRAL_DECISION, 90, decision="TO_STEP_DOWN"),
            asked=91,
            expected=Certainty.CERTAINLY,
        ),
        known_late(
            "The missing episode is received after the decision",
            told(K.MISSING_REPORTED, 0, known=25),
            told(K.REFERRAL_DECISION, 20, decision="TO_EARLY_HELP"),
            told(K.STRATEGY_DISCUSSION, 26),
            asked=27,
            known_day=25,
            answered=True,
        ),
    ),
)

REFERRAL_UNDECIDED = Rule(
    id="L001",
    group=Group.CASEWORK,
    title="A referral without a decision",
    sentence="After a referral a social worker decides in good time what happens next, and tells the referrer.",
    why="A referral that nobody has answered protects nobody, and the referrer believes that it does.",
    anchor=(Pattern(K.REFERRAL, (), "a referral to children's social care"),),
    needs=(AgeBelow(P.ADULT_AT),),
    clock=Without(
        Answer(
            (
                Pattern(K.REFERRAL_DECISION, (), "a decision on a referral"),
                Pattern(K.STRATEGY_DISCUSSION, (), "a strategy discussion"),
            ),
            "No decision on the referral is recorded.",
        ),
        P.REF_ACK,
    ),
    whose_turn=TurnTaker.REFERRAL_HUB,
    how_soon=BY_THE_LIMIT,
    do=("Decide, and tell the referrer what and why.",),
    do_not=("Do not leave it for the next meeting.",),
    source=(),
    basis="Working Together to Safeguard Children, England.",
    caveat="The day of the referral is day 0, at a weekend too.",
    examples=(
        holds("Two working days without a word", told(K.REFERRAL, 0), asked=2),
        does_not_hold(
            "Decided the next afternoon",
            told(K.REFERRAL, 0),
            told(K.REFERRAL_DECISION, 1.2, decision="TO_REFUSED"),
            asked=2,
        ),
        on_the_edge(
            "Referred on a Friday, decided on the Monday",
            told(K.REFERRAL, 4),
            told(K.REFERRAL_DECISION, 7.2, decision="TO_ACCEPTED_CIN"),
            asked=8,
            expected=Certainty.NO,
        ),
        on_the_edge(
            "Referred on a Friday, decided on the Tuesday",
            told(K.REFERRAL, 4),
            told(K.REFERRAL_DECISION, 8.2, decision="TO_ACCEPTED_CIN"),
            asked=9,
            expected=Certainty.CERTAINLY,
            answered=True,
        ),
        known_late(
            "Decided on the third day; both were received a week later",
            told(K.REFERRAL, 0, known=7),
            told(K.REFERRAL_DECISION, 3, known=7, decision="TO_REFUSED"),
            asked=8,
            known_day=7,
            answered=True,
        ),
    ),
)

RULES = (RETURN_INTERVIEW, RETURNED_TO_A_DISTANT_PLACEMENT, STEPPED_DOWN_AFTER_MISSING, REFERRAL_UNDECIDED)
