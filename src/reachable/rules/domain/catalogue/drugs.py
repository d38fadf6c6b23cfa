"""Rules about drugs a child was made to hold: amounts for supply, drugs hidden inside the body.

In:  the patterns rules share.
Out: RULES, each with its worked examples.
"""

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.catalogue.patterns import (
    ANSWER_THE_NRM,
    ASK_ABOUT_DEBT,
    HIDDEN_INSIDE,
    SUPPLY_AMOUNT_TAKEN,
    SUPPLY_ARREST,
    TELL_SOCIAL_CARE,
)
from reachable.rules.domain.definition import AgeBelow, Answer, Group, Pattern, Rule
from reachable.rules.domain.examples import does_not_hold, holds, known_late, on_the_edge, told
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import STRAIGHT_AWAY, TurnTaker
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import RoleInEvent

DRUGS_TO_SUPPLY = Rule(
    id="R012",
    group=Group.RECOGNITION,
    title="Held with drugs in amounts for supply",
    sentence=(
        "A child held with drugs in amounts for supply is referred, considered for the NRM and asked about debt, "
        "side by side with the criminal case."
    ),
    why="A child who carries drugs to sell carries them for somebody, and will be made to pay for what was taken.",
    anchor=(SUPPLY_ARREST, SUPPLY_AMOUNT_TAKEN),
    needs=(AgeBelow(P.ADULT_AT),),
    asks_for=(TELL_SOCIAL_CARE, ANSWER_THE_NRM, ASK_ABOUT_DEBT),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.CUSTODY_SERGEANT,
    how_soon=STRAIGHT_AWAY,
    do=("Ring children's social care in both areas.", "Ask who is owed what.", "Plan the release before it is due."),
    do_not=("Do not read silence as guilt.", "Do not wait for the charging decision."),
    source=("002:157", "001:33"),
    basis="The number of wraps is a local setting.",
    caveat="The source is a practitioner's view. The charging decision stays with police and prosecutors.",
    examples=(
        holds(
            "Arrested on suspicion of supply; only the referral was made",
            told(K.ARREST, 0, drugs_supply=True),
            told(K.REFERRAL, 0.2),
            asked=1,
        ),
        does_not_hold("Arrested for something else", told(K.ARREST, 0, drugs_supply=False), asked=1),
        on_the_edge(
            "Ten wraps, the number the setting names",
            told(K.SEIZURE, 0, drugs="heroin", wraps=10),
            asked=1,
            expected=Certainty.CERTAINLY,
        ),
        on_the_edge("Nine wraps", told(K.SEIZURE, 0, drugs="heroin", wraps=9), asked=1, expected=Certainty.NO),
        known_late(
            "The custody record arrives two days after the arrest; all three things were done",
            told(K.ARREST, 0, known=2, drugs_supply=True),
            told(K.STRATEGY_DISCUSSION, 1),
            told(K.NRM_CONSIDERED, 1),
            told(K.DEBT_AND_THREAT_CHECK, 3),
            asked=4,
            known_day=2,
            answered=True,
        ),
    ),
)

HIDDEN_INSIDE_THE_BODY = Rule(
    id="R014",
    group=Group.RECOGNITION,
    title="Drugs hidden inside the body",
    sentence="When drugs are hidden inside a child's body, medical care comes first and everything else after.",
    why="A package that bursts kills, and putting it there may have been a sexual assault.",
    anchor=(HIDDEN_INSIDE,),
    needs=(AgeBelow(P.ADULT_AT),),
    asks_for=(
        Answer(
            (Pattern(K.HOSPITAL_ATTENDANCE, (), "hospital treatment"),),
            "No hospital attendance is recorded after the concealment.",
        ),
        TELL_SOCIAL_CARE,
    ),
    one_moment=P.ONE_MOMENT,
    whose_turn=TurnTaker.HEALTH,
    how_soon=STRAIGHT_AWAY,
    do=("Call an ambulance.", "Treat as a possible sexual assault and as trafficking.", "Stay with the child."),
    do_not=("Do not restrain more than safety needs.", "Do not search again for evidence alone."),
    source=("004:735-747", "000:1365", "000:313"),
    basis="Event-driven; no number.",
    caveat="The clinical lead decides.",
    examples=(
        holds("The child said so in custody", told(K.INTERNAL_CONCEALMENT, 0), asked=0.1),
        does_not_hold(
            "Another child's concealment, which this child saw",
            told(K.INTERNAL_CONCEALMENT, 0, role=RoleInEvent.WITNESS),
            asked=1,
        ),
        on_the_edge(
            "Told at the hospital door, at the same minute; social care told an hour later",
            told(K.INTERNAL_CONCEALMENT, 0),
            told(K.HOSPITAL_ATTENDANCE, 0),
            told(K.REFERRAL, 0.05),
            asked=1,
            expected=Certainty.CERTAINLY,
            answered=True,
        ),
        known_late(
            "Recorded by the hospital a week later",
            told(K.INTERNAL_CONCEALMENT, 0, known=7),
            told(K.HOSPITAL_ATTENDANCE, 0, known=7),
            asked=8,
            known_day=7,
        ),
    ),
)

RULES = (DRUGS_TO_SUPPLY, HIDDEN_INSIDE_THE_BODY)
