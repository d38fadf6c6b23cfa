"""Keeps that somebody asked an agency for what it holds of a child, and what it answered.

In:  plain values; who does it; the instant.
Out: rows.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import AgencyId, SubjectId, TeamId, UserId
from reachable.oversight.domain.asking import AskReason, AskUrgency, NewAnswer
from reachable.oversight.models import HolderRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """What is asked of whom, for which team, why and by when."""

    subject_id: SubjectId
    holder_id: AgencyId
    holder_team_id: TeamId
    asked_for: TeamId
    reason: AskReason
    words: str
    urgency: AskUrgency
    due_at: datetime


def keep_request(*, request: NewRequest, asked_by: UserId, by: Actor, now: datetime) -> UUID:
    """Keep that somebody asked, and return the id."""
    require_acting()
    number = uuid4()
    HolderRequest.objects.create(
        id=number,
        about_id=number,
        controller_id=request.holder_id,
        subject_id=request.subject_id,
        holder_id=request.holder_id,
        holder_team_id=request.holder_team_id,
        asked_by_id=asked_by,
        asked_for_id=request.asked_for,
        reason=request.reason.code,
        words=request.words,
        urgency=request.urgency.code,
        asked_at=now,
        due_at=request.due_at,
    )
    return number


def keep_answer(*, request_id: UUID, given: NewAnswer, by: Actor, now: datetime) -> bool:
    """Keep what the holder answers, and return False when there was an answer already: the first stands."""
    require_acting()
    row = HolderRequest.objects.select_for_update().get(id=request_id)
    if row.answered_at is not None:
        return False
    row.answer, row.answer_words, row.share_id = given.answer.code, given.words.strip(), given.share_id
    row.ground = "" if given.ground is None else given.ground.code
    row.answered_at, row.answered_by_id = now, by.user_id
    row.save(update_fields=["answer", "answer_words", "share_id", "ground", "answered_at", "answered_by"])
    return True
