"""Rules about a child who is away: missing for weeks, found far from home, found at a cuckooed address.

In:  the patterns rules share.
Out: RULES, each with its worked examples.
"""

from datetime import date

from reachable.kernel.certainty import Certainty
from reachable.kernel.when import When
from reachable.rules.domain.catalogue.patterns import (
    ANSWER_THE_NRM,
    ARREST_AWAY,
    CUCKOOED,
    FOUND_AWAY,
    FOUND_FAR,
    MISSING,
    RETURNED,
    TELL_HOME,
    TELL_SOCIAL_CARE,
)
from reachable.rules.domain.definition import AgeBelow, Answer, Group, Rule, Without
from reachable.rules.domain.examples import does_not_hold, holds, known_late, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import BY_THE_LIMIT, SAME_DAY, STRAIGHT_AWAY, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import RoleInEvent

MISSING_FOR_WEEKS = Rule(
    id="R001",
    group=Group.RECOGNITION,
    title="Missing measured in weeks",
    sentence="When an absence is measured in weeks, a crisis intervention starts.",
    why="Weeks away from home mean that somebody feeds, houses and uses the child.",
    anchor=(MISSING,),
    needs=(AgeBelow(P.ADULT_AT),),
    clock=Without(Answer((RETURNED,), "The child is not recorded as found.", same_episode=True), P.MISSING_FOR_WEEKS),
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=BY_THE_LIMIT,
    do=("Call home police, social care and the worker the child trusts together now.", "Agree who looks where."),
    do_not=("Do not wait until the child is found to plan the return.",),
    source=("004:543",),
    basis="The report says 'weeks'; the number is a local setting.",
    caveat="A shorter absence can be just as dangerous. Judgement may act earlier.",
    examples=(
        holds("Away for fifteen days", told(K.MISSING_REPORTED, 0), asked=15),
        does_not_hold(
            "Back after five days",
            told(K.MISSING_REPORTED, 0, episode="one"),
            told(K.MISSING_FOUND, 5, episode="one"),
            asked=20,
        ),
        on_the_edge(
            "Found on the fourteenth day",
            told(K.MISSING_REPORTED, 0),
            told(K.MISSING_FOUND, 14),
            asked=20,
            expected=Certainty.NO,
        ),
        on_the_edge(
            "Found on the fifteenth day",
            told(K.MISSING_REPORTED, 0),
            told(K.MISSING_FOUND, 15),
            asked=20,
            expected=Certainty.CERTAINLY,
            answered=True,
        ),
        known_late(
            "The report is received on day 20, the return on day 21",
            told(K.MISSING_REPORTED, 0, known=20),
            told(K.MISSING_FOUND, 21),
            asked=22,
            known_day=20,
            answered=True,
        ),
    ),
)

FOUND_AWAY_FROM_HOME = Rule(
    id="R006",
    group=Group.RECOGNITION,
    title="Found away from the home area",
    sentence="When a child is found away from the home area, the home area is told the same day.",
    why="The area that finds a child seldom knows what the home area knows.",
    anchor=(FOUND_AWAY, FOUND_FAR, ARREST_AWAY),
    needs=(AgeBelow(P.ADULT_AT),),
    asks_for=(TELL_HOME,),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HOST_SOCIAL_CARE,
    how_soon=SAME_DAY,
    do=("Ring the home area's duty team.", "Agree who brings the child home and who meets them.", "Consider the NRM."),
    do_not=("Do not put the child on a train alone.", "Do not treat a missing ticket as the whole story."),
    source=("000:427", "000:233-234", "004:793"),
    basis="The distance and the same day are local settings.",
    caveat="Family visits and other good reasons exist: check the reason first.",
    examples=(
        holds("Found with no reason that was checked", told(K.FOUND_AWAY_FROM_HOME, 0), asked=1),
        does_not_hold(
            "Found visiting an aunt, which was checked", told(K.FOUND_AWAY_FROM_HOME, 0, reason_verified=True), asked=1
        ),
        on_the_edge(
            "Found exactly twenty miles from home",
            told(K.MISSING_FOUND, 0, miles_from_home=20.0),
            asked=1,
            expected=Certainty.CERTAINLY,
        ),
        on_the_edge(
            "Found; nobody wrote down how far from home",
            told(K.MISSING_FOUND, 0),
            asked=1,
            expected=Certainty.CANNOT_SAY,
        ),
        known_late(
            "Arrested 90 miles away, received three days later",
            told(K.ARREST, 0, known=3, away_from_home_area=True),
            told(K.HOME_AREA_TOLD, 4),
            asked=5,
            known_day=3,
            answered=True,
        ),
    ),
)

AT_A_CUCKOOED_ADDRESS = Rule(
    id="R010",
    group=Group.RECOGNITION,
    title="Found at a cuckooed address",
    sentence="A child found at a cuckooed address is treated as a possible victim.",
    why="Children are put into taken-over homes to hold and sell drugs, often for days without food or sleep.",
    anchor=(CUCKOOED,),
    needs=(AgeBelow(P.ADULT_AT),),
    asks_for=(TELL_SOCIAL_CARE, ANSWER_THE_NRM),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HOST_SOCIAL_CARE,
    how_soon=STRAIGHT_AWAY,
    do=("Get the child checked by a nurse or doctor.", "Refer to children's social care.", "Consider the NRM."),
    do_not=("Do not record the child as an occupier or a dealer.",),
    source=("001:33", "004:109", "000:1517"),
    basis="Event-driven; no number.",
    caveat="A young child of the person who lives there is included, and needs help of another kind.",
    examples=(
        holds("Found, and nothing else recorded", told(K.FOUND_AT_CUCKOOED_ADDRESS, 0), asked=1),
        does_not_hold(
            "She told police what she had seen there; she had not been found there",
            told(K.FOUND_AT_CUCKOOED_ADDRESS, 0, role=RoleInEvent.WITNESS),
            asked=1,
        ),
        on_the_edge(
            "The day before the eighteenth birthday",
            told(K.FOUND_AT_CUCKOOED_ADDRESS, 0),
            asked=1,
            expected=Certainty.CERTAINLY,
            born=When.on(date(2008, 6, 2)),
        ),
        on_the_edge(
            "The eighteenth birthday",
            told(K.FOUND_AT_CUCKOOED_ADDRESS, 0),
            asked=1,
            expected=Certainty.NO,
            born=When.on(date(2008, 6, 1)),
        ),
        known_late(
            "Received ten days later; a strategy discussion, but no word about the NRM",
            told(K.FOUND_AT_CUCKOOED_ADDRESS, 0, known=10),
            told(K.STRATEGY_DISCUSSION, 11),
            asked=12,
            known_day=10,
        ),
    ),
)

RULES = (MISSING_FOR_WEEKS, FOUND_AWAY_FROM_HOME, AT_A_CUCKOOED_ADDRESS)
