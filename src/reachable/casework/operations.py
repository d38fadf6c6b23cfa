"""Keeps who the trusted adult is, and what one shift leaves to the next.

In:  what the child or a worker said; what somebody going off shift wrote.
Out: rows.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor, Run
from reachable.casework.models import HandoverLine, HandoverNote, TrustedAdult
from reachable.casework.queries import HandoverRecord, list_handovers
from reachable.kernel.ids import AgencyId, AreaId, HandoverId, SubjectId, TeamId, UserId


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


def write_handover(
    *,
    area_id: AreaId,
    team_id: TeamId,
    controller_id: AgencyId,
    shift: tuple[datetime, datetime],
    words: str,
    lines: Mapping[SubjectId, str],
    made_by: UserId,
    by: Actor,
    now: datetime,
) -> HandoverId:
    """Keep a note for the shift from one instant to another, with a line for each child, and return its id."""
    require_acting()
    number = uuid4()
    note = HandoverNote.objects.create(
        id=number,
        about_id=number,
        controller_id=controller_id,
        area_id=area_id,
        team_id=team_id,
        shift_starts_at=shift[0],
        shift_ends_at=shift[1],
        words=words,
        made_at=now,
        made_by_id=made_by,
    )
    HandoverLine.objects.bulk_create(
        HandoverLine(about_id=subject_id, controller_id=controller_id, note=note, words=said)
        for subject_id, said in lines.items()
    )
    return HandoverId(number)


def mark_taken_over(*, note_id: HandoverId, by: Actor, now: datetime) -> HandoverRecord | None:
    """Keep who has taken a note over, and return it as it was; None when there is none.

    One that somebody has taken over, or that is their own, stays as it was.
    """
    require_acting()
    row = HandoverNote.objects.select_for_update().filter(pk=note_id).first()
    before = list_handovers(viewer=Run("handover"), note_ids=[note_id])
    if row is not None and row.taken_over_at is None and row.made_by_id != by.user_id:
        row.taken_over_at = now
        row.taken_over_by_id = by.user_id
        row.save(update_fields=["taken_over_at", "taken_over_by"])
    return before[0] if before else None
