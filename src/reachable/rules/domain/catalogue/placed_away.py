"""Rules about a child living away: placed far from home, in custody, about to come out.

In:  the patterns rules share.
Out: RULES, each with its worked examples.
"""

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.catalogue.patterns import ASK_ABOUT_DEBT, CHANGE_THE_PLAN, SIGNS_OF_EXPLOITATION
from reachable.rules.domain.definition import (
    AgeBelow,
    Answer,
    AtLeast,
    Either,
    Group,
    Has,
    Lacks,
    Pattern,
    Reaches,
    Rule,
    What,
    Without,
)
from reachable.rules.domain.examples import does_not_hold, holds, known_late, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import BY_THE_LIMIT, SAME_DAY, STRAIGHT_AWAY, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K

NO_ADDRESS: What = (
    Pattern(K.RELEASE_PLANNED, (Lacks("accommodation_confirmed"),), "a release date set with no address confirmed"),
    Pattern(K.RELEASED_FROM_CUSTODY, (Lacks("accommodation_confirmed"),), "release with no address confirmed"),
)

PLACED_FAR_AWAY = Rule(
    id="R095",
    group=Group.PLACEMENT,
    title="A child at risk placed far from home",
    sentence="A child with signs of exploitation is placed far from home only with a plan that a named person owns.",
    why="Distance cuts a child off from everybody but the line, which has a telephone.",
    anchor=(
        Pattern(
            K.PLACEMENT_STARTED,
            (Either((Reaches("miles_from_home", P.FAR_PLACEMENT), Has("out_of_area"))),),
            "a placement far from home or out of the area",
        ),
        Pattern(K.SECURE_STARTED, (Has("out_of_area"),), "a secure placement out of the area"),
    ),
    needs=(AgeBelow(P.ADULT_AT), AtLeast(1, SIGNS_OF_EXPLOITATION, within=P.REPEAT_WINDOW)),
    asks_for=(CHANGE_THE_PLAN,),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=STRAIGHT_AWAY,
    do=(
        "Ask the host police what is around the address.",
        "Tell the host authority, school and health.",
        "Agree how the adult the child trusts keeps in touch, and how family visit.",
    ),
    do_not=("Do not move the risk with the child, and call it safety.",),
    source=("004:1064", "004:546"),
    basis="The distance is a local setting; the regulations ask for approval and notice of any distant placement.",
    caveat="Some moves save lives, and some children ask for them. Write down the child's own wish.",
    examples=(
        holds(
            "Missing in the spring, placed sixty miles away",
            told(K.MISSING_REPORTED, 0),
            told(K.PLACEMENT_STARTED, 40, miles_from_home=60.0, out_of_area=True),
            asked=41,
        ),
        does_not_hold(
            "Placed four miles away",
            told(K.MISSING_REPORTED, 0),
            told(K.PLACEMENT_STARTED, 40, miles_from_home=4.0, out_of_area=False),
            asked=41,
        ),
        on_the_edge(
            "Exactly twenty miles",
            told(K.MISSING_REPORTED, 0),
            told(K.PLACEMENT_STARTED, 40, miles_from_home=20.0, out_of_area=False),
            asked=41,
            expected=Certainty.CERTAINLY,
        ),
        known_late(
            "Police intelligence about the year before is received after the move; a strategy discussion follows",
            told(K.FOUND_AT_CUCKOOED_ADDRESS, 0, known=45),
            told(K.PLACEMENT_STARTED, 40, miles_from_home=60.0),
            told(K.STRATEGY_DISCUSSION, 46),
            asked=47,
            known_day=45,
            answered=True,
        ),
    ),
)

DEBT_INSIDE = Rule(
    id="R061",
    group=Group.CUSTODY,
    title="Arrived in custody: debt not asked about",
    sentence="Soon after a child arrives in a young offender institution, somebody asks about debt.",
    why="Debts follow a child inside, and new ones wait on the wing from the first night.",
    anchor=(Pattern(K.CUSTODY_STARTED, (), "arrival in a young offender institution"),),
    needs=(AgeBelow(P.ADULT_AT),),
    clock=Without(ASK_ABOUT_DEBT, P.CUSTODY_DEBT),
    whose_turn=TurnTaker.YOUNG_OFFENDER_INSTITUTION,
    how_soon=BY_THE_LIMIT,
    do=("Ask in reception and again on the third day.", "Tell the youth justice worker.", "Choose the wing with care."),
    do_not=("Do not take the first no for an answer.",),
    source=("003:714",),
    basis="The time is a local setting.",
    caveat="A child may deny it. Ask again.",
    examples=(
        holds("Four days inside, nobody asked", told(K.CUSTODY_STARTED, 0), asked=4),
        does_not_hold("Asked on the second day", told(K.CUSTODY_STARTED, 0), told(K.DEBT_AND_THREAT_CHECK, 1), asked=4),
        on_the_edge(
            "Asked at the end of the third day, to the minute",
            told(K.CUSTODY_STARTED, 0),
            told(K.DEBT_AND_THREAT_CHECK, 3),
            asked=4,
            expected=Certainty.NO,
        ),
        known_late("Arrival received a week later", told(K.CUSTODY_STARTED, 0, known=7), asked=8, known_day=7),
    ),
)

NOWHERE_TO_GO = Rule(
    id="R136",
    group=Group.CASEWORK,
    title="Coming out with nowhere to go",
    sentence="A child about to leave custody with no address confirmed is taken up to a senior person.",
    why="A child with no bed on the day of release rings whoever will answer.",
    anchor=NO_ADDRESS,
    needs=(AgeBelow(P.ADULT_AT),),
    asks_for=(
        Answer(
            (
                Pattern(K.RELEASE_PLANNED, (Has("accommodation_confirmed"),), "an address confirmed for release"),
                Pattern(K.PLACEMENT_STARTED, (), "a placement started"),
            ),
            "No address is recorded as confirmed.",
        ),
    ),
    whose_turn=TurnTaker.YOUTH_JUSTICE,
    how_soon=SAME_DAY,
    do=("Bring youth justice, social care and the institution together.", "Offer the family mediation."),
    do_not=("Do not send the child to an office on the day of release.",),
    source=("003:715", "003:716"),
    basis="The source gives no time; we ask on the day the date is set.",
    caveat="Late transfers between institutions undo what was arranged. Ask again after each.",
    examples=(
        holds("A date, and no address", told(K.RELEASE_PLANNED, 0), asked=1),
        does_not_hold("An address was confirmed", told(K.RELEASE_PLANNED, 0, accommodation_confirmed=True), asked=1),
        on_the_edge(
            "Released with no address; a placement began the same hour",
            told(K.RELEASED_FROM_CUSTODY, 0, accommodation_confirmed=False),
            told(K.PLACEMENT_STARTED, 0.04),
            asked=1,
            expected=Certainty.CERTAINLY,
            answered=True,
        ),
        known_late(
            "The date is received three weeks after it was set",
            told(K.RELEASE_PLANNED, 0, known=21, accommodation_confirmed=False),
            asked=22,
            known_day=21,
        ),
    ),
)

MOVED_BEFORE_RELEASE = Rule(
    id="R138",
    group=Group.CASEWORK,
    title="Moved after the release date was set",
    sentence="When a child in custody is moved after the release date was set, the release is planned anew.",
    why="A late move breaks visits, meetings and who will stand at the gate.",
    anchor=(Pattern(K.CUSTODY_MOVE, (), "a move to another institution"),),
    needs=(
        AgeBelow(P.ADULT_AT),
        AtLeast(1, (Pattern(K.RELEASE_PLANNED, (), "a release date set"),), within=P.RELEASE_WINDOW),
    ),
    asks_for=(
        Answer(
            (
                Pattern(K.RELEASE_PLANNED, (Has("accommodation_confirmed"),), "an address confirmed for release"),
                Pattern(K.PLAN_REVIEWED, (), "a plan reviewed"),
            ),
            "The release is not recorded as planned anew.",
        ),
    ),
    whose_turn=TurnTaker.YOUTH_JUSTICE,
    how_soon=SAME_DAY,
    do=("Agree again who meets the child at the gate.", "Arrange visits at the new place."),
    do_not=("Do not leave it to the new institution.",),
    source=("003:716",),
    basis="The source tells of four weeks; the alarm is a local setting.",
    caveat="Some moves bring a child nearer home.",
    examples=(
        holds("Moved a month after the date was set", told(K.RELEASE_PLANNED, 0), told(K.CUSTODY_MOVE, 30), asked=31),
        does_not_hold("Moved, with no date set", told(K.CUSTODY_MOVE, 30), asked=31),
        on_the_edge(
            "57 days after the date was set",
            told(K.RELEASE_PLANNED, 0),
            told(K.CUSTODY_MOVE, 57),
            asked=58,
            expected=Certainty.NO,
        ),
        known_late(
            "The move is received ten days later; the plan was then reviewed",
            told(K.RELEASE_PLANNED, 0),
            told(K.CUSTODY_MOVE, 20, known=30),
            told(K.PLAN_REVIEWED, 31),
            asked=32,
            known_day=30,
            answered=True,
        ),
    ),
)

RULES = (PLACED_FAR_AWAY, DEBT_INSIDE, NOWHERE_TO_GO, MOVED_BEFORE_RELEASE)
