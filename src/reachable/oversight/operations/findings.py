"""Keeps patterns in how people looked, and what a reviewer answered.

In:  plain values; who does it; the instant.
Out: rows.
"""

from datetime import datetime
from uuid import UUID, uuid4

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import AgencyId
from reachable.oversight.domain.findings import FindingAnswer, Found
from reachable.oversight.models import LookFinding


def keep_finding(*, found: Found, agency_id: AgencyId, by: Actor, now: datetime) -> UUID:
    """Keep a finding, and return its id.

    :raises IntegrityError: when it was raised before.
    """
    require_acting()
    number = uuid4()
    LookFinding.objects.create(
        id=number,
        about_id=number,
        controller_id=agency_id,
        whom_id=found.whom,
        pattern=found.pattern.code,
        key=found.key,
        sentence=found.sentence,
        seen_from=found.seen_from,
        seen_until=found.seen_until,
        raised_at=now,
        told_at=now,
    )
    return number


def answer_finding(*, finding_id: UUID, answer: FindingAnswer, words: str, by: Actor, now: datetime) -> bool:
    """Keep a reviewer's answer, and return False when there was one already: the first stands.

    :raises IntegrityError: when it is about the reviewer: the database refuses it too.
    """
    require_acting()
    row = LookFinding.objects.select_for_update().get(id=finding_id)
    if row.answered_at is not None:
        return False
    row.answer, row.answer_words, row.answered_at, row.answered_by_id = answer.code, words, now, by.user_id
    row.save(update_fields=["answer", "answer_words", "answered_at", "answered_by"])
    return True


def climb_finding(*, finding_id: UUID, rung: int, by: Actor, now: datetime) -> None:
    """Keep how far a finding has climbed, and that its reviewers were told again."""
    require_acting()
    LookFinding.objects.filter(id=finding_id).update(rung=rung, told_at=now)
