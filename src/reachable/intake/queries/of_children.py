"""Finds the concerns about a child, and the children of a concern.

In:  records, or concerns. For the machine: whoever asks on has them opened first.
Out: ids.
"""

from collections.abc import Iterable, Mapping

from reachable.access.domain.viewer import Run
from reachable.intake.domain.concern import Route
from reachable.intake.models import ConcernChild
from reachable.kernel.ids import AboutId, AgencyId, AreaId, ConcernId, SubjectId


def list_concerns_about(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> tuple[ConcernId, ...]:
    """Return the concerns that describe a child of one of these records. For the machine."""
    rows = ConcernChild.objects.filter(subject_id__in=list(subject_ids)).values_list("concern_id", flat=True)
    return tuple(ConcernId(each) for each in rows.distinct().order_by("concern_id"))


def list_concerns_of_route(
    *, viewer: Run, subject_ids: Iterable[SubjectId], area_id: AreaId, route: Route
) -> Mapping[ConcernId, AgencyId]:
    """Return the concerns of one area and route about these records, each with the agency that raised it."""
    rows = ConcernChild.objects.filter(
        subject_id__in=list(subject_ids), concern__area_id=area_id, concern__route=route.code
    )
    found = rows.order_by("concern__received_at", "concern_id").values_list("concern_id", "controller_id")
    return {ConcernId(concern_id): AgencyId(raised_for) for concern_id, raised_for in found}


def list_children_of_concerns(*, viewer: Run, concern_ids: Iterable[AboutId]) -> Mapping[AboutId, frozenset[SubjectId]]:
    """Return the records of the children each of these concerns describes. For the machine."""
    found: dict[AboutId, set[SubjectId]] = {}
    rows = ConcernChild.objects.filter(concern_id__in=list(concern_ids), subject_id__isnull=False)
    for concern_id, subject_id in rows.values_list("concern_id", "subject_id"):
        if subject_id is not None:
            found.setdefault(AboutId(concern_id), set()).add(SubjectId(subject_id))
    return {concern_id: frozenset(subjects) for concern_id, subjects in found.items()}
