"""The kinds of thing that happen to a child, in the field's words.

In:  nothing.
Out: EventKind with its label, its track and the details it may carry; RoleInEvent; Track.

An interval (a missing episode, an exclusion, a stay in custody) is two events, a start and an end, tied by an episode
reference: each end becomes known at its own time, and a rule must see only the one that was known.
"""

from dataclasses import dataclass
from enum import Enum


class Track(Enum):
    """The processes that run side by side around one child."""

    CRIMINAL = "CRIMINAL"
    NRM = "NRM"
    SAFEGUARDING = "SAFEGUARDING"
    MISSING = "MISSING"
    EDUCATION = "EDUCATION"
    PLACEMENT = "PLACEMENT"
    HEALTH = "HEALTH"


class RoleInEvent(Enum):
    """What somebody was in one event. Never a property of the person: a child can be both in one week."""

    SUBJECT = "SUBJECT"
    VICTIM = "VICTIM"
    SUSPECT = "SUSPECT"
    WITNESS = "WITNESS"
    CO_ARRESTEE = "CO_ARRESTEE"
    FRIEND = "FRIEND"
    SIBLING = "SIBLING"
    PARENT_OR_CARER = "PARENT_OR_CARER"
    ADULT_PRESENT = "ADULT_PRESENT"
    PROFESSIONAL = "PROFESSIONAL"

    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class KindOfEvent:
    """A label for the page, the track it moves (or none), and the names of the details it may carry."""

    label: str
    track: Track | None
    details: tuple[str, ...] = ()


class EventKind(Enum):
    """Every kind of event. The value is what is stored; `.label` is what is shown."""

    ARREST = "ARREST"
    STOP_SEARCH = "STOP_SEARCH"
    STOPPED = "STOPPED"
    SEIZURE = "SEIZURE"
    INTERNAL_CONCEALMENT = "INTERNAL_CONCEALMENT"
    CHARGE = "CHARGE"
    POLICE_CAUTION = "POLICE_CAUTION"
    COURT_HEARING = "COURT_HEARING"
    SENTENCE = "SENTENCE"
    ORDER_BREACHED = "ORDER_BREACHED"
    ORDER_ENDED = "ORDER_ENDED"
    DIVERTED = "DIVERTED"
    YOUTH_JUSTICE_ASSESSMENT = "YOUTH_JUSTICE_ASSESSMENT"
    READY_FOR_RELEASE = "READY_FOR_RELEASE"
    COLLECTED_BY_ADULT = "COLLECTED_BY_ADULT"
    COLLECTION_REFUSED = "COLLECTION_REFUSED"
    RELEASED = "RELEASED"
    RELEASE_SAFETY_CHECK = "RELEASE_SAFETY_CHECK"
    DEBT_AND_THREAT_CHECK = "DEBT_AND_THREAT_CHECK"
    HOME_AREA_TOLD = "HOME_AREA_TOLD"
    POLICE_PROTECTION = "POLICE_PROTECTION"
    INCIDENT = "INCIDENT"
    ASSAULT_ON_CHILD = "ASSAULT_ON_CHILD"
    ROBBERY_OF_CHILD = "ROBBERY_OF_CHILD"
    THREAT = "THREAT"
    PEER_ARREST = "PEER_ARREST"

    MISSING_REPORTED = "MISSING_REPORTED"
    MISSING_FOUND = "MISSING_FOUND"
    FOUND_AWAY_FROM_HOME = "FOUND_AWAY_FROM_HOME"
    FOUND_AT_CUCKOOED_ADDRESS = "FOUND_AT_CUCKOOED_ADDRESS"
    RAIL_REPORT = "RAIL_REPORT"
    RETURN_INTERVIEW_OFFERED = "RETURN_INTERVIEW_OFFERED"
    RETURN_INTERVIEW_HELD = "RETURN_INTERVIEW_HELD"
    RETURN_INTERVIEW_DECLINED = "RETURN_INTERVIEW_DECLINED"

    NRM_CONSIDERED = "NRM_CONSIDERED"
    NRM_REFERRAL = "NRM_REFERRAL"
    NRM_REASONABLE_GROUNDS = "NRM_REASONABLE_GROUNDS"
    NRM_CONCLUSIVE_GROUNDS = "NRM_CONCLUSIVE_GROUNDS"
    NRM_PANEL_MET = "NRM_PANEL_MET"
    NRM_RECONSIDERATION_ASKED = "NRM_RECONSIDERATION_ASKED"
    NRM_WITHDRAWN = "NRM_WITHDRAWN"

    REFERRAL = "REFERRAL"
    REFERRAL_DECISION = "REFERRAL_DECISION"
    STRATEGY_DISCUSSION = "STRATEGY_DISCUSSION"
    ASSESSMENT_STARTED = "ASSESSMENT_STARTED"
    ASSESSMENT_COMPLETED = "ASSESSMENT_COMPLETED"
    CONFERENCE_HELD = "CONFERENCE_HELD"
    PLAN_STARTED = "PLAN_STARTED"
    PLAN_REVIEWED = "PLAN_REVIEWED"
    PLAN_ENDED = "PLAN_ENDED"
    CASE_CLOSED = "CASE_CLOSED"
    SOCIAL_WORK_VISIT = "SOCIAL_WORK_VISIT"
    CONTACT = "CONTACT"
    SUPPORT_OFFERED = "SUPPORT_OFFERED"
    WORK_STARTED = "WORK_STARTED"
    WORKER_MET = "WORKER_MET"
    APPOINTMENT_MISSED = "APPOINTMENT_MISSED"
    DISENGAGED = "DISENGAGED"
    WORK_ENDED = "WORK_ENDED"

    EXCLUSION_FIXED = "EXCLUSION_FIXED"
    EXCLUSION_PERMANENT = "EXCLUSION_PERMANENT"
    EXCLUSION_ENDED = "EXCLUSION_ENDED"
    ABSENCE = "ABSENCE"
    TIMETABLE_SET = "TIMETABLE_SET"
    SCHOOL_STARTED = "SCHOOL_STARTED"
    BULLYING_OR_ISOLATION = "BULLYING_OR_ISOLATION"

    PLACEMENT_STARTED = "PLACEMENT_STARTED"
    PLACEMENT_ENDED = "PLACEMENT_ENDED"
    HOST_AREA_TOLD = "HOST_AREA_TOLD"
    SECURE_STARTED = "SECURE_STARTED"
    CUSTODY_STARTED = "CUSTODY_STARTED"
    CUSTODY_INCIDENT = "CUSTODY_INCIDENT"
    CUSTODY_MOVE = "CUSTODY_MOVE"
    RELEASE_PLANNED = "RELEASE_PLANNED"
    RELEASED_FROM_CUSTODY = "RELEASED_FROM_CUSTODY"
    FAMILY_MOVED = "FAMILY_MOVED"

    HOSPITAL_ATTENDANCE = "HOSPITAL_ATTENDANCE"
    HOSPITAL_DISCHARGE = "HOSPITAL_DISCHARGE"

    CONCERN_RAISED = "CONCERN_RAISED"
    CHILD_SAID = "CHILD_SAID"
    PARENT_ASKED_FOR_HELP = "PARENT_ASKED_FOR_HELP"
    SIGN_NOTICED = "SIGN_NOTICED"
    SIGHTING = "SIGHTING"
    HOME_TAKEN_OVER = "HOME_TAKEN_OVER"

    # A kind is one object: its identity is the quickest hash. The enum's own hashes its name, in Python, each time.
    __hash__ = object.__hash__

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return KINDS[self].label

    @property
    def track(self) -> Track | None:
        """Return the process this event moves."""
        return KINDS[self].track


TAKES_AWAY = (
    EventKind.MISSING_REPORTED,
    EventKind.FOUND_AWAY_FROM_HOME,
    EventKind.ARREST,
    EventKind.PLACEMENT_STARTED,
    EventKind.SECURE_STARTED,
)
"""What begins an episode that may keep a child away overnight. The database keeps when its end was told beside it."""

BRINGS_BACK = (
    EventKind.MISSING_FOUND,
    EventKind.RELEASED,
    EventKind.COLLECTED_BY_ADULT,
    EventKind.PLACEMENT_ENDED,
)
"""What ends such an episode."""

_K = KindOfEvent
_C, _N, _S, _M, _E, _P, _H = (
    Track.CRIMINAL,
    Track.NRM,
    Track.SAFEGUARDING,
    Track.MISSING,
    Track.EDUCATION,
    Track.PLACEMENT,
    Track.HEALTH,
)

KINDS: dict[EventKind, KindOfEvent] = {
    EventKind.ARREST: _K("Arrested", _C, ("offence", "drugs_supply", "away_from_home_area")),
    EventKind.STOP_SEARCH: _K("Stopped and searched", _C, ("found", "away_from_home_area")),
    EventKind.STOPPED: _K("Stopped and spoken to", _C, ("reason", "away_from_home_area")),
    EventKind.SEIZURE: _K(
        "Drugs, cash or goods taken by police", _C, ("drugs", "wraps", "cash_pence", "phones", "weapon")
    ),
    EventKind.INTERNAL_CONCEALMENT: _K("Drugs hidden inside the body", _C, ("how_known",)),
    EventKind.CHARGE: _K("Charged", _C, ("offence",)),
    EventKind.POLICE_CAUTION: _K("Police caution or warning", _C, ("offence",)),
    EventKind.COURT_HEARING: _K("Court hearing", _C, ("court",)),
    EventKind.SENTENCE: _K("Sentenced", _C, ("sentence",)),
    EventKind.ORDER_BREACHED: _K("Order breached", _C, ("reason",)),
    EventKind.ORDER_ENDED: _K("Order ended", _C, ("sentence",)),
    EventKind.DIVERTED: _K("Diverted from court", _C, ("outcome",)),
    EventKind.YOUTH_JUSTICE_ASSESSMENT: _K("Youth justice assessment", _C, ("tool", "exploitation_seen")),
    EventKind.READY_FOR_RELEASE: _K("Ready to leave custody", _C, ("away_from_home_area",)),
    EventKind.COLLECTED_BY_ADULT: _K("Collected by a responsible adult", _C, ("relationship",)),
    EventKind.COLLECTION_REFUSED: _K("Asked to collect and refused", _C, ("area_side",)),
    EventKind.RELEASED: _K("Left police custody", _C, ("disposal", "out_of_hours", "away_from_home_area")),
    EventKind.RELEASE_SAFETY_CHECK: _K("Safety checked before release", _C, ()),
    EventKind.DEBT_AND_THREAT_CHECK: _K("Debt and threats asked about", _S, ()),
    EventKind.HOME_AREA_TOLD: _K("Home area told", _S, ()),
    EventKind.POLICE_PROTECTION: _K("Police protection used", _S, ()),
    EventKind.INCIDENT: _K("Incident", _C, ("incident_type",)),
    EventKind.ASSAULT_ON_CHILD: _K("Assaulted", _H, ("weapon",)),
    EventKind.ROBBERY_OF_CHILD: _K("Robbed", _S, ("carrying",)),
    EventKind.THREAT: _K("Threatened", _S, ("against",)),
    EventKind.PEER_ARREST: _K("A friend was arrested", None, ()),
    EventKind.MISSING_REPORTED: _K("Reported missing", _M, ("from_setting", "grade")),
    EventKind.MISSING_FOUND: _K("Found or returned", _M, ("found_where", "miles_from_home", "condition")),
    EventKind.FOUND_AWAY_FROM_HOME: _K(
        "Found away from home area", _M, ("miles_from_home", "no_ticket", "reason_verified")
    ),
    EventKind.FOUND_AT_CUCKOOED_ADDRESS: _K("Found at a cuckooed address", _S, ()),
    EventKind.RAIL_REPORT: _K(
        "Met on a train or at a station", _M, ("no_ticket", "alone", "in_school_hours", "reason_verified")
    ),
    EventKind.RETURN_INTERVIEW_OFFERED: _K("Return home interview offered", _M, ()),
    EventKind.RETURN_INTERVIEW_HELD: _K("Return home interview held", _M, ("independent",)),
    EventKind.RETURN_INTERVIEW_DECLINED: _K("Return home interview declined", _M, ("reason",)),
    EventKind.NRM_CONSIDERED: _K("NRM referral considered and not made", _N, ("reason",)),
    EventKind.NRM_REFERRAL: _K("NRM referral", _N, ("first_responder",)),
    EventKind.NRM_REASONABLE_GROUNDS: _K("NRM reasonable grounds decision", _N, ("positive",)),
    EventKind.NRM_CONCLUSIVE_GROUNDS: _K("NRM conclusive grounds decision", _N, ("positive",)),
    EventKind.NRM_PANEL_MET: _K("Devolved NRM panel met", _N, ("decision",)),
    EventKind.NRM_RECONSIDERATION_ASKED: _K("NRM reconsideration asked for", _N, ()),
    EventKind.NRM_WITHDRAWN: _K("NRM referral withdrawn or suspended", _N, ("reason",)),
    EventKind.REFERRAL: _K("Referred to children's social care", _S, ("referred_by",)),
    EventKind.REFERRAL_DECISION: _K("Decision on a referral", _S, ("decision",)),
    EventKind.STRATEGY_DISCUSSION: _K("Strategy discussion", _S, ()),
    EventKind.ASSESSMENT_STARTED: _K("Assessment started", _S, ()),
    EventKind.ASSESSMENT_COMPLETED: _K("Assessment completed", _S, ("factors",)),
    EventKind.CONFERENCE_HELD: _K("Child protection conference", _S, ()),
    EventKind.PLAN_STARTED: _K("Plan started", _S, ("plan_type",)),
    EventKind.PLAN_REVIEWED: _K("Plan reviewed", _S, ("plan_type",)),
    EventKind.PLAN_ENDED: _K("Plan ended", _S, ("plan_type", "reason")),
    EventKind.CASE_CLOSED: _K("Case closed", _S, ("reason",)),
    EventKind.SOCIAL_WORK_VISIT: _K("Social work visit", _S, ("child_seen",)),
    EventKind.CONTACT: _K("Contact with a service", _S, ("outcome",)),
    EventKind.SUPPORT_OFFERED: _K("Support offered", _S, ("service",)),
    EventKind.WORK_STARTED: _K("Work with a service started", _S, ("service",)),
    EventKind.WORKER_MET: _K("Met a worker", _S, ("service", "how")),
    EventKind.APPOINTMENT_MISSED: _K("Did not come to an appointment", _S, ("service", "reason")),
    EventKind.DISENGAGED: _K("Not taking part for now", _S, ("service", "reason")),
    EventKind.WORK_ENDED: _K("Work with a service ended", _S, ("service", "reason")),
    EventKind.EXCLUSION_FIXED: _K("Suspended from school", _E, ("days", "reason")),
    EventKind.EXCLUSION_PERMANENT: _K("Permanently excluded from school", _E, ("reason",)),
    EventKind.EXCLUSION_ENDED: _K("Exclusion ended", _E, ()),
    EventKind.ABSENCE: _K("Absent from school", _E, ("sessions", "authorised")),
    EventKind.TIMETABLE_SET: _K("Timetable set", _E, ("hours_per_week", "after_school_day")),
    EventKind.SCHOOL_STARTED: _K("Started at a school", _E, ("school_type",)),
    EventKind.BULLYING_OR_ISOLATION: _K("Bullied or isolated", _E, ()),
    EventKind.PLACEMENT_STARTED: _K("Placement started", _P, ("placement_type", "miles_from_home", "out_of_area")),
    EventKind.PLACEMENT_ENDED: _K("Placement ended", _P, ("reason",)),
    EventKind.HOST_AREA_TOLD: _K("Area of the placement told", _P, ()),
    EventKind.SECURE_STARTED: _K("Secure placement started", _P, ("out_of_area",)),
    EventKind.CUSTODY_STARTED: _K("Arrived in a young offender institution", _C, ()),
    EventKind.CUSTODY_INCIDENT: _K("Incident in a young offender institution", _C, ()),
    EventKind.CUSTODY_MOVE: _K("Moved to another institution", _C, ("miles_from_home",)),
    EventKind.RELEASE_PLANNED: _K("Release date set", _C, ("accommodation_confirmed",)),
    EventKind.RELEASED_FROM_CUSTODY: _K("Released from a young offender institution", _C, ("accommodation_confirmed",)),
    EventKind.FAMILY_MOVED: _K("Family moved", _P, ()),
    EventKind.HOSPITAL_ATTENDANCE: _K("Seen at hospital", _H, ("injury", "weapon", "assault")),
    EventKind.HOSPITAL_DISCHARGE: _K("Left hospital", _H, ("how_left",)),
    EventKind.CONCERN_RAISED: _K("Concern raised", _S, ("indicators",)),
    EventKind.CHILD_SAID: _K("In the child's own words", None, ("wants_out", "heard_by")),
    EventKind.PARENT_ASKED_FOR_HELP: _K("Parent or carer asked for help", _S, ()),
    EventKind.SIGN_NOTICED: _K("Sign noticed", None, ("indicator",)),
    EventKind.SIGHTING: _K("Seen", None, ("seen_by", "with_whom", "how_known", "condition")),
    EventKind.HOME_TAKEN_OVER: _K("Home taken over by others", None, ()),
}
