"""Reads which teams of an agency work with a record now.

In:  records, an agency, an instant; inside a run.
Out: team ids.
"""

from collections.abc import Iterable
from datetime import datetime

from reachable.access.domain.viewer import Run
from reachable.access.models import WorkingRelationship
from reachable.kernel.ids import AboutId, AgencyId, TeamId


def list_working_teams(
    *, viewer: Run, about_ids: Iterable[AboutId], agency_id: AgencyId, at: datetime
) -> tuple[TeamId, ...]:
    """Return the teams of an agency that work with one of these records at a moment, the longest first."""
    rows = WorkingRelationship.objects.filter(
        about_id__in=list(about_ids), team__agency_id=agency_id, starts_at__lte=at, ends_at__gt=at
    ).order_by("starts_at", "id")
    return tuple(dict.fromkeys(TeamId(each) for each in rows.values_list("team_id", flat=True)))
