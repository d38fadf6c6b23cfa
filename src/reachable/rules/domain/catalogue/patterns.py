"""Patterns that several rules look for, each defined once.

In:  kinds of event and their details.
Out: patterns with the words they are read out in.
"""

from reachable.rules.domain.definition import Answer, Either, Equals, Has, Lacks, Pattern, Reaches, What
from reachable.rules.domain.parameters import ParameterName as P
from reachable.timeline.domain.kinds import EventKind as K

SUPPLY_ARREST = Pattern(K.ARREST, (Has("drugs_supply"),), "an arrest on suspicion of supplying drugs")
ANY_ARREST = Pattern(K.ARREST, (), "an arrest")
ARREST_AWAY = Pattern(K.ARREST, (Has("away_from_home_area"),), "an arrest away from the home area")
DRUGS_TAKEN = Pattern(K.SEIZURE, (Has("drugs"),), "drugs taken by police")
DRUGS_OR_CASH_TAKEN = Pattern(
    K.SEIZURE, (Either((Has("drugs"), Has("cash_pence"), Has("phones"))),), "drugs, cash or phones taken by police"
)
SUPPLY_AMOUNT_TAKEN = Pattern(
    K.SEIZURE, (Has("drugs"), Reaches("wraps", P.SUPPLY_WRAPS)), "drugs taken in more wraps than for own use"
)
HIDDEN_INSIDE = Pattern(K.INTERNAL_CONCEALMENT, (), "drugs hidden inside the body")
CUCKOOED = Pattern(K.FOUND_AT_CUCKOOED_ADDRESS, (), "the child found at a cuckooed address")
FOUND_AWAY = Pattern(
    K.FOUND_AWAY_FROM_HOME,
    (Lacks("reason_verified"),),
    "the child found away from the home area with no reason that was checked",
)
FOUND_FAR = Pattern(
    K.MISSING_FOUND, (Reaches("miles_from_home", P.FAR_FROM_HOME),), "the child found far from home after going missing"
)
MISSING = Pattern(K.MISSING_REPORTED, (), "a report that the child is missing")
RETURNED = Pattern(K.MISSING_FOUND, (), "the child found or returned")
HURT_BY_OTHERS = Pattern(
    K.HOSPITAL_ATTENDANCE, (Either((Has("weapon"), Has("assault"))),), "hospital treatment for a wound or an assault"
)
THREATENED = Pattern(K.THREAT, (), "a threat")
ROBBED = Pattern(K.ROBBERY_OF_CHILD, (), "a robbery of the child")
REFUSED_REFERRAL = Pattern(K.REFERRAL_DECISION, (Equals("decision", ("TO_REFUSED",)),), "a referral that was refused")

SIGNS_OF_EXPLOITATION: What = (
    MISSING,
    FOUND_AWAY,
    CUCKOOED,
    SUPPLY_ARREST,
    DRUGS_TAKEN,
    HIDDEN_INSIDE,
    THREATENED,
    ROBBED,
)

DEBT_CHECK: What = (Pattern(K.DEBT_AND_THREAT_CHECK, (), "debt and threats asked about"),)
SUPPORT: What = (Pattern(K.SUPPORT_OFFERED, (), "support offered"),)
NRM_REFERRAL = Pattern(K.NRM_REFERRAL, (), "an NRM referral")
NRM_ANSWER: What = (
    NRM_REFERRAL,
    Pattern(K.NRM_CONSIDERED, (), "a note that an NRM referral was considered and not made"),
)
TOLD_SOCIAL_CARE: What = (
    Pattern(K.REFERRAL, (), "a referral to children's social care"),
    Pattern(K.STRATEGY_DISCUSSION, (), "a strategy discussion"),
)
HOME_TOLD: What = (Pattern(K.HOME_AREA_TOLD, (), "the home area told"),)
PLAN_CHANGED: What = (
    Pattern(K.STRATEGY_DISCUSSION, (), "a strategy discussion"),
    Pattern(K.CONFERENCE_HELD, (), "a child protection conference"),
    Pattern(K.PLAN_STARTED, (), "a plan started"),
    Pattern(K.PLAN_REVIEWED, (), "a plan reviewed"),
)

ASK_ABOUT_DEBT = Answer(DEBT_CHECK, "Nobody has recorded asking about debt and threats.")
OFFER_SUPPORT = Answer(SUPPORT, "No offer of support is recorded.")
ANSWER_THE_NRM = Answer(NRM_ANSWER, "No NRM referral is recorded, and no reason against one.")
TELL_SOCIAL_CARE = Answer(TOLD_SOCIAL_CARE, "No referral and no strategy discussion is recorded.")
TELL_HOME = Answer(HOME_TOLD, "Nobody has recorded telling the home area.")
CHANGE_THE_PLAN = Answer(PLAN_CHANGED, "No strategy discussion, conference or change of plan is recorded.")
