"""Reads candidates and judgements.

In:  records that are open; the machine for which pairs there are.
Out: plain values.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from reachable.access.domain.viewer import Run, Viewer
from reachable.kernel.ids import JudgementId, SubjectId
from reachable.matching.domain.clusters import Answer
from reachable.matching.models import Candidate, Judgement, Routes


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRecord:
    """Two records a person is asked about. `agreeing` orders the queue and is never shown."""

    left: SubjectId
    right: SubjectId
    evidence: tuple[Mapping[str, Any], ...]
    warnings: tuple[str, ...]
    agreeing: int
    found_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementRecord:
    """An answer about two records, with who gave it and, when it was undone, who undid it and why."""

    id: JudgementId
    left: SubjectId
    right: SubjectId
    answer: Answer
    because: str
    automatic: bool
    judged_at: datetime
    judged_by: str
    undone_at: datetime | None
    undone_by: str
    undone_because: str


def list_waiting_pairs(*, viewer: Run, at_most: int) -> tuple[tuple[SubjectId, SubjectId], ...]:
    """Return the pairs nobody has judged, those with most in common first. For the machine: ids only."""
    rows = Candidate.objects.filter(state="WAITING").order_by("-agreeing", "found_at", "id")[:at_most]
    return tuple((SubjectId(left), SubjectId(right)) for left, right in rows.values_list("left_id", "right_id"))


def find_pair(*, viewer: Run, judgement_id: JudgementId) -> tuple[SubjectId, SubjectId] | None:
    """Return which two records a judgement that stands is about, or None. For the machine: ids only."""
    row = Judgement.objects.filter(pk=judgement_id, undone_at__isnull=True).values_list("left_id", "right_id").first()
    return None if row is None else (SubjectId(row[0]), SubjectId(row[1]))


def list_candidates(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[CandidateRecord, ...]:
    """Return the pairs waiting for a judgement in which one of these subjects is, most in common first."""
    wanted = list(subject_ids)
    rows = Candidate.objects.filter(Q(left_id__in=wanted) | Q(right_id__in=wanted), state="WAITING")
    return tuple(
        CandidateRecord(
            left=SubjectId(row.left_id),
            right=SubjectId(row.right_id),
            evidence=tuple(row.evidence),
            warnings=tuple(row.warnings),
            agreeing=row.agreeing,
            found_at=row.found_at,
        )
        for row in rows.order_by("-agreeing", "found_at", "id")
    )


def list_judgements(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[JudgementRecord, ...]:
    """Return every judgement in which one of these subjects is, undone ones included, newest first."""
    wanted = list(subject_ids)
    rows = Judgement.objects.filter(Q(left_id__in=wanted) | Q(right_id__in=wanted))
    return tuple(_judgement(row) for row in rows.select_related("judged_by", "undone_by").order_by("-judged_at", "id"))


def list_subjects_by_key(*, viewer: Run, keys: Iterable[str], at_most: int) -> tuple[SubjectId, ...]:
    """Return the subjects that may be found by any of these routes. For the machine: ids only."""
    rows = Routes.objects.filter(keys__overlap=sorted(keys)).values_list("subject_id", flat=True)[:at_most]
    return tuple(SubjectId(subject_id) for subject_id in rows)


def _judgement(row: Judgement) -> JudgementRecord:
    return JudgementRecord(
        id=JudgementId(row.id),
        left=SubjectId(row.left_id),
        right=SubjectId(row.right_id),
        answer=Answer(row.answer),
        because=row.because,
        automatic=row.automatic,
        judged_at=row.judged_at,
        judged_by="" if row.judged_by is None else row.judged_by.name,
        undone_at=row.undone_at,
        undone_by="" if row.undone_by is None else row.undone_by.name,
        undone_because=row.undone_because,
    )
