"""Somebody who works in a role, in which team, and how to reach them.

In:  nothing.
Out: StaffMember.
"""

from dataclasses import dataclass

from reachable.access.domain.viewer import Role
from reachable.kernel.ids import AgencyId, AreaId, TeamId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """One person in one role in one team at a moment."""

    user_id: UserId
    name: str
    phone: str
    email: str
    role: Role
    team_id: TeamId
    team_name: str
    agency_id: AgencyId
    agency_name: str
    area_id: AreaId
