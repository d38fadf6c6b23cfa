"""The rule book: how long each kind of agency keeps what it holds of a child, with its source, its owner and its days.

In:  nothing.
Out: RULES and HOW_LONG_TO_ANSWER. A partnership changes a rule from a day on, by ending it and adding another.
"""

from datetime import date

from reachable.access.domain.agency_kinds import AgencyKind as A
from reachable.keeping.domain.rule_book import CountedFrom, KeptAs, RetentionRule
from reachable.kernel.period import Period
from reachable.rules.domain.parameters import Authority, Checked
from reachable.timeline.domain.kinds import EventKind as K

LONG_SINCE = Period(date(1990, 1, 1))
YEARLY = date(2027, 11, 1)

SOCIAL_CARE = frozenset(
    {
        A.CHILDRENS_SOCIAL_CARE,
        A.MULTI_AGENCY_HUB,
        A.EXPLOITATION_TEAM,
        A.ADOLESCENT_TEAM,
        A.EMERGENCY_DUTY_TEAM,
        A.LEAVING_CARE,
        A.SECURE_CHILDRENS_HOME,
        A.CHILDRENS_HOME,
    }
)
POLICE = frozenset(
    {
        A.HOME_POLICE_FORCE,
        A.ARRESTING_FORCE,
        A.MISSING_AND_EXPLOITATION_POLICE_TEAM,
        A.BRITISH_TRANSPORT_POLICE,
        A.CID,
        A.FORCE_INTELLIGENCE,
        A.REGIONAL_ORGANISED_CRIME_UNIT,
        A.NATIONAL_COUNTY_LINES_CENTRE,
        A.NATIONAL_CRIME_AGENCY,
    }
)
HEALTH = frozenset({A.EMERGENCY_DEPARTMENT, A.MAJOR_TRAUMA_CENTRE, A.CAMHS, A.GP, A.DRUG_TREATMENT})
SCHOOLS = frozenset({A.SCHOOL, A.PUPIL_REFERRAL_UNIT, A.ACADEMY_TRUST})
YOUTH_JUSTICE = frozenset({A.YOUTH_OFFENDING_TEAM, A.YOUNG_OFFENDER_INSTITUTION, A.PROBATION})

IN_CARE = frozenset({K.PLACEMENT_STARTED, K.PLACEMENT_ENDED, K.SECURE_STARTED})
PROTECTED = frozenset({K.CONFERENCE_HELD, K.PLAN_STARTED, K.PLAN_REVIEWED, K.PLAN_ENDED})
LOCAL_OWNER = "the agency's information-governance lead"

RULES = (
    RetentionRule(
        key="LOOKED_AFTER",
        kept_as=KeptAs.CHILD_RECORD,
        sentence="The record of a child who was looked after is kept until the 75th birthday.",
        years=75,
        counted_from=CountedFrom.BIRTH,
        agencies=SOCIAL_CARE,
        because_of=IN_CARE,
        owner="the responsible local authority",
        source="Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50",
        authority=Authority.REGULATIONS,
        checked=Checked.SECOND_HAND,
        in_force=Period(date(2011, 4, 1)),
        next_check=YEARLY,
    ),
    RetentionRule(
        key="PROTECTION_PLAN",
        kept_as=KeptAs.CHILD_RECORD,
        sentence="The record of a child who had a protection plan is kept for 35 years after the case closed.",
        years=35,
        counted_from=CountedFrom.CASE_CLOSED,
        agencies=SOCIAL_CARE,
        because_of=PROTECTED,
        owner=LOCAL_OWNER,
        source="Published schedules of North Somerset and Blackpool: 35 years after closure or last contact",
        authority=Authority.LOCAL,
        checked=Checked.READ,
        in_force=LONG_SINCE,
        next_check=YEARLY,
    ),
    RetentionRule(
        key="CHILD_IN_NEED",
        kept_as=KeptAs.CHILD_RECORD,
        sentence="Any other record of social care about a child is kept until the 30th birthday.",
        years=30,
        counted_from=CountedFrom.BIRTH,
        agencies=SOCIAL_CARE,
        owner=LOCAL_OWNER,
        source="Published schedule of North Somerset: age 30; others keep 18 and 3 years or 25 years",
        authority=Authority.LOCAL,
        checked=Checked.READ,
        in_force=LONG_SINCE,
        next_check=YEARLY,
    ),
    RetentionRule(
        key="POLICE",
        kept_as=KeptAs.CHILD_RECORD,
        sentence="What police hold of a child is looked at again 10 years after the last thing recorded.",
        years=10,
        counted_from=CountedFrom.LAST_CONTACT,
        agencies=POLICE,
        owner="the force's review, retention and disposal officer",
        source="Management of police information: periods of review, which do not end by themselves",
        authority=Authority.STATUTORY_GUIDANCE,
        checked=Checked.REMEMBERED,
        in_force=LONG_SINCE,
        next_check=YEARLY,
    ),
    RetentionRule(
        key="HEALTH",
        kept_as=KeptAs.CHILD_RECORD,
        sentence="A health record of a child is kept until the 26th birthday.",
        years=26,
        counted_from=CountedFrom.BIRTH,
        agencies=HEALTH,
        owner="the provider's Caldicott guardian",
        source="NHS Records Management Code of Practice: the 25th birthday, or the 26th when seen last at 17",
        authority=Authority.STATUTORY_GUIDANCE,
        checked=Checked.REMEMBERED,
        in_force=LONG_SINCE,
        next_check=YEARLY,
    ),
    RetentionRule(
        key="SCHOOL",
        kept_as=KeptAs.CHILD_RECORD,
        sentence="A school's record of a child is kept until the 25th birthday.",
        years=25,
        counted_from=CountedFrom.BIRTH,
        agencies=SCHOOLS,
        owner="the school's data protection officer",
        source="Toolkit for schools of the Information and Records Management Society",
        authority=Authority.LOCAL,
        checked=Checked.REMEMBERED,
        in_force=LONG_SINCE,
        next_check=YEARLY,
    ),
    RetentionRule(
        key="YOUTH_JUSTICE",
        kept_as=KeptAs.CHILD_RECORD,
        sentence="A youth justice record is kept until the 25th birthday.",
        years=25,
        counted_from=CountedFrom.BIRTH,
        agencies=YOUTH_JUSTICE,
        owner=LOCAL_OWNER,
        source="no national figure in the sources; our starting value",
        authority=Authority.LOCAL,
        checked=Checked.CHOSEN,
        in_force=LONG_SINCE,
        next_check=YEARLY,
    ),
    RetentionRule(
        key="ANY_OTHER_AGENCY",
        kept_as=KeptAs.CHILD_RECORD,
        sentence="What any other agency holds of a child is looked at again 6 years after the last thing recorded.",
        years=6,
        counted_from=CountedFrom.LAST_CONTACT,
        owner=LOCAL_OWNER,
        source="no national figure in the sources; our starting value",
        authority=Authority.LOCAL,
        checked=Checked.CHOSEN,
        in_force=LONG_SINCE,
        next_check=YEARLY,
    ),
    RetentionRule(
        key="PLACE_OR_GROUP",
        kept_as=KeptAs.CONTEXT,
        sentence="What is held of a place or a group is looked at again 2 years after the last thing recorded.",
        years=2,
        counted_from=CountedFrom.LAST_CONTACT,
        owner=LOCAL_OWNER,
        source="ICO on gangs information 2018: no list without an end; the years are our starting value",
        authority=Authority.LOCAL,
        checked=Checked.CHOSEN,
        in_force=LONG_SINCE,
        next_check=YEARLY,
    ),
    RetentionRule(
        key="WORKING_ROWS",
        kept_as=KeptAs.WORKING,
        sentence="What is needed only while work is done goes with the record it hangs on.",
        years=1,
        counted_from=CountedFrom.LAST_CONTACT,
        owner=LOCAL_OWNER,
        source="UK GDPR article 5(1)(e): no longer than is necessary; the year is our starting value",
        authority=Authority.LOCAL,
        checked=Checked.CHOSEN,
        in_force=LONG_SINCE,
        next_check=YEARLY,
    ),
)
