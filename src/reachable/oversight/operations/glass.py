"""Keeps that the glass was broken, that it was closed again, and what a reviewer answered.

In:  plain values; who does it; the instant.
Out: rows.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from psycopg.errors import ExclusionViolation

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import AgencyId, SubjectId, UserId
from reachable.oversight.domain.broken_glass import GlassAnswer, GlassOutcome, GlassReason
from reachable.oversight.models import BrokenGlass


class GlassIsOpen(ValueError):
    """Theirs is open already. One child at a time: close it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGlass:
    """Glass that is being broken: by whom, why, and what it opens. Without `subject_id` nothing is opened."""

    controller_id: AgencyId
    agency_id: AgencyId
    stated_by: str
    reason: GlassReason
    danger: str
    review_by: datetime
    subject_id: SubjectId | None = None
    ends_at: datetime | None = None


def keep_glass(*, glass: NewGlass, broken_by: UserId, by: Actor, now: datetime) -> UUID:
    """Keep that somebody broke the glass, and return its id.

    :raises GlassIsOpen: when theirs is open already: one child at a time, whoever of two requests came first.
    """
    require_acting()
    number = uuid4()
    row = BrokenGlass(
        id=number,
        about_id=number,
        controller_id=glass.controller_id,
        broken_by_id=broken_by,
        agency_id=glass.agency_id,
        role=by.role_code,
        subject_id=glass.subject_id,
        outcome=(GlassOutcome.NOTHING if glass.subject_id is None else GlassOutcome.OPENED).name,
        stated_by=glass.stated_by,
        reason=glass.reason.code,
        danger=glass.danger,
        starts_at=now,
        ends_at=glass.ends_at,
        review_by=glass.review_by,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as problem:
        if isinstance(problem.__cause__, ExclusionViolation):
            raise GlassIsOpen("Close the record that is open first") from problem
        raise
    return number


def would_open(*, subject_id: SubjectId, by: Actor, now: datetime) -> bool:
    """Ask the database whether breaking the glass may open this record to whoever acts.

    Not one that is sealed, nor one they have a conflict of interest with, which is noted for their reviewers.
    """
    require_acting()
    with connection.cursor() as cursor:
        cursor.execute("SELECT resolver.glass_opens(%s)", [subject_id])
        return bool(cursor.fetchone()[0])


def close_glass(*, glass_id: UUID, by: Actor, now: datetime) -> None:
    """Let open glass end now rather than later."""
    require_acting()
    BrokenGlass.objects.filter(id=glass_id, starts_at__lt=now, ends_at__gt=now).update(ends_at=now)


def keep_review(*, glass_id: UUID, answer: GlassAnswer, words: str, by: Actor, now: datetime) -> bool:
    """Keep a reviewer's answer, and return False when there was one already: the first stands.

    :raises IntegrityError: when it is the reviewer's own: the database refuses it too.
    """
    require_acting()
    row = BrokenGlass.objects.select_for_update().get(id=glass_id)
    if row.reviewed_at is not None:
        return False
    row.answer, row.answer_words = answer.code, words
    row.reviewed_at, row.reviewed_by_id = now, by.user_id
    row.save(update_fields=["answer", "answer_words", "reviewed_at", "reviewed_by"])
    return True
