"""Finds which kept places an agency's own workers were told by word of mouth.

In:  places; an agency.
Out: those of them that it can take back.
"""

from collections.abc import Iterable
from uuid import UUID

from reachable.access.domain.viewer import Run
from reachable.kernel.ids import AgencyId, SubjectId
from reachable.places.domain.kinds import told_by_hand
from reachable.places.models import KeptPlace


def find_by_hand(*, viewer: Run, place_ids: Iterable[UUID], controller_id: AgencyId) -> frozenset[UUID]:
    """Return which of these places stand because a worker of this agency was told them. For the machine."""
    rows = KeptPlace.objects.filter(id__in=list(place_ids), controller_id=controller_id)
    return frozenset(row.id for row in rows if told_by_hand(SubjectId(row.about_id), controller_id) in row.told_by)
