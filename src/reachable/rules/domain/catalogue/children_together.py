"""Rules about children together: at one place, referred about the same time, or friends of a child who was hurt.

In:  the patterns rules share.
Out: RULES, each with its worked examples. Another child is always a role, and its record is its own.
"""

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.catalogue.patterns import (
    ANY_ARREST,
    CUCKOOED,
    FOUND_AWAY,
    HURT_BY_OTHERS,
    ROBBED,
    SUPPLY_ARREST,
    TELL_SOCIAL_CARE,
    THREATENED,
)
from reachable.rules.domain.definition import (
    AgeBelow,
    Answer,
    Around,
    Group,
    HappenedTo,
    Pattern,
    Rule,
    SeveralChildren,
    Together,
    What,
)
from reachable.rules.domain.examples import does_not_hold, holds, known_late, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import HowSoon, Pace, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K

CAME_TO_NOTICE: What = (
    Pattern(K.CONCERN_RAISED, (), "a concern"),
    Pattern(K.SIGN_NOTICED, (), "a sign that somebody noticed"),
    CUCKOOED,
    FOUND_AWAY,
    SUPPLY_ARREST,
    ROBBED,
)
REFERRED: What = (
    Pattern(K.REFERRAL, (), "a referral to children's social care"),
    Pattern(K.CONCERN_RAISED, (), "a concern"),
)
SERIOUS: What = (Pattern(K.ASSAULT_ON_CHILD, (), "an assault"), HURT_BY_OTHERS, ROBBED, THREATENED)
SEEN_TOGETHER: What = (
    ANY_ARREST,
    Pattern(K.STOP_SEARCH, (), "a stop and search"),
    Pattern(K.STOPPED, (), "a stop by police"),
    Pattern(K.INCIDENT, (), "an incident"),
    Pattern(K.MISSING_FOUND, (), "being found after going missing"),
    Pattern(K.SIGHTING, (), "being seen"),
    CUCKOOED,
    FOUND_AWAY,
)
SEEN_SINCE: What = (
    Pattern(K.SOCIAL_WORK_VISIT, (), "a social work visit"),
    Pattern(K.WORKER_MET, (), "a meeting with a worker"),
    Pattern(K.CONTACT, (), "contact with a service"),
    Pattern(K.DEBT_AND_THREAT_CHECK, (), "debt and threats asked about"),
)

SEVERAL_AT_A_PLACE = Rule(
    id="R020",
    group=Group.RECOGNITION,
    title="Several children at one place",
    sentence="When several children come to notice at one place, somebody looks at the place.",
    why="What draws children to a place is not a fault of any of them, and no plan for one child changes it.",
    anchor=CAME_TO_NOTICE,
    needs=(
        AgeBelow(P.ADULT_AT),
        SeveralChildren(P.PLACE_CHILDREN, CAME_TO_NOTICE, within=P.PLACE_WINDOW, around=Around.SAME_PLACE),
    ),
    asks_for=(TELL_SOCIAL_CARE,),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.COORDINATOR,
    how_soon=HowSoon(Pace.BY_THE_LIMIT, P.EARLY_SUPPORT),
    do=(
        "Look at the place: who is there, who runs it, what can be changed.",
        "Ask each child's worker what they know.",
    ),
    do_not=("Do not treat a child as a friend of the others because they were at one place.",),
    source=("000:440",),
    basis="The number of children and the time are local settings.",
    caveat="A place counts only where it can link people: never a hospital, a school, a home or a busy centre.",
    examples=(
        holds(
            "The third child in a month at one flat",
            told(K.CONCERN_RAISED, 0, child="A", at="flat 2, mill lane"),
            told(K.FOUND_AT_CUCKOOED_ADDRESS, 20, child="B", at="flat 2, mill lane"),
            told(K.CONCERN_RAISED, 30, at="flat 2, mill lane"),
            asked=31,
        ),
        does_not_hold(
            "Three concerns, two of them of one other child",
            told(K.CONCERN_RAISED, 0, child="A", at="flat 2, mill lane"),
            told(K.CONCERN_RAISED, 20, child="A", at="flat 2, mill lane"),
            told(K.CONCERN_RAISED, 30, at="flat 2, mill lane"),
            asked=31,
        ),
        does_not_hold(
            "The place says nothing about who was there together",
            told(K.CONCERN_RAISED, 0, child="A"),
            told(K.CONCERN_RAISED, 20, child="B"),
            told(K.CONCERN_RAISED, 30),
            asked=31,
        ),
        on_the_edge(
            "The first of the three was 90 days before",
            told(K.CONCERN_RAISED, 0, child="A", at="the arches"),
            told(K.CONCERN_RAISED, 20, child="B", at="the arches"),
            told(K.CONCERN_RAISED, 90, at="the arches"),
            asked=91,
            expected=Certainty.CERTAINLY,
        ),
        on_the_edge(
            "The first of the three was 91 days before",
            told(K.CONCERN_RAISED, 0, child="A", at="the arches"),
            told(K.CONCERN_RAISED, 20, child="B", at="the arches"),
            told(K.CONCERN_RAISED, 91, at="the arches"),
            asked=92,
            expected=Certainty.NO,
        ),
        known_late(
            "What was known of the second child is received two weeks later",
            told(K.CONCERN_RAISED, 0, child="A", at="the arches"),
            told(K.CONCERN_RAISED, 20, known=44, child="B", at="the arches"),
            told(K.CONCERN_RAISED, 30, at="the arches"),
            asked=45,
            known_day=44,
        ),
    ),
)

FRIENDS_REFERRED = Rule(
    id="R021",
    group=Group.RECOGNITION,
    title="Friends referred about the same time",
    sentence="When children who know each other are referred about the same time, somebody looks at the group.",
    why="Each referral alone may look small. Together they say that somebody is working on a group of friends.",
    anchor=REFERRED,
    needs=(
        AgeBelow(P.ADULT_AT),
        SeveralChildren(P.PEER_COUNT, REFERRED, P.PEER_WINDOW, Around.PEERS, together=SEEN_TOGETHER),
    ),
    asks_for=(TELL_SOCIAL_CARE,),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.REFERRAL_HUB,
    how_soon=HowSoon(Pace.BY_THE_LIMIT, P.EARLY_SUPPORT),
    do=("Read the referrals together.", "Ask what the group needs, and who else belongs to it."),
    do_not=("Do not count a friend's trouble against this child.",),
    source=("000:439",),
    basis="The number and the time are local settings.",
    caveat="Only children whom an agency named in one event count as knowing each other.",
    examples=(
        holds(
            "Stopped together; the friend was referred a month before",
            told(K.STOPPED, 0, beside=("A",)),
            told(K.REFERRAL, 5, child="A"),
            told(K.CONCERN_RAISED, 35),
            asked=36,
        ),
        does_not_hold(
            "Another child was referred whom nobody named with this one",
            told(K.STOPPED, 0),
            told(K.REFERRAL, 5, child="A"),
            told(K.CONCERN_RAISED, 35),
            asked=36,
        ),
        on_the_edge(
            "Referred 61 days apart",
            told(K.STOPPED, 0, beside=("A",)),
            told(K.REFERRAL, 5, child="A"),
            told(K.CONCERN_RAISED, 66),
            asked=67,
            expected=Certainty.NO,
        ),
        known_late(
            "The stop that names both is received last",
            told(K.REFERRAL, 5, child="A"),
            told(K.CONCERN_RAISED, 35),
            told(K.STOPPED, 0, known=50, beside=("A",)),
            told(K.STRATEGY_DISCUSSION, 51),
            asked=52,
            known_day=50,
            answered=True,
        ),
    ),
)

A_FRIEND_WAS_HURT = Rule(
    id="R134",
    group=Group.CASEWORK,
    title="Something serious happened to a friend",
    sentence="When something serious happens to one child, their own worker sees each child who was lately with them.",
    why="Whoever was there may be next, may owe for what was lost, or may be made to hit back.",
    happened_to=HappenedTo.A_PEER,
    anchor=SERIOUS,
    needs=(AgeBelow(P.ADULT_AT), Together(SEEN_TOGETHER, within=P.PEER_LINK)),
    asks_for=(Answer(SEEN_SINCE, "Nobody has recorded seeing this child since."),),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=HowSoon(Pace.BY_THE_LIMIT, P.PEER_CHECK),
    do=(
        "Let the adult this child trusts ask how they are, and what they are afraid of.",
        "Ask about debt and threats.",
    ),
    do_not=("Do not tell this child or family anything of the other child's record.",),
    source=("003:232",),
    basis="The report names the ripple; both times are local settings.",
    caveat="Having been in one event makes nobody a friend, or an enemy.",
    examples=(
        holds(
            "Arrested together; the other was stabbed five days later",
            told(K.ARREST, 0, beside=("A",)),
            told(K.ASSAULT_ON_CHILD, 5, child="A"),
            asked=6,
        ),
        does_not_hold(
            "Nobody named the two children in one event",
            told(K.ARREST, 0),
            told(K.ASSAULT_ON_CHILD, 5, child="A"),
            asked=6,
        ),
        on_the_edge(
            "Last named together 181 days before",
            told(K.ARREST, 0, beside=("A",)),
            told(K.ASSAULT_ON_CHILD, 181, child="A"),
            asked=182,
            expected=Certainty.NO,
        ),
        on_the_edge(
            "The other child's record names this one; a visit the day before is no answer",
            told(K.SIGHTING, 0, child="A", beside=("this",)),
            told(K.SOCIAL_WORK_VISIT, 4),
            told(K.THREAT, 5, child="A"),
            asked=6,
            expected=Certainty.CERTAINLY,
        ),
        known_late(
            "The hospital's file comes a week later; the worker visits the next day",
            told(K.ARREST, 0, beside=("A",)),
            told(K.HOSPITAL_ATTENDANCE, 5, known=12, child="A", weapon=True),
            told(K.SOCIAL_WORK_VISIT, 13),
            asked=14,
            known_day=12,
            answered=True,
        ),
    ),
)

RULES = (SEVERAL_AT_A_PLACE, FRIENDS_REFERRED, A_FRIEND_WAS_HURT)
