"""Keeps who the trusted adult is.

In:  what the child or a worker said.
Out: rows.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.casework.models import TrustedAdult
from reachable.kernel.ids import AgencyId, SubjectId


def record_trusted_adult(
    *,
    subject_id: SubjectId,
    controller_id: AgencyId,
    name: str,
    who_they_are: str,
    said_by: str,
    by: Actor,
    now: datetime,
    phone: str = "",
    since: date | None = None,
) -> tuple[UUID, bool]:
    """Keep that a child trusts somebody, and return which row says so and if it did not stand before.

    Saying it again changes nothing, and lets it stand again where it was withdrawn.
    """
    require_acting()
    held = TrustedAdult.objects.filter(subject_id=subject_id, name=name, ended_on__isnull=True).first()
    if held is not None:
        stood, held.withdrawn_at, held.withdrawn_because = held.withdrawn_at is None, None, ""
        held.save(update_fields=["withdrawn_at", "withdrawn_because"])
        return held.id, not stood
    row = TrustedAdult.objects.create(
        about_id=subject_id,
        subject_id=subject_id,
        controller_id=controller_id,
        name=name,
        who_they_are=who_they_are,
        phone=phone,
        said_by=said_by,
        since=since,
        recorded_at=now,
    )
    return row.id, True


def withdraw_trusted_adults(*, ids: Iterable[UUID], because: str, by: Actor, now: datetime) -> None:
    """Mark what was said about trusted adults as withdrawn, with the reason. It is kept."""
    require_acting()
    rows = TrustedAdult.objects.filter(id__in=list(ids), withdrawn_at__isnull=True)
    rows.update(withdrawn_at=now, withdrawn_because=because[:200])
