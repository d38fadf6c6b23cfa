"""Rules that put things together: what several agencies hold, care with missing and exclusion, and how old somebody is.

In:  the patterns rules share.
Out: RULES, each with its worked examples.
"""

from datetime import date

from reachable.kernel.certainty import Certainty
from reachable.kernel.when import When
from reachable.rules.domain.catalogue.patterns import (
    ANSWER_THE_NRM,
    ANY_ARREST,
    CHANGE_THE_PLAN,
    CUCKOOED,
    DRUGS_TAKEN,
    FOUND_AWAY,
    HIDDEN_INSIDE,
    HURT_BY_OTHERS,
    MISSING,
    OFFER_SUPPORT,
    ROBBED,
    SUPPLY_ARREST,
    TELL_SOCIAL_CARE,
    THREATENED,
)
from reachable.rules.domain.definition import (
    AgeAtLeast,
    AgeBelow,
    AtLeast,
    During,
    Group,
    Pattern,
    Rule,
    ToldBy,
    Unless,
    What,
)
from reachable.rules.domain.examples import does_not_hold, holds, known_late, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import SAME_DAY, STRAIGHT_AWAY, HowSoon, Pace, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K

EXCLUDED: What = (
    Pattern(K.EXCLUSION_FIXED, (), "a suspension from school"),
    Pattern(K.EXCLUSION_PERMANENT, (), "a permanent exclusion"),
)
PLACED: What = (Pattern(K.PLACEMENT_STARTED, (), "a placement"),)
WITH_A_LINE: What = (SUPPLY_ARREST, HIDDEN_INSIDE, CUCKOOED)
STRATEGY: What = (Pattern(K.STRATEGY_DISCUSSION, (), "a strategy discussion"),)
SIGNS: What = (
    MISSING,
    FOUND_AWAY,
    CUCKOOED,
    SUPPLY_ARREST,
    DRUGS_TAKEN,
    HIDDEN_INSIDE,
    THREATENED,
    ROBBED,
    HURT_BY_OTHERS,
    *EXCLUDED,
    Pattern(K.CONCERN_RAISED, (), "a concern"),
    Pattern(K.PARENT_ASKED_FOR_HELP, (), "a parent asking for help"),
)

SEVERAL_AGENCIES = Rule(
    id="L002",
    group=Group.RECOGNITION,
    title="Several agencies each hold a piece",
    sentence="When several kinds of agency each tell of a sign and nobody has met about the child, they meet.",
    why="Each piece is small where it is kept. Nobody has ever seen them side by side.",
    anchor=SIGNS,
    needs=(
        AgeBelow(P.ADULT_AT),
        ToldBy(P.AGENCIES_COUNT, SIGNS, within=P.AGENCIES_WINDOW),
        Unless(STRATEGY, before=P.AGENCIES_WINDOW),
    ),
    asks_for=(CHANGE_THE_PLAN,),
    one_moment=P.AGENCIES_WINDOW,
    whose_turn=TurnTaker.REFERRAL_HUB,
    how_soon=SAME_DAY,
    do=("Ask everybody who holds a piece to one discussion.", "Agree who speaks to the child."),
    do_not=("Do not weigh each sign alone.",),
    source=(),
    basis="Working Together to Safeguard Children asks for a discussion; the count and the time are local settings.",
    caveat="Many agencies may tell of one bad week. What counts is different kinds of agency.",
    examples=(
        holds(
            "Police, school and hospital in six weeks",
            told(K.SEIZURE, 0, agency="HOME_POLICE_FORCE", drugs=True),
            told(K.EXCLUSION_FIXED, 20, agency="SCHOOL"),
            told(K.HOSPITAL_ATTENDANCE, 40, agency="EMERGENCY_DEPARTMENT", assault=True),
            asked=41,
        ),
        does_not_hold(
            "Three signs, two of them told by police",
            told(K.SEIZURE, 0, agency="HOME_POLICE_FORCE", drugs=True),
            told(K.MISSING_REPORTED, 20, agency="HOME_POLICE_FORCE"),
            told(K.EXCLUSION_FIXED, 40, agency="SCHOOL"),
            asked=41,
        ),
        on_the_edge(
            "The first sign was 61 days before the last",
            told(K.SEIZURE, 0, agency="HOME_POLICE_FORCE", drugs=True),
            told(K.EXCLUSION_FIXED, 20, agency="SCHOOL"),
            told(K.HOSPITAL_ATTENDANCE, 61, agency="EMERGENCY_DEPARTMENT", assault=True),
            asked=62,
            expected=Certainty.NO,
        ),
        known_late(
            "What the school knew is received last",
            told(K.SEIZURE, 0, agency="HOME_POLICE_FORCE", drugs=True),
            told(K.EXCLUSION_FIXED, 20, known=50, agency="SCHOOL"),
            told(K.HOSPITAL_ATTENDANCE, 40, agency="EMERGENCY_DEPARTMENT", assault=True),
            told(K.STRATEGY_DISCUSSION, 51),
            asked=52,
            known_day=50,
            answered=True,
        ),
    ),
)

CARE_MISSING_AND_EXCLUDED = Rule(
    id="R029",
    group=Group.RECOGNITION,
    title="In care, missing and out of school",
    sentence="A child in care who went missing and was excluded is assessed for exploitation.",
    why="Each takes away one adult who would have noticed. Together they leave a child to whoever asks first.",
    anchor=(*PLACED, MISSING, *EXCLUDED),
    needs=(
        AgeBelow(P.ADULT_AT),
        AtLeast(1, PLACED, within=P.COMBINATION_WINDOW),
        AtLeast(1, (MISSING,), within=P.COMBINATION_WINDOW),
        AtLeast(1, EXCLUDED, within=P.COMBINATION_WINDOW),
    ),
    asks_for=(CHANGE_THE_PLAN,),
    one_moment=P.AGENCIES_WINDOW,
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=HowSoon(Pace.BY_THE_LIMIT, P.EARLY_SUPPORT),
    do=("Look at all three with the child's own worker.", "Get the child back into a school day."),
    do_not=("Do not explain the one by the other.",),
    source=("001:62",),
    basis="The report names the three together; the time is a local setting.",
    caveat="They often go together for other reasons.",
    examples=(
        holds(
            "Placed, missing and suspended in one spring",
            told(K.PLACEMENT_STARTED, 0),
            told(K.MISSING_REPORTED, 30),
            told(K.EXCLUSION_FIXED, 60, days=3),
            asked=61,
        ),
        does_not_hold(
            "Placed and missing, never excluded",
            told(K.PLACEMENT_STARTED, 0),
            told(K.MISSING_REPORTED, 30),
            asked=61,
        ),
        on_the_edge(
            "Placed a year and a day before the last",
            told(K.PLACEMENT_STARTED, 0),
            told(K.MISSING_REPORTED, 300),
            told(K.EXCLUSION_FIXED, 366, days=3),
            asked=367,
            expected=Certainty.NO,
        ),
        known_late(
            "The school's file comes a month later",
            told(K.PLACEMENT_STARTED, 0),
            told(K.EXCLUSION_FIXED, 20, known=50, days=3),
            told(K.MISSING_REPORTED, 30),
            told(K.PLAN_REVIEWED, 55),
            asked=56,
            known_day=50,
            answered=True,
        ),
    ),
)

PRESUMED_VICTIM = Rule(
    id="R037",
    group=Group.VICTIM_OR_SUSPECT,
    title="Presumed a possible victim",
    sentence="A child well short of adulthood who is linked to a drug line is first of all a child to protect.",
    why="Where somebody decides anew in each case whether a child is a victim, it depends on who is on duty.",
    anchor=WITH_A_LINE,
    needs=(AgeBelow(P.ADULT_AT, presumed=False, short_by=P.SHORT_OF_ADULT),),
    asks_for=(TELL_SOCIAL_CARE, ANSWER_THE_NRM),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=SAME_DAY,
    do=(
        "Answer as for a child in danger.",
        "Bring the child home to help that is there that day.",
        "Consider the NRM.",
    ),
    do_not=("Do not give less to a child in the last weeks before 18.",),
    source=("004:153", "004:802", "004:1088"),
    basis="A recommendation of 2022 and not law; how far short of 18 is a local setting.",
    caveat="Everybody under 18 is a child. This only says where nobody needs to think twice.",
    examples=(
        holds("Arrested for supply at 14", told(K.ARREST, 0, drugs_supply=True), asked=1),
        does_not_hold("Arrested for something else", told(K.ARREST, 0, drugs_supply=False), asked=1),
        on_the_edge(
            "One hundred and one days before the eighteenth birthday",
            told(K.ARREST, 0, drugs_supply=True),
            asked=1,
            expected=Certainty.CERTAINLY,
            born=When.on(date(2008, 9, 10)),
        ),
        on_the_edge(
            "One hundred days before the eighteenth birthday",
            told(K.ARREST, 0, drugs_supply=True),
            asked=1,
            expected=Certainty.NO,
            born=When.on(date(2008, 9, 9)),
        ),
        known_late(
            "Received a week later; referred, and the NRM considered",
            told(K.ARREST, 0, known=7, drugs_supply=True),
            told(K.REFERRAL, 8),
            told(K.NRM_REFERRAL, 8.5),
            asked=9,
            known_day=7,
            answered=True,
        ),
    ),
)

JUST_OVER_18 = Rule(
    id="R049",
    group=Group.VICTIM_OR_SUSPECT,
    title="Arrested just after turning 18",
    sentence="A young adult whom a line used as a child is offered help when arrested, and not only a charge.",
    why="The line does not let go at a birthday. The help does.",
    anchor=(ANY_ARREST,),
    needs=(
        AgeAtLeast(P.ADULT_AT),
        AgeBelow(P.YOUNG_ADULT, presumed=False),
        AtLeast(1, SIGNS, within=P.COMBINATION_WINDOW, apart=P.SUPPORT_RECENT),
    ),
    asks_for=(OFFER_SUPPORT,),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.COORDINATOR,
    how_soon=SAME_DAY,
    do=("Offer the worker the young adult knew.", "Tell the lawyer what is known from before."),
    do_not=("Do not close what was open because of a birthday.",),
    source=("004:635-639",),
    basis="The age up to which help is offered is a local setting.",
    caveat="An adult may refuse, and may be referred to the NRM only if they agree.",
    examples=(
        holds(
            "Eighteen for a month; missing the year before",
            told(K.MISSING_REPORTED, 0),
            told(K.ARREST, 100),
            asked=101,
            born=When.on(date(2008, 8, 1)),
        ),
        does_not_hold("Still fourteen", told(K.MISSING_REPORTED, 0), told(K.ARREST, 100), asked=101),
        on_the_edge(
            "The eighteenth birthday",
            told(K.MISSING_REPORTED, 0),
            told(K.ARREST, 100),
            asked=101,
            expected=Certainty.CERTAINLY,
            born=When.on(date(2008, 9, 9)),
        ),
        on_the_edge(
            "No date of birth",
            told(K.MISSING_REPORTED, 0),
            told(K.ARREST, 100),
            asked=101,
            expected=Certainty.CANNOT_SAY,
            born=When.unknown(),
        ),
        known_late(
            "The missing report of the year before is received after the arrest",
            told(K.MISSING_REPORTED, 0, known=110),
            told(K.ARREST, 100),
            told(K.SUPPORT_OFFERED, 111),
            asked=112,
            known_day=110,
            answered=True,
            born=When.on(date(2008, 8, 1)),
        ),
    ),
)

NOTICED_WITHOUT_SCHOOL = Rule(
    id="L003",
    group=Group.EDUCATION_AND_HEALTH,
    title="Stopped or arrested, and still without a school",
    sentence="When a child who has long been without school comes to the notice of police, a school day is found.",
    why="An empty day is what a line needs. The exclusion and the arrest are one story in two offices.",
    anchor=(
        ANY_ARREST,
        Pattern(K.STOP_SEARCH, (), "a stop and search"),
        Pattern(K.STOPPED, (), "a stop by police"),
        FOUND_AWAY,
    ),
    needs=(
        AgeBelow(P.ADULT_AT),
        During(
            (Pattern(K.EXCLUSION_PERMANENT, (), "a permanent exclusion"),),
            (Pattern(K.SCHOOL_STARTED, (), "a start at a school"), Pattern(K.EXCLUSION_ENDED, (), "its end")),
            "the child is permanently excluded and no start at another school is recorded",
            lasting=P.WITHOUT_SCHOOL,
        ),
    ),
    asks_for=(OFFER_SUPPORT,),
    one_moment=P.SUPPORT_RECENT,
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=STRAIGHT_AWAY,
    do=("Ask the authority for the full-time place it owes.", "Find somebody for the days until then."),
    do_not=("Do not take a place on paper for a school day.",),
    source=(),
    basis="Statutory guidance on exclusion asks for education from the sixth school day; the week is a local setting.",
    caveat="A start at a school that nobody recorded looks like none.",
    examples=(
        holds("Excluded three weeks before", told(K.EXCLUSION_PERMANENT, 0), told(K.STOPPED, 21), asked=22),
        does_not_hold(
            "At another school since",
            told(K.EXCLUSION_PERMANENT, 0),
            told(K.SCHOOL_STARTED, 10, school_type="pupil referral unit"),
            told(K.STOPPED, 21),
            asked=22,
        ),
        on_the_edge(
            "Excluded six days before",
            told(K.EXCLUSION_PERMANENT, 0),
            told(K.STOPPED, 6),
            asked=7,
            expected=Certainty.NO,
        ),
        known_late(
            "The school's file comes after the arrest",
            told(K.EXCLUSION_PERMANENT, 0, known=25),
            told(K.ARREST, 21),
            told(K.SUPPORT_OFFERED, 26),
            asked=27,
            known_day=25,
            answered=True,
        ),
    ),
)

RULES = (SEVERAL_AGENCIES, CARE_MISSING_AND_EXCLUDED, PRESUMED_VICTIM, JUST_OVER_18, NOTICED_WITHOUT_SCHOOL)
