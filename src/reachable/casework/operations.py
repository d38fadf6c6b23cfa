"""Keeps who the trusted adult is.

In:  what the child or a worker said.
Out: rows.
"""

from datetime import date, datetime

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
) -> None:
    """Keep that a child trusts somebody; saying it again changes nothing."""
    require_acting()
    if TrustedAdult.objects.filter(subject_id=subject_id, name=name, ended_on__isnull=True).exists():
        return
    TrustedAdult.objects.create(
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
