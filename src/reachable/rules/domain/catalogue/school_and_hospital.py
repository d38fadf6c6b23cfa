"""Rules about school and hospital: exclusion, isolation, an injury by others.

In:  the patterns rules share.
Out: RULES, each with its worked examples.
"""

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.catalogue.patterns import HURT_BY_OTHERS, OFFER_SUPPORT, SUPPORT
from reachable.rules.domain.definition import AgeBelow, Group, Pattern, Rule, Unless
from reachable.rules.domain.examples import does_not_hold, holds, known_late, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import HowSoon, Pace, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K

EXCLUDED = Rule(
    id="R111",
    group=Group.EDUCATION_AND_HEALTH,
    title="An exclusion starts an offer of support",
    sentence="When a child is suspended or permanently excluded, support is offered from the start.",
    why="From that day on the child has time, no adult at school, and somebody else's company.",
    anchor=(
        Pattern(K.EXCLUSION_FIXED, (), "a suspension from school"),
        Pattern(K.EXCLUSION_PERMANENT, (), "a permanent exclusion"),
    ),
    needs=(AgeBelow(P.ADULT_AT), Unless(SUPPORT, before=P.SUPPORT_RECENT)),
    asks_for=(OFFER_SUPPORT,),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.SCHOOL,
    how_soon=HowSoon(Pace.BY_THE_LIMIT, P.EXCLUSION_SUPPORT),
    do=("Offer mentoring and advocacy to child and family.", "Ask what lies behind it: bullying, fear, debt."),
    do_not=("Do not take the fight at face value.",),
    source=("003:701", "003:398"),
    basis="The first day is our reading; the time is a local setting.",
    caveat="Most exclusions have nothing to do with exploitation.",
    examples=(
        holds("Suspended for two weeks", told(K.EXCLUSION_FIXED, 0, days=10), asked=1),
        does_not_hold(
            "Support had been offered the week before",
            told(K.SUPPORT_OFFERED, 0),
            told(K.EXCLUSION_FIXED, 7, days=2),
            asked=8,
        ),
        on_the_edge(
            "Support had been offered 31 days before",
            told(K.SUPPORT_OFFERED, 0),
            told(K.EXCLUSION_PERMANENT, 31),
            asked=32,
            expected=Certainty.CERTAINLY,
        ),
        known_late(
            "Received two days later; support was offered that afternoon",
            told(K.EXCLUSION_PERMANENT, 0, known=2),
            told(K.SUPPORT_OFFERED, 2.2),
            asked=3,
            known_day=2,
            answered=True,
        ),
    ),
)

ISOLATED = Rule(
    id="R114",
    group=Group.EDUCATION_AND_HEALTH,
    title="Bullied or alone at school",
    sentence="When a school notes that a child is bullied or alone, it offers help without waiting.",
    why="A lonely child is glad of anybody who is kind. This is the earliest moment of all.",
    anchor=(Pattern(K.BULLYING_OR_ISOLATION, (), "a note that the child is bullied or alone"),),
    needs=(AgeBelow(P.ADULT_AT), Unless(SUPPORT, before=P.SUPPORT_RECENT)),
    asks_for=(OFFER_SUPPORT,),
    one_moment=P.EARLY_SUPPORT,
    whose_turn=TurnTaker.SCHOOL,
    how_soon=HowSoon(Pace.BY_THE_LIMIT, P.EARLY_SUPPORT),
    do=("Give the child one adult to go to.", "Talk with the parents.", "Deal with the bullying."),
    do_not=("Do not wait for it to pass.",),
    source=("003:700-701",),
    basis="The time is a local setting.",
    caveat="From one composite story. Good pastoral care needs no other reason.",
    examples=(
        holds("A note by the form teacher", told(K.BULLYING_OR_ISOLATION, 0), asked=1),
        does_not_hold(
            "A mentor had been offered", told(K.SUPPORT_OFFERED, 0), told(K.BULLYING_OR_ISOLATION, 3), asked=4
        ),
        on_the_edge(
            "Noted again six days later: the same moment",
            told(K.BULLYING_OR_ISOLATION, 0),
            told(K.BULLYING_OR_ISOLATION, 6),
            asked=7,
            expected=Certainty.CERTAINLY,
        ),
        known_late(
            "The note is received at the end of the month",
            told(K.BULLYING_OR_ISOLATION, 0, known=25),
            told(K.SUPPORT_OFFERED, 26),
            asked=27,
            known_day=25,
            answered=True,
        ),
    ),
)

INJURED = Rule(
    id="R115",
    group=Group.EDUCATION_AND_HEALTH,
    title="In hospital, hurt by others",
    sentence="A child in hospital with a wound or after an assault meets somebody trained while still there.",
    why="In a hospital bed a frightened child is away from the line, and may want to talk. It lasts hours.",
    anchor=(HURT_BY_OTHERS,),
    needs=(AgeBelow(P.ADULT_AT),),
    asks_for=(OFFER_SUPPORT,),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HEALTH,
    how_soon=HowSoon(Pace.IN_HOSPITAL, P.HOSPITAL_WINDOW),
    do=("Ring the hospital youth worker.", "Tell children's social care.", "Agree who meets the child at home."),
    do_not=("Do not discharge to whoever comes.", "Do not make talking to police the price of help."),
    source=("003:422-428", "003:87"),
    basis="The source says 'within hours'; the number is a local setting.",
    caveat="The child may say no. Ask again on the ward.",
    examples=(
        holds("A stab wound", told(K.HOSPITAL_ATTENDANCE, 0, weapon="knife", assault=True), asked=0.2),
        does_not_hold("A fall from a bicycle", told(K.HOSPITAL_ATTENDANCE, 0, weapon="", assault=False), asked=0.2),
        on_the_edge(
            "An injury; nobody wrote down how it came about",
            told(K.HOSPITAL_ATTENDANCE, 0, injury="CUT"),
            asked=0.2,
            expected=Certainty.CANNOT_SAY,
        ),
        known_late(
            "Received the next day; a youth worker had already been",
            told(K.HOSPITAL_ATTENDANCE, 0, known=1, weapon="", assault=True),
            told(K.SUPPORT_OFFERED, 0.2, known=1),
            asked=2,
            known_day=1,
            answered=True,
        ),
    ),
)

RULES = (EXCLUDED, ISOLATED, INJURED)
