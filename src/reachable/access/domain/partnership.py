"""What is told of areas, agencies, teams and turns on duty: plain values, never rows.

In:  ids.
Out: Assignment, AreaCard, AgencyCard, TeamCard, NamedContact, OnDuty, RingNumber, Look, WorksWith.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.viewer import Purpose, RelationshipReason, Role
from reachable.kernel.ids import AboutId, AgencyId, AreaId, TeamId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One role somebody holds in one team now: what they choose when they sign in."""

    membership_id: UUID
    user_id: UserId
    user_name: str
    role: Role
    team_id: TeamId
    team_name: str
    agency_id: AgencyId
    agency_name: str
    area_id: AreaId
    area_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInChoice:
    """Somebody made up who can be signed in as during a demo, with one of their assignments."""

    assignment: Assignment
    what_they_do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCard:
    """A local authority area."""

    id: AreaId
    code: str
    name: str
    police_force: str
    country: str
    outward_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyCard:
    """An agency and how to ring it. One without users can only be rung."""

    id: AgencyId
    code: str
    name: str
    kind: AgencyKind
    area_id: AreaId | None
    area_name: str
    switchboard: str
    out_of_hours_phone: str
    has_users: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCard:
    """A team, the agency it is part of, and the kinds of turn it takes."""

    id: TeamId
    code: str
    name: str
    agency_id: AgencyId
    agency_name: str
    agency_kind: AgencyKind
    area_id: AreaId
    phone: str
    switchboard: str
    out_of_hours_phone: str
    has_users: bool
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInRole:
    """Somebody who works in a role, with where to write to them."""

    user_id: UserId
    name: str
    email: str
    role: Role
    agency_id: AgencyId
    area_id: AreaId


@dataclass(frozen=True, slots=True)
class NamedContact:
    """Somebody who is told by name, whatever the rota says, and the number to ring, empty when there is none."""

    user_id: UserId
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on duty at a step of a team's ladder. Somebody without a sign-in has a name and a number only."""

    step: int
    user_id: UserId | None
    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RingNumber:
    """Whom to ring in an area. `who` is None when nobody is on the rota: then the agency's own numbers are given."""

    agency_name: str
    agency_kind: AgencyKind
    team_name: str
    duties: tuple[str, ...]
    who: str | None
    phone: str
    out_of_hours_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One entry of the audit record about a child: who, for which agency, in which role, why, and what came of it."""

    about_id: AboutId
    at: datetime
    kind: str
    user_name: str
    agency_name: str
    role: Role | None
    purpose: Purpose | None
    what: str
    agency_id: AgencyId | None = None

    @property
    def is_act(self) -> bool:
        """Test if somebody did something with the record, beside looking at it."""
        return self.kind == "WROTE"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksWith:
    """A team, or a person, that works with a record now, and why."""

    about_id: AboutId
    name: str
    agency_name: str
    reason: RelationshipReason
