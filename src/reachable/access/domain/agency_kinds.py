"""The kinds of agency that sit around a child, in the words of the field.

In:  nothing.
Out: AgencyKind with its label and group.
"""

from enum import Enum


class AgencyKind(Enum):
    """Each member is (code stored, label shown, group)."""

    CHILDRENS_SOCIAL_CARE = ("CHILDRENS_SOCIAL_CARE", "Children's social care", "statutory")
    MULTI_AGENCY_HUB = ("MULTI_AGENCY_HUB", "Multi-agency hub", "statutory")
    EARLY_HELP = ("EARLY_HELP", "Early help", "statutory")
    EXPLOITATION_TEAM = ("EXPLOITATION_TEAM", "Exploitation team", "statutory")
    ADOLESCENT_TEAM = ("ADOLESCENT_TEAM", "Adolescent team", "statutory")
    EMERGENCY_DUTY_TEAM = ("EMERGENCY_DUTY_TEAM", "Emergency duty team", "statutory")
    LEAVING_CARE = ("LEAVING_CARE", "Leaving care", "statutory")
    YOUTH_OFFENDING_TEAM = ("YOUTH_OFFENDING_TEAM", "Youth offending team", "statutory")
    HOME_POLICE_FORCE = ("HOME_POLICE_FORCE", "Home police force", "statutory")
    ARRESTING_FORCE = ("ARRESTING_FORCE", "Arresting force", "statutory")
    MISSING_AND_EXPLOITATION_POLICE_TEAM = (
        "MISSING_AND_EXPLOITATION_POLICE_TEAM",
        "Missing and exploitation police team",
        "statutory",
    )
    BRITISH_TRANSPORT_POLICE = ("BRITISH_TRANSPORT_POLICE", "British Transport Police", "statutory")
    CID = ("CID", "CID", "statutory")
    FORCE_INTELLIGENCE = ("FORCE_INTELLIGENCE", "Force intelligence", "statutory")
    REGIONAL_ORGANISED_CRIME_UNIT = ("REGIONAL_ORGANISED_CRIME_UNIT", "Regional organised crime unit", "statutory")
    NATIONAL_COUNTY_LINES_CENTRE = ("NATIONAL_COUNTY_LINES_CENTRE", "National county lines centre", "national")
    NATIONAL_CRIME_AGENCY = ("NATIONAL_CRIME_AGENCY", "National Crime Agency", "national")
    HOME_OFFICE = ("HOME_OFFICE", "Home Office", "national")
    SINGLE_COMPETENT_AUTHORITY = ("SINGLE_COMPETENT_AUTHORITY", "Single Competent Authority", "national")
    EDUCATION_DEPARTMENT = ("EDUCATION_DEPARTMENT", "Education department", "national")
    PROSECUTORS = ("PROSECUTORS", "Prosecutors", "national")
    DEFENCE_LAWYERS = ("DEFENCE_LAWYERS", "Defence lawyers", "justice")
    COURTS_AND_JUDGES = ("COURTS_AND_JUDGES", "Courts and judges", "justice")
    YOUNG_OFFENDER_INSTITUTION = ("YOUNG_OFFENDER_INSTITUTION", "Young offender institution", "justice")
    SECURE_CHILDRENS_HOME = ("SECURE_CHILDRENS_HOME", "Secure children's home", "placement")
    PROBATION = ("PROBATION", "Probation", "statutory")
    POLICE_AND_CRIME_COMMISSIONER = ("POLICE_AND_CRIME_COMMISSIONER", "Police and crime commissioner", "statutory")
    COMMUNITY_SAFETY_PARTNERSHIP = ("COMMUNITY_SAFETY_PARTNERSHIP", "Community safety partnership", "statutory")
    SAFEGUARDING_CHILDREN_BOARD = ("SAFEGUARDING_CHILDREN_BOARD", "Safeguarding children board", "statutory")
    HEALTH_AND_WELLBEING_BOARD = ("HEALTH_AND_WELLBEING_BOARD", "Health and wellbeing board", "statutory")
    VULNERABILITY_EXECUTIVE = ("VULNERABILITY_EXECUTIVE", "Vulnerability executive", "statutory")
    SCRUTINY_COMMITTEE = ("SCRUTINY_COMMITTEE", "Scrutiny committee", "statutory")
    DISTRICT_COUNCIL = ("DISTRICT_COUNCIL", "District council", "statutory")
    LICENSING = ("LICENSING", "Licensing", "statutory")
    HOUSING_AND_LANDLORDS = ("HOUSING_AND_LANDLORDS", "Housing and landlords", "statutory")
    ADULT_SOCIAL_CARE = ("ADULT_SOCIAL_CARE", "Adult social care", "statutory")
    PUBLIC_HEALTH = ("PUBLIC_HEALTH", "Public health", "statutory")
    EMERGENCY_DEPARTMENT = ("EMERGENCY_DEPARTMENT", "Emergency department", "health")
    MAJOR_TRAUMA_CENTRE = ("MAJOR_TRAUMA_CENTRE", "Major trauma centre", "health")
    CAMHS = ("CAMHS", "CAMHS", "health")
    GP = ("GP", "GP", "health")
    DRUG_TREATMENT = ("DRUG_TREATMENT", "Drug treatment", "health")
    SCHOOL = ("SCHOOL", "School", "education")
    PUPIL_REFERRAL_UNIT = ("PUPIL_REFERRAL_UNIT", "Pupil referral unit", "education")
    ACADEMY_TRUST = ("ACADEMY_TRUST", "Academy trust", "education")
    OFSTED = ("OFSTED", "Ofsted", "national")
    LINE_SPECIALIST_CHARITY = ("LINE_SPECIALIST_CHARITY", "Line-specialist charity", "voluntary")
    MISSING_PEOPLE_CHARITY = ("MISSING_PEOPLE_CHARITY", "Missing-people charity", "voluntary")
    GANG_AND_VIOLENCE_CHARITY = ("GANG_AND_VIOLENCE_CHARITY", "Gang and violence charity", "voluntary")
    CHILDRENS_CHARITY = ("CHILDRENS_CHARITY", "Children's charity", "voluntary")
    MICRO_PROVIDER = ("MICRO_PROVIDER", "Micro-provider", "voluntary")
    CHILD_TRAFFICKING_ADVOCATE = ("CHILD_TRAFFICKING_ADVOCATE", "Child trafficking advocate", "voluntary")
    PARENT_GROUPS = ("PARENT_GROUPS", "Parent groups", "community")
    TRAIN_COMPANIES = ("TRAIN_COMPANIES", "Train companies", "business")
    TAXIS_HOTELS_TAKEAWAYS = ("TAXIS_HOTELS_TAKEAWAYS", "Taxis, hotels, takeaways", "business")
    BANKS = ("BANKS", "Banks", "business")
    CHILDRENS_HOME = ("CHILDRENS_HOME", "Children's home", "placement")
    PROVIDER_16_PLUS = ("PROVIDER_16_PLUS", "16+ provider", "placement")
    RESEARCHERS = ("RESEARCHERS", "Researchers", "other")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]

    @property
    def group(self) -> str:
        """Return the wider family this kind belongs to."""
        return self.value[2]


HOLDS_CHILDREN_IN_CUSTODY = frozenset(
    {AgencyKind.HOME_POLICE_FORCE, AgencyKind.ARRESTING_FORCE, AgencyKind.BRITISH_TRANSPORT_POLICE}
)
"""Agencies in whose custody a child is after an arrest."""

TOLD_OF_ARRESTS = HOLDS_CHILDREN_IN_CUSTODY | {
    AgencyKind.MISSING_AND_EXPLOITATION_POLICE_TEAM,
    AgencyKind.CID,
    AgencyKind.YOUTH_OFFENDING_TEAM,
}
"""Agencies that make an arrest, or are told of it by the police as their own work."""

FIND_MISSING_CHILDREN = HOLDS_CHILDREN_IN_CUSTODY | {
    AgencyKind.MISSING_AND_EXPLOITATION_POLICE_TEAM,
    AgencyKind.CHILDRENS_SOCIAL_CARE,
    AgencyKind.EMERGENCY_DUTY_TEAM,
    AgencyKind.EXPLOITATION_TEAM,
    AgencyKind.ADOLESCENT_TEAM,
    AgencyKind.LEAVING_CARE,
    AgencyKind.CHILDRENS_HOME,
    AgencyKind.SECURE_CHILDRENS_HOME,
    AgencyKind.PROVIDER_16_PLUS,
}
"""Agencies that look for a missing child, answer for the child, or are where the child comes back to."""

TREAT_EMERGENCIES = frozenset({AgencyKind.EMERGENCY_DEPARTMENT, AgencyKind.MAJOR_TRAUMA_CENTRE})
"""Agencies that a child at A&E is in front of."""

EXCLUDE_CHILDREN = frozenset({AgencyKind.SCHOOL, AgencyKind.PUPIL_REFERRAL_UNIT, AgencyKind.ACADEMY_TRUST})
"""Agencies that exclude a child, or are told by their own head teacher."""

BY_CODE: dict[str, AgencyKind] = {kind.code: kind for kind in AgencyKind}
