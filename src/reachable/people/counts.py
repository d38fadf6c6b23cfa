"""What children are counted by for equality monitoring: when their first record came, their age and recorded ethnicity.

In:  a run that counts.
Out: KnownChild values, which never leave the counting. No page, rule, match or list reads this.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reachable.access.domain.viewer import Run
from reachable.access.rows import ask
from reachable.kernel.ids import AgencyId, SubjectId
from reachable.people.models import EqualityDetail, Subject

SEALED_CHILDREN = """
    WITH sealed AS (
        SELECT about_id AS id FROM access_seal WHERE unsealed_at IS NULL
        UNION SELECT id FROM people_subject WHERE sealed_at IS NOT NULL
    )
    SELECT id FROM sealed
    UNION SELECT other.subject_id FROM people_clustermember AS own
    JOIN people_clustermember AS other ON other.cluster_id = own.cluster_id
    WHERE own.subject_id IN (SELECT id FROM sealed)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownChild:
    """One record of a child as far as it is counted."""

    subject_id: SubjectId
    agency_id: AgencyId
    first_received_at: datetime
    ethnicity: str


def list_known(*, viewer: Run, since: datetime, until: datetime) -> tuple[SubjectId, ...]:
    """Return the records of children that first came in a stretch of time, oldest first."""
    rows = Subject.objects.filter(is_child=True, first_received_at__gte=since, first_received_at__lt=until)
    return tuple(SubjectId(each) for each in rows.order_by("first_received_at", "id").values_list("id", flat=True))


def list_counted(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> tuple[KnownChild, ...]:
    """Return how each of these records is counted, the one that came first at the front."""
    wanted = list(subject_ids)
    said = EqualityDetail.objects.filter(subject_id__in=wanted, withdrawn_at__isnull=True).exclude(ethnicity="")
    of_subject = dict(said.order_by("received_at", "id").values_list("subject_id", "ethnicity"))
    rows = Subject.objects.filter(id__in=wanted).order_by("first_received_at", "id")
    return tuple(
        KnownChild(
            subject_id=SubjectId(subject_id),
            agency_id=AgencyId(agency_id),
            first_received_at=at,
            ethnicity=of_subject.get(subject_id, ""),
        )
        for subject_id, agency_id, at in rows.values_list("id", "controller_id", "first_received_at")
    )


def list_sealed_children(*, viewer: Run) -> frozenset[SubjectId]:
    """Return every record of a child of whom a record is sealed, so that no count differs by it."""
    return frozenset(SubjectId(each) for (each,) in ask(SEALED_CHILDREN))
