"""Keeps a place that somebody was told by word of mouth, and takes back that it is where the child is.

In:  a place, inside an open act.
Out: the place sealed like any other; or no longer said to be where the child is. It stays hidden from then on.
"""

from datetime import datetime
from uuid import UUID

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import AgencyId, SubjectId
from reachable.places.domain.kinds import PlaceKind, told_by_hand
from reachable.places.models import KeptPlace
from reachable.places.operations import PlaceToKeep, keep_places

BY_HAND = "by hand"


def keep_by_hand(
    *,
    subject_id: SubjectId,
    controller_id: AgencyId,
    kind: PlaceKind,
    lines: str,
    postcode: str,
    by: Actor,
    now: datetime,
) -> None:
    """Seal a place as an agency's worker was told it. Told again, it is the one told last.

    :raises reachable.places.operations.KeyIsDestroyed: when the agency's key of the record is destroyed.
    """
    keep_places(
        places=[
            PlaceToKeep(
                subject_id=subject_id,
                controller_id=controller_id,
                kind=kind,
                lines=lines,
                postcode=postcode,
                came_from=BY_HAND,
                told_by=told_by_hand(subject_id, controller_id),
            )
        ],
        by=by,
        now=now,
    )


def take_back_by_hand(
    *, place_id: UUID, subject_id: SubjectId, controller_id: AgencyId, by: Actor, now: datetime
) -> bool:
    """Take back that a place an agency's worker kept is where the child is, and return whether it was theirs to do.

    What a record tells as well still stands. The place goes on being hidden: somebody may have lived there.
    """
    require_acting()
    hand = told_by_hand(subject_id, controller_id)
    row = KeptPlace.objects.filter(
        pk=place_id, about_id=subject_id, controller_id=controller_id, told_by__contains=[hand]
    ).first()
    if row is None:
        return False
    row.told_by = [each for each in row.told_by if each != hand]
    row.withdrawn_at = row.withdrawn_at if row.told_by else now
    row.save(update_fields=["told_by", "withdrawn_at"])
    return True
