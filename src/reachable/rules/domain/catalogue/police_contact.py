"""Rules about contact with police: a repeat arrest, a third stop, a friend's arrest, a parent who reports a find.

In:  the patterns rules share.
Out: RULES, each with its worked examples.
"""

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.catalogue.patterns import (
    ASK_ABOUT_DEBT,
    DEBT_CHECK,
    DRUGS_OR_CASH_TAKEN,
    OFFER_SUPPORT,
    SUPPLY_ARREST,
    SUPPORT,
)
from reachable.rules.domain.definition import AgeBelow, Answer, AtLeast, Either, Group, Has, Pattern, Rule, Unless, What
from reachable.rules.domain.examples import does_not_hold, holds, known_late, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import SAME_DAY, HowSoon, Pace, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K

STOPPED: What = (
    Pattern(K.STOP_SEARCH, (), "a stop by police"),
    Pattern(K.POLICE_CAUTION, (), "a police caution or warning"),
)
SEIZURE_OR_SUPPLY_ARREST: What = (SUPPLY_ARREST, DRUGS_OR_CASH_TAKEN)

REPEAT_MEANS_DEBT = Rule(
    id="R040",
    group=Group.VICTIM_OR_SUSPECT,
    title="Arrested again: ask about debt",
    sentence="When a child is held with drugs or cash again, ask about the debt the first time left.",
    why="What police took the first time has to be worked off. Coming back may be debt, and not choice.",
    anchor=SEIZURE_OR_SUPPLY_ARREST,
    needs=(
        AgeBelow(P.ADULT_AT),
        AtLeast(1, SEIZURE_OR_SUPPLY_ARREST, within=P.REPEAT_WINDOW, apart=P.ONE_MOMENT),
    ),
    asks_for=(ASK_ABOUT_DEBT,),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.YOUTH_JUSTICE,
    how_soon=SAME_DAY,
    do=("Ask what was owed after the first time, and to whom.", "Ask whether family have been threatened."),
    do_not=("Do not read a second arrest as a second choice.",),
    source=("004:683-685",),
    basis="How far back to look is a local setting.",
    caveat="Officers asked about this disagreed with each other.",
    examples=(
        holds(
            "Drugs taken in the spring and again now",
            told(K.SEIZURE, 0, drugs="heroin"),
            told(K.SEIZURE, 60, drugs="crack cocaine"),
            asked=61,
        ),
        does_not_hold("A first seizure", told(K.SEIZURE, 0, drugs="heroin"), asked=1),
        on_the_edge(
            "An arrest and a seizure three hours apart are one moment",
            told(K.ARREST, 0, drugs_supply=True),
            told(K.SEIZURE, 0.125, drugs="heroin"),
            asked=1,
            expected=Certainty.NO,
        ),
        on_the_edge(
            "A day apart to the minute: a second time",
            told(K.SEIZURE, 0, drugs="heroin"),
            told(K.SEIZURE, 1, drugs="heroin"),
            asked=2,
            expected=Certainty.CERTAINLY,
        ),
        known_late(
            "The first seizure, in another force's area, is received after the second",
            told(K.SEIZURE, 0, known=70, cash_pence=34000),
            told(K.ARREST, 60, drugs_supply=True),
            asked=71,
            known_day=70,
        ),
    ),
)

THIRD_STOP = Rule(
    id="R141",
    group=Group.CASEWORK,
    title="Stopped or cautioned again and again",
    sentence="When police stop or caution a child again and again, early help is offered.",
    why="Each stop was a meeting with the child. Together they say that somebody should talk and not only check.",
    anchor=STOPPED,
    needs=(
        AgeBelow(P.ADULT_AT),
        AtLeast(P.STOPS_COUNT, STOPPED, within=P.STOPS_WINDOW),
        Unless(SUPPORT, before=P.SUPPORT_RECENT),
    ),
    asks_for=(OFFER_SUPPORT,),
    one_moment=P.EARLY_SUPPORT,
    whose_turn=TurnTaker.YOUTH_JUSTICE,
    how_soon=HowSoon(Pace.BY_THE_LIMIT, P.EARLY_SUPPORT),
    do=("Offer early help from somebody who knows county lines.", "Ask the officers what worried them."),
    do_not=("Do not answer stops with more stops.",),
    source=("003:707",),
    basis="The count and the time are local settings.",
    caveat="More policing makes more stops. This may not lead back to policing.",
    examples=(
        holds(
            "Two stops and a caution in two months",
            told(K.STOP_SEARCH, 0),
            told(K.STOP_SEARCH, 30),
            told(K.POLICE_CAUTION, 60),
            asked=61,
        ),
        does_not_hold("Two stops", told(K.STOP_SEARCH, 0), told(K.STOP_SEARCH, 30), asked=61),
        on_the_edge(
            "The first stop is 90 days before the third",
            told(K.STOP_SEARCH, 0),
            told(K.STOP_SEARCH, 30),
            told(K.STOP_SEARCH, 90),
            asked=91,
            expected=Certainty.CERTAINLY,
        ),
        on_the_edge(
            "The first stop is 91 days before the third",
            told(K.STOP_SEARCH, 0),
            told(K.STOP_SEARCH, 30),
            told(K.STOP_SEARCH, 91),
            asked=92,
            expected=Certainty.NO,
        ),
        known_late(
            "One of the three stops is received two weeks later",
            told(K.STOP_SEARCH, 0),
            told(K.STOP_SEARCH, 10, known=34),
            told(K.STOP_SEARCH, 20),
            asked=35,
            known_day=34,
        ),
    ),
)

FRIEND_ARRESTED = Rule(
    id="R063",
    group=Group.CUSTODY,
    title="A friend was arrested",
    sentence="When a child's friend is arrested, somebody asks this child about debt, and offers help.",
    why="What the friend lost may be charged to the child; and a friend's arrest opens ears.",
    anchor=(Pattern(K.PEER_ARREST, (), "a friend's arrest"),),
    needs=(AgeBelow(P.ADULT_AT), Unless(SUPPORT, before=P.SUPPORT_RECENT)),
    asks_for=(Answer((*DEBT_CHECK, *SUPPORT), "Neither a question about debt nor an offer of support is recorded."),),
    one_moment=P.EARLY_SUPPORT,
    whose_turn=TurnTaker.COORDINATOR,
    how_soon=HowSoon(Pace.BY_THE_LIMIT, P.EARLY_SUPPORT),
    do=("Have somebody the child knows ask how things are.", "Ask about debt and threats."),
    do_not=("Do not tell the child what the friend said or did.", "A friend is not evidence against a child."),
    source=("004:683", "003:705"),
    basis="Inferred in the source from one case; the time is a local setting.",
    caveat="Friends of an arrested child are many. This asks for a conversation, and no more.",
    examples=(
        holds("A friend arrested, nobody asked", told(K.PEER_ARREST, 0), asked=1),
        does_not_hold(
            "Support had been offered a week before", told(K.SUPPORT_OFFERED, 0), told(K.PEER_ARREST, 7), asked=8
        ),
        on_the_edge(
            "Support had been offered 31 days before",
            told(K.SUPPORT_OFFERED, 0),
            told(K.PEER_ARREST, 31),
            asked=32,
            expected=Certainty.CERTAINLY,
        ),
        known_late(
            "The arrest is received six days later, then the child is asked",
            told(K.PEER_ARREST, 0, known=6),
            told(K.DEBT_AND_THREAT_CHECK, 7),
            asked=8,
            known_day=6,
            answered=True,
        ),
    ),
)

PARENT_REPORTED = Rule(
    id="R131",
    group=Group.CASEWORK,
    title="A parent asked for help after finding drugs or weapons",
    sentence="When a parent reports what they found, the answer is help and a question about debt, not only a charge.",
    why="A parent who sees only charges follow will not ring again.",
    anchor=(Pattern(K.PARENT_ASKED_FOR_HELP, (), "a parent or carer asking for help"),),
    needs=(
        AgeBelow(P.ADULT_AT),
        AtLeast(
            1,
            (Pattern(K.SEIZURE, (Either((Has("drugs"), Has("weapon"))),), "drugs or a weapon taken by police"),),
            within=P.ONE_MOMENT,
            after=P.ONE_MOMENT,
        ),
    ),
    asks_for=(ASK_ABOUT_DEBT, OFFER_SUPPORT),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=SAME_DAY,
    do=("Thank the parent.", "Ask the child and the parent about debt and threats.", "Offer the parent support too."),
    do_not=("Do not let the find only add to the charges.",),
    source=("003:710",),
    basis="Event-driven; the same day is our reading.",
    caveat="A parent may stop reporting. Tell them what was done.",
    examples=(
        holds(
            "A mother rang; police took knives an hour later",
            told(K.PARENT_ASKED_FOR_HELP, 0),
            told(K.SEIZURE, 0.04, weapon="knife"),
            asked=1,
        ),
        does_not_hold("A father rang about school", told(K.PARENT_ASKED_FOR_HELP, 0), asked=1),
        on_the_edge(
            "Police came two days later",
            told(K.PARENT_ASKED_FOR_HELP, 0),
            told(K.SEIZURE, 2, drugs="cannabis", weapon=""),
            asked=3,
            expected=Certainty.NO,
        ),
        known_late(
            "The seizure is received the week after",
            told(K.PARENT_ASKED_FOR_HELP, 0),
            told(K.SEIZURE, 0.5, known=8, drugs="heroin", weapon=""),
            asked=9,
            known_day=8,
        ),
    ),
)

RULES = (REPEAT_MEANS_DEBT, THIRD_STOP, FRIEND_ARRESTED, PARENT_REPORTED)
