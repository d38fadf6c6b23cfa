"""What an area, an agency, a team, somebody who works there and a turn on duty look like in the demo.

In:  nothing.
Out: plain values with the same fields as the tables of `access`.
"""

from dataclasses import dataclass
from datetime import datetime

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.viewer import Role
from reachable.demo.addresses import Address
from reachable.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Area:
    """A local authority area, its police force, and the first halves of its postcodes."""

    code: str
    name: str
    police_force: str
    outward_codes: tuple[str, ...]
    country: str = "ENGLAND"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An organisation. One without users can only be rung."""

    code: str
    name: str
    kind: AgencyKind
    area: str | None
    switchboard: str
    out_of_hours_phone: str = ""
    has_users: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Part of an agency, the area it covers, and the kinds of turn it takes."""

    code: str
    name: str
    agency: str
    area: str
    phone: str = ""
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """A role held in a team."""

    team: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Somebody who signs in. `memberships` are in the order they are offered; the first is the usual one."""

    code: str
    name: str
    phone: str
    what_they_do: str
    memberships: tuple[Membership, ...]

    @property
    def email(self) -> str:
        """Return what they sign in with."""
        return f"{self.code}@example.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One turn on duty for a team, at a step of its ladder. `staff` is None when the person on duty has no sign-in."""

    team: str
    step: int
    staff: str | None
    name: str
    phone: str
    period: Period[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaGap:
    """A stretch that nobody is down for, left so on purpose."""

    team: str
    step: int
    period: Period[datetime]
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A place children are: a school, a children's home, a hospital, a custody suite, a station."""

    code: str
    name: str
    kind: str
    agency: str
    address: Address
    phone: str
