"""Keeps that an adult must not be told of a child.

In:  who, why, and who said so.
Out: a row that everything that leaves is checked against.
"""

from datetime import datetime
from uuid import UUID

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import AgencyId, SubjectId
from reachable.people.domain.telling import WouldBeTold
from reachable.people.models import MustNotBeTold


def record_must_not_be_told(
    *,
    subject_id: SubjectId,
    controller_id: AgencyId,
    who: WouldBeTold,
    because: str,
    said_by: str,
    by: Actor,
    now: datetime,
) -> UUID:
    """Keep that an adult must not be told of a child, why, and who said so. What leaves is checked against it."""
    require_acting()
    row = MustNotBeTold.objects.create(
        about_id=subject_id,
        subject_id=subject_id,
        controller_id=controller_id,
        adult_name=who.name,
        email=who.email,
        phone=who.phone,
        because=because,
        said_by=said_by,
        recorded_at=now,
    )
    return row.id
