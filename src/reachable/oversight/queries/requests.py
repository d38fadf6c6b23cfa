"""Reads requests to holders: those open to a reader, and which there are.

In:  ids that are open, or a run.
Out: RequestRecord.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from reachable.access.domain.viewer import Run, Viewer
from reachable.kernel.ids import AgencyId, ShareId, SubjectId, TeamId, UserId
from reachable.oversight.domain.asking import AskReason, AskUrgency, HolderAnswer, RefusalGround
from reachable.oversight.models import HolderRequest

REASON = {each.code: each for each in AskReason}
URGENCY = {each.code: each for each in AskUrgency}
ANSWER = {each.code: each for each in HolderAnswer}
GROUND = {each.code: each for each in RefusalGround}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRecord:
    """What was asked of an agency, and its answer; None while there is none."""

    id: UUID
    subject_id: SubjectId
    holder_id: AgencyId
    holder_name: str
    holder_phone: str
    asked_by: UserId
    asked_by_name: str
    asker_agency_id: AgencyId
    asker_agency: str
    reason: AskReason
    words: str
    urgency: AskUrgency
    asked_at: datetime
    due_at: datetime
    answer: HolderAnswer | None
    ground: RefusalGround | None
    answer_words: str
    answered_at: datetime | None
    answered_by: str
    share_id: ShareId | None


def list_requests(*, viewer: Viewer | Run, request_ids: Iterable[UUID]) -> tuple[RequestRecord, ...]:
    """Return requests, what waits first, by when an answer is due."""
    rows = HolderRequest.objects.filter(id__in=list(request_ids)).select_related(
        "holder", "asked_by", "asked_for__agency", "answered_by"
    )
    found = [
        RequestRecord(
            id=row.id,
            subject_id=SubjectId(row.subject_id),
            holder_id=AgencyId(row.holder_id),
            holder_name=row.holder.name,
            holder_phone=row.holder.switchboard or row.holder.out_of_hours_phone,
            asked_by=UserId(row.asked_by_id),
            asked_by_name=row.asked_by.name,
            asker_agency_id=AgencyId(row.asked_for.agency_id),
            asker_agency=row.asked_for.agency.name,
            reason=REASON[row.reason],
            words=row.words,
            urgency=URGENCY[row.urgency],
            asked_at=row.asked_at,
            due_at=row.due_at,
            answer=ANSWER.get(row.answer),
            ground=GROUND.get(row.ground),
            answer_words=row.answer_words,
            answered_at=row.answered_at,
            answered_by="" if row.answered_by is None else row.answered_by.name,
            share_id=None if row.share_id is None else ShareId(row.share_id),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (each.answered_at is not None, each.due_at, str(each.id))))


def list_request_ids(
    *, viewer: Run, agency_id: AgencyId, team_ids: Iterable[TeamId], user_id: UserId, since: datetime
) -> tuple[UUID, ...]:
    """Return what was asked of an agency, or by a person or their teams: what waits, and what is newer."""
    rows = HolderRequest.objects.filter(
        Q(holder_id=agency_id) | Q(asked_by_id=user_id) | Q(asked_for_id__in=list(team_ids)),
        Q(answered_at__isnull=True) | Q(asked_at__gte=since),
    )
    return tuple(rows.order_by("due_at", "id").values_list("id", flat=True))


def find_waiting_request(
    *, viewer: Run, subject_ids: Iterable[SubjectId], holder_id: AgencyId, team_ids: Iterable[TeamId]
) -> UUID | None:
    """Return the request of these teams to an agency about a child that still waits for its answer, or None."""
    rows = HolderRequest.objects.filter(
        subject_id__in=list(subject_ids),
        holder_id=holder_id,
        asked_for_id__in=list(team_ids),
        answered_at__isnull=True,
    )
    return rows.order_by("asked_at").values_list("id", flat=True).first()


def find_request_subject(*, viewer: Run, request_id: UUID) -> SubjectId | None:
    """Return whose record a request is about, or None when there is no such request. For the machine."""
    found = HolderRequest.objects.filter(id=request_id).values_list("subject_id", flat=True).first()
    return None if found is None else SubjectId(found)


def list_children_of_requests(*, viewer: Run, request_ids: Iterable[UUID]) -> Mapping[UUID, SubjectId]:
    """Return whose record each of these requests is about. For the machine."""
    rows = HolderRequest.objects.filter(id__in=list(request_ids)).values_list("id", "subject_id")
    return {request_id: SubjectId(subject_id) for request_id, subject_id in rows}


def list_requests_about(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> tuple[UUID, ...]:
    """Return the requests about one of these records. For the machine."""
    rows = HolderRequest.objects.filter(subject_id__in=list(subject_ids)).order_by("id")
    return tuple(rows.values_list("id", flat=True))
