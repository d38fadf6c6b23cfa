"""Who is asking, in which role, for what purpose, at what moment.

In:  a signed-in person's working assignment.
Out: Viewer, Actor, Role, Purpose and which purposes each role may have, RelationshipReason, Sharing, Shown.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from reachable.kernel.ids import AgencyId, AreaId, RequestId, TeamId, UserId


class Role(Enum):
    """What somebody does here. (code stored, label shown, may read children's records)."""

    RECORDER = ("RECORDER", "Records concerns", False)
    PRACTITIONER = ("PRACTITIONER", "Works with children", True)
    DUTY_WORKER = ("DUTY_WORKER", "Answers alerts on duty", True)
    COORDINATOR = ("COORDINATOR", "Coordinates and triages", True)
    CUSTODY_SERGEANT = ("CUSTODY_SERGEANT", "Runs the custody suite", True)
    SAFEGUARDING_LEAD = ("SAFEGUARDING_LEAD", "Leads on safeguarding", True)
    ALLEGATIONS_OFFICER = ("ALLEGATIONS_OFFICER", "Looks into concerns about people who work with children", True)
    EXTRACT_OFFICER = ("EXTRACT_OFFICER", "Brings in agencies' extracts", False)
    SUPERVISOR = ("SUPERVISOR", "Supervises and reviews who has looked", True)
    SEALING_AUTHORITY = ("SEALING_AUTHORITY", "Seals and unseals records", False)
    ANALYST = ("ANALYST", "Reads counts", False)

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]

    @property
    def may_read(self) -> bool:
        """Test if this role can ever open a child's record. A relationship with the child is needed as well."""
        return self.value[2]


class Purpose(Enum):
    """Why somebody is looking. A pick-list, not free text."""

    SAFEGUARDING = ("SAFEGUARDING", "Safeguarding a child")
    TRIAGE = ("TRIAGE", "Deciding what happens with a concern")
    CUSTODY_CARE = ("CUSTODY_CARE", "Care of a child in custody")
    MATCHING_REVIEW = ("MATCHING_REVIEW", "Judging whether records are of the same child")
    RETURN_FROM_MISSING = ("RETURN_FROM_MISSING", "Finding or welcoming back a missing child")
    SUPERVISION = ("SUPERVISION", "Supervising practice")
    RECORDING = ("RECORDING", "Recording a concern")
    IMPORT = ("IMPORT", "Bringing in an extract")
    SEALING = ("SEALING", "Keeping a record sealed")
    STATISTICS = ("STATISTICS", "Reading counts that were released")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


PURPOSES_OF_ROLE: dict[Role, tuple[Purpose, ...]] = {
    Role.RECORDER: (Purpose.RECORDING,),
    Role.PRACTITIONER: (Purpose.SAFEGUARDING, Purpose.RETURN_FROM_MISSING),
    Role.DUTY_WORKER: (Purpose.SAFEGUARDING, Purpose.TRIAGE, Purpose.RETURN_FROM_MISSING),
    Role.COORDINATOR: (Purpose.TRIAGE, Purpose.SAFEGUARDING, Purpose.MATCHING_REVIEW, Purpose.RETURN_FROM_MISSING),
    Role.CUSTODY_SERGEANT: (Purpose.CUSTODY_CARE,),
    Role.SAFEGUARDING_LEAD: (Purpose.SAFEGUARDING, Purpose.RETURN_FROM_MISSING),
    Role.ALLEGATIONS_OFFICER: (Purpose.SAFEGUARDING,),
    Role.EXTRACT_OFFICER: (Purpose.IMPORT,),
    Role.SUPERVISOR: (Purpose.SUPERVISION, Purpose.SAFEGUARDING, Purpose.TRIAGE),
    Role.SEALING_AUTHORITY: (Purpose.SEALING,),
    Role.ANALYST: (Purpose.STATISTICS,),
}
"""The purposes each role may look for. The first is the usual one."""

READ_COUNTS = frozenset({Role.ANALYST, Role.SUPERVISOR, Role.COORDINATOR, Role.SAFEGUARDING_LEAD})
"""Who reads the counts that were released. An analyst reads nothing else: the database raises."""


class RelationshipReason(Enum):
    """Why somebody works with a child, a place, a group or a concern. Each relationship has an end."""

    ALLOCATED = ("ALLOCATED", "Allocated worker")
    HOLDS_RECORD = ("HOLDS_RECORD", "Their own agency's record")
    ALERTED = ("ALERTED", "Told by an alert")
    TRIAGING = ("TRIAGING", "Deciding on a concern")
    RECORDED_EVENT = ("RECORDED_EVENT", "Recorded what just happened")
    IN_CUSTODY = ("IN_CUSTODY", "The child is in their custody")
    REVIEWING_MATCH = ("REVIEWING_MATCH", "Asked whether records are of the same child")
    TRUSTED_ADULT = ("TRUSTED_ADULT", "Trusted adult")
    CLOCK_RUNS = ("CLOCK_RUNS", "A time set by law is running")
    NAMED_FOR_SEALED = ("NAMED_FOR_SEALED", "Named when the record was sealed")
    BROKEN_GLASS = ("BROKEN_GLASS", "Broke the glass for a child in danger")
    REVIEWING = ("REVIEWING", "Asked to review who has looked")
    KEEPING = ("KEEPING", "Asked whether the record is still needed")
    PROTECTING = ("PROTECTING", "Asked whether where the child is stays protected")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class Sharing(Enum):
    """Who may read a row once its child's record has been opened to them."""

    PARTNERS = ("PARTNERS", "Shared with everyone who works with the child")
    HOLDER = ("HOLDER", "Held by the agency that recorded it; others can ask for it")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]


class Shown(Enum):
    """How a record is shown: opened as a page of its own, or as a line of a list."""

    OPENED = "OPENED"
    LISTED = "LISTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """One person in one assignment during one request. `at` is the instant of the request, in UTC.

    `request_id` ties the audit entries of the request to what it may then read.
    """

    user_id: UserId
    name: str
    agency_id: AgencyId
    agency_name: str
    area_id: AreaId
    role: Role
    purpose: Purpose
    team_ids: tuple[TeamId, ...]
    request_id: RequestId
    at: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """The machine reading by itself: rules, matching, a job.

    It is logged for each run; what a person is shown is logged for each person.
    """

    job: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something: a person in an assignment, or a named job when nobody did."""

    user_id: UserId | None
    agency_id: AgencyId | None
    name: str
    role_code: str = "SYSTEM"
    purpose_code: str = "SAFEGUARDING"

    @classmethod
    def from_viewer(cls, viewer: Viewer) -> "Actor":
        """Return the person behind a request as somebody who acts."""
        return cls(
            user_id=viewer.user_id,
            agency_id=viewer.agency_id,
            name=viewer.name,
            role_code=viewer.role.code,
            purpose_code=viewer.purpose.code,
        )
