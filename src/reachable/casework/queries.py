"""Reads trusted adults.

In:  the subjects of one person, in an open context.
Out: plain values, most recent first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from reachable.access.domain.viewer import Run, Viewer
from reachable.casework.models import TrustedAdult
from reachable.kernel.ids import SubjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedAdultRecord:
    """Somebody this child trusts, who said so, and since when."""

    subject_id: SubjectId
    name: str
    who_they_are: str
    phone: str
    said_by: str
    since: date | None
    recorded_at: datetime


def list_trusted_adults(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[TrustedAdultRecord, ...]:
    """Return the adults these subjects trust now."""
    rows = TrustedAdult.objects.filter(
        about_id__in=list(subject_ids), ended_on__isnull=True, withdrawn_at__isnull=True
    ).order_by("-recorded_at", "name")
    return tuple(
        TrustedAdultRecord(
            subject_id=SubjectId(row.subject_id),
            name=row.name,
            who_they_are=row.who_they_are,
            phone=row.phone,
            said_by=row.said_by,
            since=row.since,
            recorded_at=row.recorded_at,
        )
        for row in rows
    )
