"""Reads candidates and judgements.

In:  records that are open; the machine for which pairs there are.
Out: plain values.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from reachable.access.domain.viewer import Run, Viewer
from reachable.access.rows import ask_together
from reachable.kernel.ids import AreaId, JudgementId, SubjectId, UserId
from reachable.matching.domain.clusters import Answer
from reachable.matching.domain.describe import describe
from reachable.matching.domain.routes import RouteRecord, shared_among
from reachable.matching.domain.shared_widely import SharedWidely
from reachable.matching.domain.twins import find_twins
from reachable.matching.models import Candidate, Judgement, Routes
from reachable.people.queries import list_claims


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRecord:
    """Two records a person is asked about. `agreeing` orders a short list and is never shown."""

    left: SubjectId
    right: SubjectId
    evidence: tuple[Mapping[str, Any], ...]
    warnings: tuple[str, ...]
    agreeing: int
    found_at: datetime


@dataclass(frozen=True, slots=True)
class PairWaiting:
    """Two records that wait for a judgement, since when, and whether somebody has said that they are not sure."""

    pair: tuple[SubjectId, SubjectId]
    found_at: datetime
    is_unsure: bool


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


ROUTES_OF = "SELECT subject_id, keys, held_values, mark FROM matching_routes WHERE subject_id = ANY (%s::uuid[])"
ROUTES_SHARING_A_KEY = """
    SELECT subject_id, keys, held_values, mark FROM matching_routes
    WHERE keys && ARRAY(
        SELECT DISTINCT unnest(own.keys) FROM matching_routes AS own WHERE own.subject_id = ANY (%s::uuid[])
    )
"""


def list_waiting_pairs(
    *,
    viewer: Run,
    at_most: int,
    area_id: AreaId | None = None,
    with_one_of: Iterable[SubjectId] | None = None,
) -> tuple[PairWaiting, ...]:
    """Return the pairs nobody has settled, those that have waited longest first. For the machine: ids only.

    Pairs of which somebody has said that they are not sure come last. With an area, only those of which one record is
    held there, or by an agency of no one area. With subjects, only those in which one of them is.
    """
    unsure = Judgement.objects.filter(
        left_id=OuterRef("left_id"), right_id=OuterRef("right_id"), undone_at__isnull=True
    )
    rows = _waiting(area_id)
    if with_one_of is not None:
        wanted = list(with_one_of)
        rows = rows.filter(Q(left_id__in=wanted) | Q(right_id__in=wanted))
    rows = rows.annotate(unsure=Exists(unsure)).order_by("unsure", "found_at", "id")[:at_most]
    return tuple(
        PairWaiting((SubjectId(left), SubjectId(right)), found_at, is_unsure)
        for left, right, found_at, is_unsure in rows.values_list("left_id", "right_id", "found_at", "unsure")
    )


def list_standing_pairs(
    *, viewer: Run, with_one_of: Iterable[SubjectId] | None = None
) -> frozenset[tuple[SubjectId, SubjectId]]:
    """Return the pairs that wait for a person and those linked without one. With subjects, those one of them is in."""
    wanted = None if with_one_of is None else list(with_one_of)
    about_them = Q() if wanted is None else Q(left_id__in=wanted) | Q(right_id__in=wanted)
    asked = Candidate.objects.filter(about_them, state="WAITING")
    linked = Judgement.objects.filter(about_them, undone_at__isnull=True, automatic=True)
    return frozenset(
        (SubjectId(left), SubjectId(right))
        for rows in (asked, linked)
        for left, right in rows.values_list("left_id", "right_id")
    )


def count_judged(*, viewer: Run, by: UserId, since: datetime) -> int:
    """Return how many answers somebody has given since then, those taken back included."""
    return Judgement.objects.filter(judged_by_id=by, judged_at__gte=since).count()


def count_waiting_pairs(*, viewer: Run, area_id: AreaId | None = None) -> int:
    """Return how many pairs nobody has settled. With an area, of which one record is held there."""
    return _waiting(area_id).count()


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


def list_subjects_by_key(*, viewer: Run, keys: Iterable[str], at_most: int | None) -> tuple[SubjectId, ...]:
    """Return the subjects that may be found by any of these routes, all of them for None. For the machine: ids only."""
    rows = (
        Routes.objects.filter(keys__overlap=sorted(keys))
        .order_by("subject_id")
        .values_list("subject_id", flat=True)[:at_most]
    )
    return tuple(SubjectId(subject_id) for subject_id in rows)


def list_findable(*, viewer: Run) -> tuple[SubjectId, ...]:
    """Return every subject that any route leads to, in order. For the machine: ids only."""
    rows = Routes.objects.exclude(keys=[]).order_by("subject_id").values_list("subject_id", flat=True)
    return tuple(SubjectId(each) for each in rows)


def list_all_routes(*, viewer: Run) -> dict[SubjectId, RouteRecord]:
    """Return how every subject is found. For the machine."""
    rows = Routes.objects.values_list("subject_id", "keys", "held_values", "mark")
    return {
        SubjectId(subject_id): RouteRecord(frozenset(keys), frozenset(values), mark)
        for subject_id, keys, values, mark in rows
    }


def list_routes(
    *, viewer: Run, sharing_a_key_with: Iterable[SubjectId], and_of: Iterable[SubjectId] = ()
) -> dict[SubjectId, RouteRecord]:
    """Return how each subject is found that shares a key with one of these, or is one of them. For the machine."""
    wanted = list(sharing_a_key_with)
    sharing, own = ask_together((ROUTES_SHARING_A_KEY, wanted), (ROUTES_OF, [*wanted, *and_of]))
    return {
        SubjectId(subject_id): RouteRecord(frozenset(keys), frozenset(held_values), mark)
        for subject_id, keys, held_values, mark in (*sharing, *own)
    }


def list_households(
    *, viewer: Run, routes: Iterable[RouteRecord], any_birth_date_with: Iterable[str] = ()
) -> frozenset[SubjectId]:
    """Return the subjects with a birth date and a home or telephone of one of these records. For the machine: ids only.

    Of the values in `any_birth_date_with`, every holder is returned.
    """
    known = list(routes)
    births = sorted({key for each in known for key in each.birth_keys})
    values = sorted({value for each in known for value in each.held_values})
    wanted = Q(keys__overlap=births, held_values__overlap=values)
    tipped = sorted(any_birth_date_with)
    if tipped:
        wanted |= Q(held_values__overlap=tipped)
    rows = Routes.objects.filter(wanted).values_list("subject_id", flat=True)
    return frozenset(SubjectId(subject_id) for subject_id in rows)


def find_twins_known(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> frozenset[SubjectId]:
    """Return which of these subjects have a twin on record. For the machine: nothing of the twin is returned."""
    wanted = frozenset(subject_ids)
    routes = list_routes(viewer=viewer, sharing_a_key_with=(), and_of=wanted).values()
    everybody = wanted | list_households(viewer=viewer, routes=routes)
    claims = list_claims(viewer=viewer, subject_ids=everybody).values()
    return wanted & find_twins([describe(each) for each in claims if not each.is_sealed])


def count_holders(*, viewer: Run, values: Iterable[str]) -> dict[str, int]:
    """Return how many subjects hold each telephone and address. One that nobody holds is left out."""
    wanted = sorted(values)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT value, count(*) FROM (SELECT unnest(held_values) AS value FROM matching_routes"
            " WHERE held_values && %s::varchar[]) AS held WHERE value = ANY (%s::varchar[]) GROUP BY value",
            [wanted, wanted],
        )
        return dict(cursor.fetchall())


def find_shared_widely(*, viewer: Run, values: Iterable[str]) -> SharedWidely:
    """Return which of these telephones and addresses more subjects hold than a family would."""
    return shared_among(count_holders(viewer=viewer, values=values))


def _waiting(area_id: AreaId | None) -> "QuerySet[Candidate]":
    rows = Candidate.objects.filter(state="WAITING")
    if area_id is None:
        return rows
    held_here = [
        Q(**{f"{side}__controller__area_id": area_id}) | Q(**{f"{side}__controller__area_id__isnull": True})
        for side in ("left", "right")
    ]
    return rows.filter(held_here[0] | held_here[1])


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
