"""Keeps a protection on until a day, asks for it to end, and ends it when a second person of the agency does too.

In:  the protections of one agency's records of one child; what a named person said.
Out: looks, which are never written over; a later day, or an end. What is kept apart stays there.
"""

from collections.abc import Sequence
from datetime import date, datetime

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor, Run
from reachable.kernel.ids import AgencyId, SubjectId
from reachable.kernel.london import london_date
from reachable.places.domain.looking_again import (
    CannotLook,
    Looked,
    LookKind,
    SpokenWith,
    check_because,
    check_ending,
    check_next_day,
    check_spoken,
)
from reachable.places.models import ProtectedChild, ProtectionLook
from reachable.places.queries.looks import list_looked

RUN = Run("looks")
LONGEST = 300


def keep_protected(
    *, subject_ids: Sequence[SubjectId], agency_id: AgencyId, because: str, next_on: date, by: Actor, now: datetime
) -> None:
    """Keep that an agency's protections of one child are still needed, why, and when they are looked at next.

    None is asked to be ended any longer.

    :raises CannotLook: when no reason is given, the day is too far away, or nothing is protected.
    """
    require_acting()
    check_because(because)
    check_next_day(next_on=next_on, today=london_date(now))
    held = _hold(subject_ids, agency_id)
    _look(held, LookKind.KEPT, because, by=by, now=now, next_on=next_on)
    ProtectedChild.objects.filter(id__in=[each.id for each in held]).update(review_on=next_on)


def ask_to_end_protection(
    *,
    subject_ids: Sequence[SubjectId],
    agency_id: AgencyId,
    because: str,
    spoken: SpokenWith,
    by: Actor,
    now: datetime,
) -> None:
    """Keep that somebody asks for an agency's protections of one child to end. They stand until another confirms.

    :raises CannotLook: when no reason is given, nobody spoke with the child, or nothing is protected.
    """
    require_acting()
    check_because(because)
    check_spoken(spoken, today=london_date(now))
    _look(_hold(subject_ids, agency_id), LookKind.ASKED, because, by=by, now=now, spoken=spoken)


def end_protection(*, subject_ids: Sequence[SubjectId], agency_id: AgencyId, by: Actor, now: datetime) -> None:
    """End an agency's protections of one child, as another person asked. Those of other agencies stand.

    :raises CannotLook: when nobody asked, the same person did, or nothing is protected.
    """
    require_acting()
    held = _hold(subject_ids, agency_id)
    check_ending(held, by=by.user_id)
    for each in held:
        because = each.asked.because if each.asked is not None else ""
        _look([each], LookKind.ENDED, because, by=by, now=now)
        ProtectedChild.objects.filter(id=each.id).update(ended_at=now, ended_because=because)


def _hold(subject_ids: Sequence[SubjectId], agency_id: AgencyId) -> tuple[Looked, ...]:
    """Return the agency's protections of these records that stand, locked."""
    rows = ProtectedChild.objects.select_for_update().filter(
        subject_id__in=list(subject_ids), controller_id=agency_id, ended_at__isnull=True
    )
    standing = {row.id for row in rows.order_by("id")}
    held = tuple(each for each in list_looked(viewer=RUN, subject_ids=subject_ids) if each.id in standing)
    if not held:
        raise CannotLook("Your agency protects nothing here any more.")
    return held


def _look(
    held: Sequence[Looked],
    kind: LookKind,
    because: str,
    *,
    by: Actor,
    now: datetime,
    next_on: date | None = None,
    spoken: SpokenWith | None = None,
) -> None:
    if by.user_id is None:
        raise ValueError("somebody looks at a protection again, never the machine")
    ProtectionLook.objects.bulk_create(
        [
            ProtectionLook(
                about_id=each.subject_id,
                controller_id=each.agency_id,
                protection_id=each.id,
                number=len(each.looks) + 1,
                kind=kind.code,
                because=because.strip()[:LONGEST],
                next_on=next_on,
                spoken_by="" if spoken is None else spoken.who.strip(),
                spoken_on=None if spoken is None else spoken.on,
                child_says="" if spoken is None else spoken.child_says.strip(),
                looked_by_id=by.user_id,
                looked_by_name=by.name[:120],
                looked_at=now,
            )
            for each in held
        ]
    )
