"""The three areas and the agencies in them.

In:  nothing.
Out: AREAS, AGENCIES, TEAMS. Every number is from the ranges kept for drama.
"""

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.demo.addresses import TOWNS_BY_AREA
from reachable.demo.numbers import landline, london_landline
from reachable.demo.partnership import Agency, Area, Team

NORTHSHIRE, EASTHAM, WESTMOOR = "northshire", "eastham", "westmoor"
N_CHILDREN, E_CHILDREN, W_CHILDREN = (f"{area}-childrens-services" for area in (NORTHSHIRE, EASTHAM, WESTMOOR))
N_POLICE, E_POLICE = "northshire-police", "thameside-police"
SCA = "single-competent-authority"


def _area(code: str, name: str, police_force: str) -> Area:
    return Area(code, name, police_force, tuple(town.outward for town in TOWNS_BY_AREA[code]))


AREAS: tuple[Area, ...] = (
    _area(NORTHSHIRE, "Northshire", "Northshire Police"),
    _area(EASTHAM, "Eastham", "Thameside Police"),
    _area(WESTMOOR, "Westmoor", "Westmoor Constabulary"),
)


def _agency(serial: int, code: str, name: str, kind: AgencyKind, area: str | None, *, users: bool = True) -> Agency:
    """Return an agency whose switchboard and night numbers follow from its serial."""
    number = london_landline if area == EASTHAM else landline
    return Agency(
        code=code,
        name=name,
        kind=kind,
        area=area,
        switchboard=number(serial),
        out_of_hours_phone="" if kind in SHUT_AT_NIGHT else number(serial + 1),
        has_users=users,
    )


SHUT_AT_NIGHT = frozenset({AgencyKind.SCHOOL, AgencyKind.PUPIL_REFERRAL_UNIT, AgencyKind.EARLY_HELP, AgencyKind.CAMHS})
_K = AgencyKind

AGENCIES: tuple[Agency, ...] = (
    _agency(100, N_CHILDREN, "Northshire Children's Services", _K.CHILDRENS_SOCIAL_CARE, NORTHSHIRE),
    _agency(104, "northshire-hub", "Northshire Multi-Agency Safeguarding Hub", _K.MULTI_AGENCY_HUB, NORTHSHIRE),
    _agency(108, "northshire-duty", "Northshire Emergency Duty Team", _K.EMERGENCY_DUTY_TEAM, NORTHSHIRE),
    _agency(112, "northshire-early-help", "Northshire Early Help", _K.EARLY_HELP, NORTHSHIRE),
    _agency(116, "northshire-youth-justice", "Northshire Youth Offending Team", _K.YOUTH_OFFENDING_TEAM, NORTHSHIRE),
    _agency(120, N_POLICE, "Northshire Police", _K.HOME_POLICE_FORCE, NORTHSHIRE),
    _agency(124, "wendle-general", "Wendle General Hospital", _K.EMERGENCY_DEPARTMENT, NORTHSHIRE),
    _agency(128, "aldermere-high", "Aldermere High School", _K.SCHOOL, NORTHSHIRE),
    _agency(132, "wendle-academy", "Market Wendle Academy", _K.SCHOOL, NORTHSHIRE),
    _agency(136, "southbay-school", "Southbay Community School", _K.SCHOOL, NORTHSHIRE),
    _agency(140, "thornwick-school", "Thornwick School", _K.SCHOOL, NORTHSHIRE, users=False),
    _agency(144, "wendle-bridge", "Wendle Bridge Pupil Referral Unit", _K.PUPIL_REFERRAL_UNIT, NORTHSHIRE),
    _agency(148, "harbour-house", "Harbour House", _K.CHILDRENS_HOME, NORTHSHIRE),
    _agency(152, "thornwick-lodge", "Thornwick Lodge", _K.CHILDRENS_HOME, NORTHSHIRE, users=False),
    _agency(156, "northshire-camhs", "Northshire CAMHS", _K.CAMHS, NORTHSHIRE, users=False),
    _agency(160, "wendle-valley-railway", "Wendle Valley Railway", _K.TRAIN_COMPANIES, NORTHSHIRE),
    _agency(200, E_CHILDREN, "Eastham Children's Services", _K.CHILDRENS_SOCIAL_CARE, EASTHAM),
    _agency(204, "eastham-hub", "Eastham Multi-Agency Safeguarding Hub", _K.MULTI_AGENCY_HUB, EASTHAM),
    _agency(208, "eastham-duty", "Eastham Emergency Duty Team", _K.EMERGENCY_DUTY_TEAM, EASTHAM),
    _agency(212, "eastham-youth-justice", "Eastham Youth Offending Team", _K.YOUTH_OFFENDING_TEAM, EASTHAM),
    _agency(216, E_POLICE, "Thameside Police", _K.HOME_POLICE_FORCE, EASTHAM),
    _agency(220, "fishpool-infirmary", "Fishpool Infirmary", _K.EMERGENCY_DEPARTMENT, EASTHAM),
    _agency(224, "canal-reach-school", "Canal Reach School", _K.SCHOOL, EASTHAM),
    _agency(228, "lea-cross-academy", "Lea Cross Academy", _K.SCHOOL, EASTHAM),
    _agency(232, "fishpool-road-school", "Fishpool Road School", _K.SCHOOL, EASTHAM, users=False),
    _agency(300, W_CHILDREN, "Westmoor Children's Services", _K.CHILDRENS_SOCIAL_CARE, WESTMOOR),
    _agency(304, "westmoor-duty", "Westmoor Emergency Duty Team", _K.EMERGENCY_DUTY_TEAM, WESTMOOR, users=False),
    _agency(308, "westmoor-constabulary", "Westmoor Constabulary", _K.HOME_POLICE_FORCE, WESTMOOR, users=False),
    _agency(312, "moorcross-high", "Moorcross High School", _K.SCHOOL, WESTMOOR, users=False),
    _agency(400, "british-transport-police", "British Transport Police", _K.BRITISH_TRANSPORT_POLICE, None),
    _agency(
        404,
        SCA,
        "Single Competent Authority, Home Office",
        _K.SINGLE_COMPETENT_AUTHORITY,
        None,
        users=False,
    ),
    _agency(408, "waymark", "Waymark", _K.LINE_SPECIALIST_CHARITY, None),
    _agency(412, "light-left-on", "The Light Left On", _K.MISSING_PEOPLE_CHARITY, None),
)
AGENCIES_BY_CODE: dict[str, Agency] = {agency.code: agency for agency in AGENCIES}


def _team(code: str, name: str, agency: str, area: str | None = None, *duties: str, phone: str = "") -> Team:
    """Return a team of an agency; with no number of its own it is reached through the switchboard."""
    owner = AGENCIES_BY_CODE[agency]
    return Team(
        code=code,
        name=name,
        agency=agency,
        area=area or owner.area or NORTHSHIRE,
        phone=phone or owner.switchboard,
        duties=duties,
    )


TEAMS: tuple[Team, ...] = (
    _team("northshire-triage", "Triage", "northshire-hub", NORTHSHIRE, "TRIAGE", "MATCHING", phone=landline(106)),
    _team(
        "northshire-exploitation",
        "Exploitation team",
        N_CHILDREN,
        NORTHSHIRE,
        "DUTY",
        phone=landline(102),
    ),
    _team("northshire-assessment", "Assessment team", N_CHILDREN),
    _team("northshire-allegations", "Allegations officer", N_CHILDREN, NORTHSHIRE, "ALLEGATIONS"),
    _team("northshire-records", "Records", N_CHILDREN),
    _team("northshire-returns", "Interviews on return", N_CHILDREN, NORTHSHIRE, "MISSING"),
    _team("northshire-duty-desk", "Night and weekend desk", "northshire-duty", NORTHSHIRE, "DUTY", phone=landline(110)),
    _team("northshire-early-help-workers", "Family workers", "northshire-early-help"),
    _team("northshire-youth-workers", "Youth justice workers", "northshire-youth-justice", NORTHSHIRE, "YOUTH_JUSTICE"),
    _team("southbay-custody", "Southbay custody", N_POLICE, NORTHSHIRE, "CUSTODY", phone=landline(122)),
    _team(
        "northshire-missing",
        "Missing and exploitation",
        N_POLICE,
        NORTHSHIRE,
        "MISSING",
        phone=landline(123),
    ),
    _team("wendle-emergency", "Emergency department", "wendle-general", NORTHSHIRE, "HEALTH", phone=landline(126)),
    _team("aldermere-safeguarding", "Safeguarding", "aldermere-high", NORTHSHIRE, "SCHOOL_SAFEGUARDING"),
    _team("wendle-safeguarding", "Safeguarding", "wendle-academy", NORTHSHIRE, "SCHOOL_SAFEGUARDING"),
    _team("southbay-safeguarding", "Safeguarding", "southbay-school", NORTHSHIRE, "SCHOOL_SAFEGUARDING"),
    _team("wendle-bridge-safeguarding", "Safeguarding", "wendle-bridge", NORTHSHIRE, "SCHOOL_SAFEGUARDING"),
    _team("harbour-house-staff", "Care staff", "harbour-house"),
    _team("railway-guards", "On-board staff", "wendle-valley-railway"),
    _team("eastham-triage", "Triage", "eastham-hub", EASTHAM, "TRIAGE", "MATCHING", phone=london_landline(206)),
    _team(
        "eastham-adolescents",
        "Adolescent team",
        E_CHILDREN,
        EASTHAM,
        "DUTY",
        phone=london_landline(202),
    ),
    _team("eastham-looked-after", "Looked-after children", E_CHILDREN),
    _team("eastham-returns", "Interviews on return", E_CHILDREN, EASTHAM, "MISSING", phone=london_landline(203)),
    _team("eastham-allegations", "Allegations officer", E_CHILDREN, EASTHAM, "ALLEGATIONS"),
    _team("eastham-duty-desk", "Night and weekend desk", "eastham-duty", EASTHAM, "DUTY", phone=london_landline(210)),
    _team("eastham-youth-workers", "Youth justice workers", "eastham-youth-justice", EASTHAM, "YOUTH_JUSTICE"),
    _team("lea-cross-custody", "Lea Cross custody", E_POLICE, EASTHAM, "CUSTODY", phone=london_landline(218)),
    _team(
        "thameside-missing",
        "Missing and exploitation",
        E_POLICE,
        EASTHAM,
        "MISSING",
        phone=london_landline(219),
    ),
    _team(
        "fishpool-emergency",
        "Emergency department",
        "fishpool-infirmary",
        EASTHAM,
        "HEALTH",
        phone=london_landline(222),
    ),
    _team("canal-reach-safeguarding", "Safeguarding", "canal-reach-school", EASTHAM, "SCHOOL_SAFEGUARDING"),
    _team("lea-cross-safeguarding", "Safeguarding", "lea-cross-academy", EASTHAM, "SCHOOL_SAFEGUARDING"),
    _team("westmoor-contact", "Contact team", W_CHILDREN, WESTMOOR, "TRIAGE", "DUTY"),
    _team("westmoor-duty-desk", "Night and weekend desk", "westmoor-duty", WESTMOOR, "DUTY", phone=landline(306)),
    _team("railway-policing", "Railway policing", "british-transport-police", NORTHSHIRE),
    _team("competent-authority-desk", "Referrals", SCA),
    _team("waymark-caseworkers", "Caseworkers", "waymark"),
    _team("light-left-on-interviewers", "Return interviewers", "light-left-on"),
)
TEAMS_BY_CODE: dict[str, Team] = {team.code: team for team in TEAMS}
