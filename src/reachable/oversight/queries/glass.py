"""Reads broken glass: one, those open to a reviewer, what somebody has open, and how it has gone before.

In:  ids that are open, or a run.
Out: GlassRecord; GlassBefore.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from reachable.access.domain.viewer import Run, Viewer
from reachable.access.rows import ask
from reachable.kernel.ids import AgencyId, SubjectId, UserId
from reachable.oversight.domain.broken_glass import GlassAnswer, GlassBefore, GlassOutcome, GlassReason
from reachable.oversight.models import BrokenGlass

REASON = {each.code: each for each in GlassReason}
ANSWER = {each.code: each for each in GlassAnswer}


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassRecord:
    """Glass that was broken. `ends_at` and `subject_id` are None when nothing was opened."""

    id: UUID
    broken_by: UserId
    broken_by_name: str
    agency_name: str
    controller_id: AgencyId
    role: str
    subject_id: SubjectId | None
    outcome: GlassOutcome
    stated_by: str
    reason: GlassReason
    danger: str
    starts_at: datetime
    ends_at: datetime | None
    review_by: datetime
    answer: GlassAnswer | None
    answer_words: str
    reviewed_at: datetime | None
    reviewed_by: str


def list_glass(*, viewer: Viewer | Run, glass_ids: Iterable[UUID]) -> tuple[GlassRecord, ...]:
    """Return broken glass, what waits for a review first, then the newest."""
    rows = _records(BrokenGlass.objects.filter(id__in=list(glass_ids)))
    return tuple(sorted(rows, key=lambda each: each.reviewed_at is not None))


def list_glass_ids(*, viewer: Run, since: datetime) -> tuple[UUID, ...]:
    """Return which glass was broken since then, or waits for a review. For the machine: ids only."""
    rows = BrokenGlass.objects.filter(Q(starts_at__gte=since) | Q(reviewed_at__isnull=True))
    return tuple(rows.order_by("-starts_at", "id").values_list("id", flat=True))


def list_children_of_glass(*, viewer: Run, glass_ids: Iterable[UUID]) -> Mapping[UUID, SubjectId]:
    """Return whose record was opened by breaking the glass, where one was. For the machine."""
    rows = BrokenGlass.objects.filter(id__in=list(glass_ids), subject_id__isnull=False).values_list("id", "subject_id")
    return {glass_id: SubjectId(subject_id) for glass_id, subject_id in rows if subject_id is not None}


def find_open_glass(*, viewer: Run, user_id: UserId, at: datetime) -> GlassRecord | None:
    """Return the glass somebody has open at a moment, or None. For the machine."""
    rows = BrokenGlass.objects.filter(broken_by_id=user_id, outcome="OPENED", starts_at__lte=at, ends_at__gt=at)
    return next(iter(_records(rows)), None)


def find_glass_until(*, viewer: Viewer) -> datetime | None:
    """Return until when what is open in this request stays so, where it is open by broken glass alone, or None."""
    ((until,),) = ask("SELECT resolver.glass_until()")
    return until if isinstance(until, datetime) else None


def list_glass_before(
    *, viewer: Run, since: datetime, people: Iterable[UserId] | None = None
) -> tuple[GlassBefore, ...]:
    """Return how glass was broken and reviewed since then, by these people or by all, oldest first. For the machine."""
    rows = BrokenGlass.objects.filter(starts_at__gte=since).order_by("starts_at", "id")
    if people is not None:
        rows = rows.filter(broken_by_id__in=list(people))
    return tuple(
        GlassBefore(
            broken_by=UserId(broken_by),
            at=at,
            reviewed_by=None if reviewed_by is None else UserId(reviewed_by),
            answer=ANSWER.get(answer),
        )
        for broken_by, at, reviewed_by, answer in rows.values_list(
            "broken_by_id", "starts_at", "reviewed_by_id", "answer"
        )
    )


def _records(rows: "QuerySet[BrokenGlass]") -> tuple[GlassRecord, ...]:
    return tuple(
        GlassRecord(
            id=row.id,
            broken_by=UserId(row.broken_by_id),
            broken_by_name=row.broken_by.name,
            agency_name=row.agency.name,
            controller_id=AgencyId(row.controller_id),
            role=row.role,
            subject_id=None if row.subject_id is None else SubjectId(row.subject_id),
            outcome=GlassOutcome[row.outcome],
            stated_by=row.stated_by,
            reason=REASON[row.reason],
            danger=row.danger,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            review_by=row.review_by,
            answer=ANSWER.get(row.answer),
            answer_words=row.answer_words,
            reviewed_at=row.reviewed_at,
            reviewed_by="" if row.reviewed_by is None else row.reviewed_by.name,
        )
        for row in rows.select_related("broken_by", "agency", "reviewed_by").order_by("-starts_at", "id")
    )
