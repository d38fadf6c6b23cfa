"""Rules about the National Referral Mechanism: considered, decided in time, still waiting.

In:  the patterns rules share.
Out: RULES, each with its worked examples.
"""

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.catalogue.patterns import (
    ANSWER_THE_NRM,
    ANY_ARREST,
    CUCKOOED,
    DRUGS_TAKEN,
    FOUND_AWAY,
    FOUND_FAR,
    HIDDEN_INSIDE,
    NRM_REFERRAL,
    SIGNS_OF_EXPLOITATION,
)
from reachable.rules.domain.definition import AgeBelow, Answer, AtLeast, Group, Has, Pattern, Rule, Unless, Without
from reachable.rules.domain.examples import does_not_hold, holds, known_late, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import BY_THE_LIMIT, HowSoon, Pace, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K

CONSIDER_THE_NRM = Rule(
    id="R064",
    group=Group.NRM,
    title="Grounds to refer to the NRM",
    sentence=(
        "When a child with signs of exploitation is arrested or found, an NRM referral is made, or the reason against "
        "it is written down."
    ),
    why="Suspicion is enough to refer, and a referral made late is read as made for the court.",
    anchor=(ANY_ARREST, DRUGS_TAKEN, HIDDEN_INSIDE, FOUND_AWAY, FOUND_FAR, CUCKOOED),
    needs=(
        AgeBelow(P.ADULT_AT),
        AtLeast(1, SIGNS_OF_EXPLOITATION, within=P.SIGNS_WINDOW),
        Unless((NRM_REFERRAL,), before=P.NRM_ALREADY),
    ),
    asks_for=(ANSWER_THE_NRM,),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=HowSoon(Pace.BY_THE_LIMIT, P.NRM_CONSIDER),
    do=("Agree which first responder refers.", "Safeguard first: the referral is not a service.", "Tell the child."),
    do_not=("Do not wait for proof.", "A child's consent is not needed; their view still is."),
    source=("000:356-360", "004:322"),
    basis="Modern Slavery Act 2015, section 52 (duty to notify). The signs counted and the time are local settings.",
    caveat="A sign is a reason to think, and not a finding.",
    examples=(
        holds(
            "Missing a month ago, arrested today",
            told(K.MISSING_REPORTED, 0),
            told(K.ARREST, 30),
            asked=31,
        ),
        does_not_hold("Arrested, with no sign on record", told(K.ARREST, 0, drugs_supply=False), asked=1),
        on_the_edge(
            "Referred 90 days before: that is the referral",
            told(K.NRM_REFERRAL, 0),
            told(K.ARREST, 90, drugs_supply=True),
            asked=91,
            expected=Certainty.NO,
        ),
        on_the_edge(
            "Referred 91 days before",
            told(K.NRM_REFERRAL, 0),
            told(K.ARREST, 91, drugs_supply=True),
            asked=92,
            expected=Certainty.CERTAINLY,
        ),
        known_late(
            "The missing report is received after the arrest; then a reason against was written down",
            told(K.MISSING_REPORTED, 0, known=34),
            told(K.ARREST, 30, drugs_supply=False),
            told(K.NRM_CONSIDERED, 35),
            asked=36,
            known_day=34,
            answered=True,
        ),
    ),
)

DECISION_OVERDUE = Rule(
    id="R066",
    group=Group.NRM,
    title="Reasonable grounds decision overdue",
    sentence="When no reasonable grounds decision has come in time, somebody chases it and safeguarding carries on.",
    why="Until the decision, courts and other services act as if there were none.",
    anchor=(NRM_REFERRAL,),
    needs=(AgeBelow(P.ADULT_AT),),
    clock=Without(
        Answer(
            (Pattern(K.NRM_REASONABLE_GROUNDS, (), "a reasonable grounds decision"),),
            "No reasonable grounds decision is recorded.",
        ),
        P.NRM_RG,
    ),
    whose_turn=TurnTaker.COORDINATOR,
    how_soon=BY_THE_LIMIT,
    do=("Ask the Single Competent Authority when it will decide.", "Send what was learned since the referral."),
    do_not=("Do not hold back safeguarding until the decision.",),
    source=("004:989",),
    basis="Statutory guidance on modern slavery: a target of 5 working days. The source's 48 hours is out of date.",
    caveat="Where a local panel decides, up to 45 days are allowed; change the setting there.",
    examples=(
        holds("Nothing after eight days", told(K.NRM_REFERRAL, 0), asked=8),
        does_not_hold(
            "Decided after three days",
            told(K.NRM_REFERRAL, 0),
            told(K.NRM_REASONABLE_GROUNDS, 3, positive=True),
            asked=8,
        ),
        on_the_edge(
            "Referred on a Monday, asked on the next Monday evening: the day still runs",
            told(K.NRM_REFERRAL, 0),
            asked=7.5,
            expected=Certainty.NO,
        ),
        on_the_edge(
            "Asked the morning after",
            told(K.NRM_REFERRAL, 0),
            asked=8,
            expected=Certainty.CERTAINLY,
        ),
        known_late(
            "The referral is received after three weeks",
            told(K.NRM_REFERRAL, 0, known=21),
            asked=22,
            known_day=21,
        ),
    ),
)

STILL_WAITING = Rule(
    id="R068",
    group=Group.NRM,
    title="Still no conclusive decision",
    sentence="When a child has waited long for a conclusive decision, the evidence is brought up to date.",
    why="Waits of more than a year are usual, and what was known on the day of referral grows old.",
    anchor=(Pattern(K.NRM_REASONABLE_GROUNDS, (Has("positive"),), "a positive reasonable grounds decision"),),
    needs=(AgeBelow(P.ADULT_AT),),
    clock=Without(
        Answer(
            (Pattern(K.NRM_CONCLUSIVE_GROUNDS, (), "a conclusive grounds decision"),),
            "No conclusive grounds decision is recorded.",
        ),
        P.NRM_CG_REVIEW,
    ),
    whose_turn=TurnTaker.HOME_SOCIAL_CARE,
    how_soon=BY_THE_LIMIT,
    do=("Hold a review.", "Send new evidence to whoever decides.", "Tell the child and the lawyer where it stands."),
    do_not=("Do not read waiting as safety.",),
    source=("004:258", "004:989"),
    basis="No law sets an end. The alarm is a local setting.",
    caveat="Chasing does not make the decision come; bringing the evidence up to date may change it.",
    examples=(
        holds("A hundred days and no decision", told(K.NRM_REASONABLE_GROUNDS, 0, positive=True), asked=100),
        does_not_hold(
            "Reasonable grounds were not found", told(K.NRM_REASONABLE_GROUNDS, 0, positive=False), asked=100
        ),
        on_the_edge(
            "Decided on the ninetieth day",
            told(K.NRM_REASONABLE_GROUNDS, 0, positive=True),
            told(K.NRM_CONCLUSIVE_GROUNDS, 90, positive=True),
            asked=100,
            expected=Certainty.NO,
        ),
        known_late(
            "Decided in time, received a day after the alarm",
            told(K.NRM_REASONABLE_GROUNDS, 0, positive=True),
            told(K.NRM_CONCLUSIVE_GROUNDS, 88, known=92, positive=True),
            asked=93,
            known_day=90.58,
            answered=True,
        ),
    ),
)

RULES = (CONSIDER_THE_NRM, DECISION_OVERDUE, STILL_WAITING)
