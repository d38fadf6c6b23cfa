"""Reads who works in which role and team at a moment.

In:  roles, or none for all; an instant.
Out: StaffMember values.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from reachable.access.domain.staff import StaffMember
from reachable.access.domain.viewer import Role
from reachable.access.models import Membership
from reachable.kernel.ids import AgencyId, AreaId, TeamId, UserId

ROLE_BY_CODE = {role.code: role for role in Role}


def list_staff(*, at: datetime, roles: Iterable[Role] | None = None) -> tuple[StaffMember, ...]:
    """Return everybody who works in one of these roles at an instant, once for each team, by name."""
    rows = Membership.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at, user__is_active=True
    ).select_related("user", "team__agency")
    if roles is not None:
        rows = rows.filter(role__in=[role.code for role in roles])
    return tuple(
        StaffMember(
            user_id=UserId(row.user_id),
            name=row.user.name,
            phone=row.user.phone,
            email=row.user.email,
            role=ROLE_BY_CODE[row.role],
            team_id=TeamId(row.team_id),
            team_name=row.team.name,
            agency_id=AgencyId(row.team.agency_id),
            agency_name=row.team.agency.name,
            area_id=AreaId(row.team.area_id),
        )
        for row in rows.order_by("user__name", "user_id", "team__name", "role")
    )
