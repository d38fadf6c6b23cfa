"""Finds what one system brought among what is held of somebody.

In:  records, in an open context; the name a system has here.
Out: ids.
"""

from collections.abc import Iterable
from uuid import UUID

from reachable.access.domain.viewer import Run, Viewer
from reachable.kernel.ids import SubjectId
from reachable.people.models import SourceRecord, Subject


def list_brought_by(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId], system: str) -> frozenset[UUID]:
    """Return the records among these that a system made, and every version of a record that it brought of them."""
    wanted = list(subject_ids)
    made = Subject.objects.filter(id__in=wanted, system=system).values_list("id", flat=True)
    versions = SourceRecord.objects.filter(about_id__in=wanted, subject__system=system).values_list("id", flat=True)
    return frozenset((*made, *versions))
