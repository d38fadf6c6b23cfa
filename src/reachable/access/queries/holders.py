"""Reads who holds a case: to whom a child is allocated now.

In:  records of one child, inside a run.
Out: who is told when somebody else comes to look at it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from reachable.access.domain.viewer import RelationshipReason, Run
from reachable.access.models import RotaEntry, User, WorkingRelationship
from reachable.kernel.ids import AboutId, UserId


def list_case_holders(
    *, viewer: Run, about_ids: Iterable[AboutId], at: datetime
) -> tuple[tuple[UserId, str, str], ...]:
    """Return who a child is allocated to, by name or as whoever is on duty for their team: id, name, address."""
    live = WorkingRelationship.objects.filter(
        about_id__in=list(about_ids),
        reason=RelationshipReason.ALLOCATED.code,
        starts_at__lte=at,
        ends_at__gt=at,
    )
    teams = live.filter(team__isnull=False).values("team_id")
    on_duty = RotaEntry.objects.filter(team_id__in=teams, starts_at__lte=at, ends_at__gt=at, user__isnull=False)
    people = User.objects.filter(
        Q(id__in=live.filter(user__isnull=False).values("user_id")) | Q(id__in=on_duty.values("user_id")),
        is_active=True,
    )
    return tuple((UserId(row.id), row.name, row.email) for row in people.order_by("name", "id"))
