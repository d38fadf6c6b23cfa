"""Reads protections with every time they were looked at again, and which are due to be.

In:  subject ids; a day.
Out: Looked values.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import models

from reachable.access.domain.viewer import Run, Viewer
from reachable.kernel.ids import AgencyId, SubjectId, UserId
from reachable.places.domain.kinds import REASON_WITHHELD
from reachable.places.domain.looking_again import Look, Looked, LookKind, SpokenWith
from reachable.places.models import ProtectedChild, ProtectionLook
from reachable.places.queries import find_under_glass

KIND_BY_CODE = {kind.code: kind for kind in LookKind}


def list_looked(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[Looked, ...]:
    """Return every protection of these records, those that ended too, the first decided coming first."""
    found = _looked(ProtectedChild.objects.filter(subject_id__in=list(subject_ids)))
    glass = find_under_glass(viewer=viewer)
    return tuple(replace(each, because=REASON_WITHHELD) if each.subject_id in glass else each for each in found)


def list_due_to_look(*, viewer: Run, by: date, agency_id: AgencyId | None = None) -> tuple[Looked, ...]:
    """Return the protections that stand and are looked at by a day, or wait for a second person to end them."""
    standing = ProtectedChild.objects.filter(ended_at__isnull=True)
    if agency_id is not None:
        standing = standing.filter(controller_id=agency_id)
    asked = ProtectionLook.objects.filter(kind=LookKind.ASKED.code).values("protection_id")
    found = _looked(standing.filter(review_on__lte=by) | standing.filter(id__in=asked))
    return tuple(each for each in found if each.review_on <= by or each.asked is not None)


def _looked(rows: "models.QuerySet[ProtectedChild]") -> tuple[Looked, ...]:
    found = list(rows.order_by("decided_at", "id"))
    looks: dict[UUID, list[Look]] = {row.id: [] for row in found}
    for row in ProtectionLook.objects.filter(protection_id__in=list(looks)).order_by("number") if found else ():
        looks[row.protection_id].append(_look(row))
    return tuple(
        Looked(
            id=row.id,
            subject_id=SubjectId(row.subject_id),
            agency_id=AgencyId(row.controller_id),
            because=row.because,
            decided_by_id=None if row.decided_by_id is None else UserId(row.decided_by_id),
            decided_by=row.decided_by_name,
            decided_at=row.decided_at,
            review_on=row.review_on,
            ended_at=row.ended_at,
            looks=tuple(looks[row.id]),
        )
        for row in found
    )


def _look(row: ProtectionLook) -> Look:
    spoken = None
    if row.spoken_on is not None:
        spoken = SpokenWith(who=row.spoken_by, on=row.spoken_on, child_says=row.child_says)
    return Look(
        number=row.number,
        kind=KIND_BY_CODE[row.kind],
        because=row.because,
        next_on=row.next_on,
        spoken=spoken,
        by_id=UserId(row.looked_by_id),
        by_name=row.looked_by_name,
        at=row.looked_at,
    )
