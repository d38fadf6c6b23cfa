"""Rules about what goes on: waiting for an NRM decision, a placement nobody was told of, a short timetable.

In:  the patterns rules share.
Out: RULES, each with its worked examples.
"""

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.definition import (
    AgeBelow,
    Answer,
    Below,
    During,
    Group,
    Has,
    Pattern,
    Rule,
    What,
    Without,
)
from reachable.rules.domain.examples import does_not_hold, holds, known_late, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import BY_THE_LIMIT, SAME_DAY, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K

POSITIVE_GROUNDS: What = (
    Pattern(K.NRM_REASONABLE_GROUNDS, (Has("positive"),), "a positive reasonable grounds decision"),
)
CONCLUDED: What = (
    Pattern(K.NRM_CONCLUSIVE_GROUNDS, (), "a conclusive grounds decision"),
    Pattern(K.NRM_WITHDRAWN, (), "the NRM referral withdrawn"),
)
PLAN_LOOKED_AT: What = (
    Pattern(K.PLAN_STARTED, (), "a plan started"),
    Pattern(K.PLAN_REVIEWED, (), "a plan reviewed"),
)
WAITING = "a positive reasonable grounds decision stands and no conclusive decision is recorded"

PLAN_WHILE_WAITING = Rule(
    id="R069",
    group=Group.NRM,
    title="Nobody looks at the plan while the NRM waits",
    sentence="While a child waits for a conclusive decision, the plan is looked at again and again.",
    why="The wait is long, and the NRM itself keeps nobody safe.",
    anchor=(*POSITIVE_GROUNDS, *PLAN_LOOKED_AT),
    needs=(AgeBelow(P.ADULT_AT), During(POSITIVE_GROUNDS, CONCLUDED, WAITING)),
    clock=Without(
        Answer((*PLAN_LOOKED_AT, *CONCLUDED), "No plan was started or looked at, and no decision is recorded."),
        P.NRM_SUPPORT_PLAN,
    ),
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=BY_THE_LIMIT,
    do=("Look at the plan with the child and the adult they trust.", "Ask what changed since the last time."),
    do_not=("Do not let the NRM stand in for help.",),
    source=("004:1017", "004:1024"),
    basis="How often is a local setting.",
    caveat="A plan that is looked at on paper only counts here too. Ask.",
    examples=(
        holds(
            "A month after the decision, no plan",
            told(K.NRM_REASONABLE_GROUNDS, 0, positive=True),
            asked=30,
        ),
        does_not_hold(
            "The plan was looked at, and the time since is not over",
            told(K.NRM_REASONABLE_GROUNDS, 0, positive=True),
            told(K.PLAN_REVIEWED, 20),
            asked=40,
        ),
        does_not_hold(
            "A conclusive decision came first",
            told(K.NRM_REASONABLE_GROUNDS, 0, positive=True),
            told(K.NRM_CONCLUSIVE_GROUNDS, 27, positive=True),
            asked=40,
        ),
        on_the_edge(
            "The second look came on the twenty-ninth day after the first",
            told(K.NRM_REASONABLE_GROUNDS, 0, positive=True),
            told(K.PLAN_REVIEWED, 10),
            told(K.PLAN_REVIEWED, 39),
            asked=40,
            expected=Certainty.CERTAINLY,
            answered=True,
        ),
        known_late(
            "The decision is received after two months; the plan is looked at the next day",
            told(K.NRM_REASONABLE_GROUNDS, 0, known=60, positive=True),
            told(K.PLAN_REVIEWED, 61),
            asked=62,
            known_day=60,
            answered=True,
        ),
    ),
)

CHARGED_WHILE_WAITING = Rule(
    id="R070",
    group=Group.NRM,
    title="Before a court while the NRM decides",
    sentence="When a child is charged while the NRM decides, the defence, the prosecutor and youth justice are told.",
    why="A defence for victims of trafficking is of use only to those whose lawyer has heard of it.",
    anchor=(Pattern(K.CHARGE, (), "a charge"), Pattern(K.COURT_HEARING, (), "a court hearing")),
    needs=(AgeBelow(P.ADULT_AT), During(POSITIVE_GROUNDS, CONCLUDED, WAITING)),
    asks_for=(
        Answer(
            (
                Pattern(K.YOUTH_JUSTICE_ASSESSMENT, (), "a youth justice assessment"),
                Pattern(K.STRATEGY_DISCUSSION, (), "a strategy discussion"),
            ),
            "No youth justice assessment and no strategy discussion is recorded since.",
        ),
    ),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.YOUTH_JUSTICE,
    how_soon=SAME_DAY,
    do=("Tell the defence and the prosecutor that a decision is waited for.", "Ask for the conclusive decision."),
    do_not=("Do not advise on the plea: that is for the lawyer.",),
    source=("004:322",),
    basis="Event-driven; no number.",
    caveat="Courts decide for themselves, and some offences are left out of the defence.",
    examples=(
        holds(
            "Charged two weeks after a positive decision",
            told(K.NRM_REASONABLE_GROUNDS, 0, positive=True),
            told(K.CHARGE, 14),
            asked=15,
        ),
        does_not_hold(
            "The conclusive decision had been made",
            told(K.NRM_REASONABLE_GROUNDS, 0, positive=True),
            told(K.NRM_CONCLUSIVE_GROUNDS, 10, positive=True),
            told(K.CHARGE, 14),
            asked=15,
        ),
        on_the_edge(
            "Nobody wrote down which way the decision went",
            told(K.NRM_REASONABLE_GROUNDS, 0),
            told(K.CHARGE, 14),
            asked=15,
            expected=Certainty.CANNOT_SAY,
        ),
        known_late(
            "The decision is received after the charge",
            told(K.NRM_REASONABLE_GROUNDS, 0, known=20, positive=True),
            told(K.CHARGE, 14),
            told(K.STRATEGY_DISCUSSION, 21),
            asked=22,
            known_day=20,
            answered=True,
        ),
    ),
)

HOST_NOT_TOLD = Rule(
    id="R099",
    group=Group.PLACEMENT,
    title="The area a child was placed in was not told",
    sentence="When a child is placed in another area, that area's council, police, health and school are told in time.",
    why="Whoever does not know that a child lives here cannot notice anything about them.",
    anchor=(
        Pattern(K.PLACEMENT_STARTED, (Has("out_of_area"),), "a placement in another area"),
        Pattern(K.SECURE_STARTED, (Has("out_of_area"),), "a secure placement in another area"),
    ),
    needs=(AgeBelow(P.ADULT_AT),),
    clock=Without(
        Answer(
            (
                Pattern(K.HOST_AREA_TOLD, (), "the area of the placement told"),
                Pattern(K.PLACEMENT_ENDED, (), "the placement ended"),
            ),
            "Nobody has recorded telling the area of the placement.",
        ),
        P.HOST_TOLD,
    ),
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=BY_THE_LIMIT,
    do=("Tell the council, the police, the health body and the school there, in writing.", "Name who answers calls."),
    do_not=("Do not leave it to the home to tell them.",),
    source=("003:692", "003:412"),
    basis="The regulations ask for notice before a placement, or within days in an emergency; we count the later one.",
    caveat="Notice given before the first day is recorded before it: such a notice is looked for from the day itself.",
    examples=(
        holds("Ten days, and nobody told", told(K.PLACEMENT_STARTED, 0, out_of_area=True), asked=10),
        does_not_hold(
            "Told the next day",
            told(K.PLACEMENT_STARTED, 0, out_of_area=True),
            told(K.HOST_AREA_TOLD, 1),
            asked=10,
        ),
        on_the_edge(
            "Told on the sixth working day",
            told(K.PLACEMENT_STARTED, 0, out_of_area=True),
            told(K.HOST_AREA_TOLD, 8),
            asked=10,
            expected=Certainty.CERTAINLY,
            answered=True,
        ),
        known_late(
            "The placement is received after two weeks; told the next day",
            told(K.PLACEMENT_STARTED, 0, known=14, out_of_area=True),
            told(K.HOST_AREA_TOLD, 15),
            asked=16,
            known_day=14,
            answered=True,
        ),
    ),
)

SHORT_TIMETABLE = Rule(
    id="R112",
    group=Group.EDUCATION_AND_HEALTH,
    title="A short timetable goes on",
    sentence="A timetable that leaves a child most of the day alone is looked at again, and the day is filled.",
    why="An hour of school a day leaves the rest of it to whoever is outside the gate.",
    anchor=(Pattern(K.TIMETABLE_SET, (Below("hours_per_week", P.SHORT_TIMETABLE),), "a timetable of few hours"),),
    needs=(AgeBelow(P.ADULT_AT),),
    clock=Without(
        Answer(
            (
                Pattern(K.TIMETABLE_SET, (), "a timetable set anew"),
                Pattern(K.SCHOOL_STARTED, (), "a start at a school"),
                Pattern(K.SUPPORT_OFFERED, (), "support offered"),
                Pattern(K.WORK_STARTED, (), "work with a service started"),
            ),
            "No new timetable, school or support is recorded.",
        ),
        P.TIMETABLE_CHECK,
    ),
    whose_turn=TurnTaker.SCHOOL,
    how_soon=BY_THE_LIMIT,
    do=("Agree when the hours go up, and write it down.", "Find something by day that the child would choose."),
    do_not=("Do not count a timetable as education because it has a name.",),
    source=("003:396", "003:705"),
    basis="The hours and the time are local settings.",
    caveat="Some short timetables are for a child's health, and are agreed and ended on time.",
    examples=(
        holds("Five hours a week, for ten days", told(K.TIMETABLE_SET, 0, hours_per_week=5), asked=10),
        does_not_hold("Twenty hours a week", told(K.TIMETABLE_SET, 0, hours_per_week=20), asked=10),
        on_the_edge(
            "Exactly ten hours a week",
            told(K.TIMETABLE_SET, 0, hours_per_week=10),
            asked=10,
            expected=Certainty.NO,
        ),
        on_the_edge(
            "Nobody wrote down how many hours",
            told(K.TIMETABLE_SET, 0),
            asked=10,
            expected=Certainty.CANNOT_SAY,
        ),
        known_late(
            "The school's file comes after three weeks; support was offered the next day",
            told(K.TIMETABLE_SET, 0, known=21, hours_per_week=5),
            told(K.SUPPORT_OFFERED, 22),
            asked=23,
            known_day=21,
            answered=True,
        ),
    ),
)

RULES = (PLAN_WHILE_WAITING, CHARGED_WHILE_WAITING, HOST_NOT_TOLD, SHORT_TIMETABLE)
