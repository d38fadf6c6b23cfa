"""Rules about a child who leaves police custody: debt, safety, the hour, who collects, who refuses.

In:  the patterns rules share.
Out: RULES, each with its worked examples.
"""

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.catalogue.patterns import ARREST_AWAY, ASK_ABOUT_DEBT, DRUGS_OR_CASH_TAKEN, TELL_HOME
from reachable.rules.domain.definition import (
    AgeBelow,
    Answer,
    AtLeast,
    Equals,
    Group,
    Has,
    Pattern,
    Rule,
    Unless,
    What,
    Without,
)
from reachable.rules.domain.examples import does_not_hold, holds, known_late, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import BEFORE_RELEASE, BY_THE_LIMIT, SAME_DAY, STRAIGHT_AWAY, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K

READY = Pattern(K.READY_FOR_RELEASE, (), "a child ready to leave custody")
SAFETY_CHECK = Pattern(K.RELEASE_SAFETY_CHECK, (), "safety checked before release")
AWAY_IN_CUSTODY: What = (
    ARREST_AWAY,
    Pattern(K.READY_FOR_RELEASE, (Has("away_from_home_area"),), "ready to leave custody away from the home area"),
    Pattern(K.RELEASED, (Has("away_from_home_area"),), "release away from the home area"),
)
HOME_REFUSED = Pattern(K.COLLECTION_REFUSED, (Equals("area_side", ("HOME",)),), "the home area refusing to collect")
HOST_REFUSED = Pattern(K.COLLECTION_REFUSED, (Equals("area_side", ("HOST",)),), "the host area refusing to collect")

TAKEN_MEANS_OWED = Rule(
    id="R050",
    group=Group.CUSTODY,
    title="What was taken is owed",
    sentence="When police take drugs, cash or phones from a child, somebody asks about debt and threats the same day.",
    why="Whoever owned it will want it back from the child, or from the family, with more on top.",
    anchor=(DRUGS_OR_CASH_TAKEN,),
    needs=(AgeBelow(P.ADULT_AT),),
    asks_for=(ASK_ABOUT_DEBT,),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.CUSTODY_SERGEANT,
    how_soon=SAME_DAY,
    do=("Ask what was taken, what it is worth, who wants it back.", "Ask about threats to family, and to whom."),
    do_not=("Do not tell anybody outside what the child said.", "Do not return the child before this was asked."),
    source=("004:683-685", "003:369-376", "000:398", "000:1567"),
    basis="Event-driven; the same day is our reading.",
    caveat="Any sum is an estimate at street value.",
    examples=(
        holds("£340 taken", told(K.SEIZURE, 0, drugs="", cash_pence=34000), asked=1),
        does_not_hold(
            "A knife taken; no drugs, cash or phones",
            told(K.SEIZURE, 0, drugs="", cash_pence=0, phones=0, weapon="knife"),
            asked=1,
        ),
        on_the_edge(
            "Something was taken; the record does not say what",
            told(K.SEIZURE, 0),
            asked=1,
            expected=Certainty.CANNOT_SAY,
        ),
        known_late(
            "Received four days later; debt had been asked about on the night",
            told(K.SEIZURE, 0, known=4, drugs="heroin"),
            told(K.DEBT_AND_THREAT_CHECK, 0.2, known=4),
            asked=5,
            known_day=4,
            answered=True,
        ),
    ),
)

SAFE_TO_LEAVE = Rule(
    id="R051",
    group=Group.CUSTODY,
    title="Leaving custody without a safety check",
    sentence="Before a child leaves custody without charge, somebody checks that it is safe to go.",
    why="A release meant kindly can send a child straight back to whoever is waiting.",
    anchor=(
        READY,
        Pattern(
            K.RELEASED,
            (Equals("disposal", ("BAIL", "RUI", "NO_FURTHER_ACTION")),),
            "release without charge",
        ),
    ),
    needs=(AgeBelow(P.ADULT_AT), Unless((SAFETY_CHECK,), before=P.CUSTODY_STAY)),
    asks_for=(Answer((SAFETY_CHECK,), "No safety check before release is recorded."),),
    one_moment=P.CUSTODY_STAY,
    whose_turn=TurnTaker.CUSTODY_SERGEANT,
    how_soon=BEFORE_RELEASE,
    do=(
        "Agree who takes the child where.",
        "Ring the home area.",
        "Ask about debt.",
        "Name one service and one person.",
    ),
    do_not=("Do not release to the street.",),
    source=("003:302", "004:211"),
    basis="Event-driven. How long a stay is looked at is a local setting.",
    caveat="The law's limits on detention still run while this is arranged.",
    examples=(
        holds("Ready to leave, nothing checked", told(K.READY_FOR_RELEASE, 0), asked=0.1),
        does_not_hold(
            "Checked an hour before", told(K.RELEASE_SAFETY_CHECK, 0), told(K.READY_FOR_RELEASE, 0.04), asked=1
        ),
        on_the_edge(
            "Checked 49 hours before, in an earlier stay",
            told(K.RELEASE_SAFETY_CHECK, 0),
            told(K.READY_FOR_RELEASE, 49 / 24),
            asked=3,
            expected=Certainty.CERTAINLY,
        ),
        on_the_edge(
            "Charged before leaving",
            told(K.RELEASED, 0, disposal="CHARGED"),
            asked=1,
            expected=Certainty.NO,
        ),
        known_late(
            "The whole stay is received two days later",
            told(K.RELEASED, 0, known=2, disposal="RUI"),
            asked=3,
            known_day=2,
        ),
    ),
)

RELEASED_AT_NIGHT = Rule(
    id="R052",
    group=Group.CUSTODY,
    title="Released out of hours, away from home",
    sentence="A child released out of office hours away from home is handed to somebody, never to the street.",
    why="At night nobody at home is told, nobody local knows the child, and the line does.",
    anchor=(Pattern(K.RELEASED, (Has("out_of_hours"),), "release out of office hours"),),
    needs=(AgeBelow(P.ADULT_AT), AtLeast(1, AWAY_IN_CUSTODY, within=P.CUSTODY_STAY)),
    asks_for=(TELL_HOME,),
    whose_turn=TurnTaker.HOME_DUTY_TEAM,
    how_soon=BEFORE_RELEASE,
    do=("Ring the out-of-hours team of the home area and the duty worker.", "Wait until somebody has come."),
    do_not=("Do not hand over a train ticket and open the door.",),
    source=("003:314", "002:97"),
    basis="Event-driven.",
    caveat="Out-of-hours services differ from place to place.",
    examples=(
        holds(
            "Released at night, arrested away from home the day before",
            told(K.ARREST, 0, away_from_home_area=True),
            told(K.RELEASED, 0.7, out_of_hours=True),
            asked=1,
        ),
        does_not_hold(
            "Released at noon",
            told(K.ARREST, 0, away_from_home_area=True),
            told(K.RELEASED, 0.1, out_of_hours=False, away_from_home_area=True),
            asked=1,
        ),
        on_the_edge(
            "Nobody recorded where home is",
            told(K.RELEASED, 0.7, out_of_hours=True),
            asked=1,
            expected=Certainty.CANNOT_SAY,
        ),
        known_late(
            "Received in the morning; the home area was then told",
            told(K.RELEASED, 0, known=0.3, out_of_hours=True, away_from_home_area=True),
            told(K.HOME_AREA_TOLD, 0.4),
            asked=1,
            known_day=0.3,
            answered=True,
        ),
    ),
)

NOBODY_COMES = Rule(
    id="R053",
    group=Group.CUSTODY,
    title="Nobody comes to collect",
    sentence="When a child is ready to leave custody and nobody has come, both areas' duty managers are rung.",
    why="Children have waited most of a night in a cell with nothing left to hold them for.",
    anchor=(READY,),
    needs=(AgeBelow(P.ADULT_AT),),
    clock=Without(
        Answer(
            (Pattern(K.COLLECTED_BY_ADULT, (), "the child collected by a responsible adult"),),
            "No responsible adult is recorded as having come.",
            same_episode=True,
        ),
        P.COLLECTION_ALARM,
    ),
    whose_turn=TurnTaker.HOST_SOCIAL_CARE,
    how_soon=BY_THE_LIMIT,
    do=("Ring the duty managers of both areas.", "Write down how long the child has waited."),
    do_not=("Do not release the child alone to end the wait.",),
    source=("003:316-320",),
    basis="The source tells of six hours; the alarm is a local setting.",
    caveat="Distance makes some waits unavoidable. The call is not.",
    examples=(
        holds("Three hours, and nobody", told(K.READY_FOR_RELEASE, 0), asked=3 / 24),
        does_not_hold(
            "Collected after an hour", told(K.READY_FOR_RELEASE, 0), told(K.COLLECTED_BY_ADULT, 1 / 24), asked=1
        ),
        on_the_edge(
            "A minute before the two hours are over",
            told(K.READY_FOR_RELEASE, 0),
            asked=119 / 1440,
            expected=Certainty.NO,
        ),
        on_the_edge(
            "On the minute",
            told(K.READY_FOR_RELEASE, 0),
            asked=120 / 1440,
            expected=Certainty.CERTAINLY,
        ),
        known_late(
            "Collected after six hours; both were received the next day",
            told(K.READY_FOR_RELEASE, 0, known=1),
            told(K.COLLECTED_BY_ADULT, 0.25, known=1),
            asked=2,
            known_day=1,
            answered=True,
        ),
    ),
)

BOTH_REFUSE = Rule(
    id="R054",
    group=Group.CUSTODY,
    title="Home and host area both refuse",
    sentence="When both areas have refused to collect a child, a named senior person decides now.",
    why="While two areas argue, the child stays in a cell or goes with whoever comes.",
    anchor=(HOST_REFUSED,),
    needs=(AgeBelow(P.ADULT_AT), AtLeast(1, (HOME_REFUSED,), within=P.CUSTODY_STAY, after=P.CUSTODY_STAY)),
    asks_for=(
        Answer(
            (Pattern(K.COLLECTED_BY_ADULT, (), "the child collected by a responsible adult"),),
            "No responsible adult is recorded as having come.",
        ),
    ),
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=STRAIGHT_AWAY,
    do=("Name one senior person in each area.", "Until they decide: home convenes, host keeps the child safe."),
    do_not=("Do not let the police station be the answer.",),
    source=("003:318", "004:129"),
    basis="Event-driven. Who is responsible depends on the circumstances; the default is ours.",
    caveat="This does not decide who is right in law.",
    examples=(
        holds(
            "Home refused, then host",
            told(K.COLLECTION_REFUSED, 0, area_side="HOME"),
            told(K.COLLECTION_REFUSED, 0.1, area_side="HOST"),
            asked=1,
        ),
        does_not_hold("Only the host area refused", told(K.COLLECTION_REFUSED, 0, area_side="HOST"), asked=1),
        on_the_edge(
            "Both refused in the same minute",
            told(K.COLLECTION_REFUSED, 0, area_side="HOST"),
            told(K.COLLECTION_REFUSED, 0, area_side="HOME"),
            asked=1,
            expected=Certainty.CERTAINLY,
        ),
        known_late(
            "The home area's refusal is received the next day",
            told(K.COLLECTION_REFUSED, 0, known=1, area_side="HOME"),
            told(K.COLLECTION_REFUSED, 0.1, area_side="HOST"),
            asked=2,
            known_day=1,
        ),
    ),
)

RULES = (TAKEN_MEANS_OWED, SAFE_TO_LEAVE, RELEASED_AT_NIGHT, NOBODY_COMES, BOTH_REFUSE)
