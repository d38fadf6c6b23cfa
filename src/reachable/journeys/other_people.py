"""Other people in a child's events: a role, and a name only for a reader who works with them too.

In:  parts in events, as the reader may see them.
Out: OtherInEvent. Each other record shown by name is noted as listed before it is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reachable.access.context import reading
from reachable.access.domain.viewer import Shown, Viewer
from reachable.kernel.ids import AboutId, EventId, SubjectId
from reachable.people.domain.usual_name import find_usual_name
from reachable.people.queries import list_claims, open_records
from reachable.timeline.domain.kinds import RoleInEvent
from reachable.timeline.queries import PartInEvent


@dataclass(frozen=True, slots=True)
class OtherInEvent:
    """Somebody else in an event. `subject_id` is given only when the reader may open their record."""

    role: RoleInEvent
    called: str
    subject_id: SubjectId | None


def name_others(*, viewer: Viewer, parts: Sequence[PartInEvent]) -> Mapping[EventId, tuple[OtherInEvent, ...]]:
    """Return, for each event, the others in it: by name where the reader works with them, otherwise as a role."""
    names = _list_names(viewer, {part.subject_id for part in parts if part.subject_id is not None})
    found: dict[EventId, tuple[OtherInEvent, ...]] = {}
    for part in parts:
        name = names.get(part.subject_id, "") if part.subject_id is not None else ""
        other = OtherInEvent(part.role, name or part.described_as, part.subject_id if name else None)
        found[part.event_id] = (*found.get(part.event_id, ()), other)
    return found


def _list_names(viewer: Viewer, subject_ids: set[SubjectId]) -> Mapping[SubjectId, str]:
    if not subject_ids:
        return {}
    wanted = [AboutId(each) for each in sorted(subject_ids)]
    opened = open_records(viewer=viewer, about_ids=wanted, shown=Shown.LISTED, what="others in a child's events")
    if not opened.granted:
        return {}
    with reading(viewer):
        every = {record for records in opened.records_of.values() for record in records}
        claims = list_claims(viewer=viewer, subject_ids=every)
    return {
        SubjectId(about): find_usual_name(claims[record] for record in records if record in claims)
        for about, records in opened.records_of.items()
    }
