"""An event on its way in.

In:  what an agency recorded.
Out: TakenEvent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reachable.kernel.ids import AgencyId, ConcernId, SourceRecordId, SubjectId
from reachable.kernel.provenance import Sureness
from reachable.kernel.when import When
from reachable.timeline.domain.facts import NO_DETAILS, NOT_ASSESSED, DetailValue
from reachable.timeline.domain.kinds import EventKind, RoleInEvent


@dataclass(frozen=True, slots=True)
class OtherPerson:
    """Somebody else in an event: their role, words for those who may not know who it is, and their record."""

    role: RoleInEvent
    described_as: str
    subject_id: SubjectId | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenEvent:
    """One dated thing about one subject. `natural_key` names it in its agency's system; a changed hash is a correction.

    `received_at` is left out when the event is received now.
    """

    subject_id: SubjectId
    agency_id: AgencyId
    system: str
    natural_key: str
    version_hash: str
    kind: EventKind
    happened: When
    recorded_at: datetime
    role: RoleInEvent = RoleInEvent.SUBJECT
    episode: str = ""
    place: str = ""
    words: str = ""
    details: Mapping[str, DetailValue] = field(default_factory=lambda: NO_DETAILS)
    sureness: Sureness = NOT_ASSESSED
    source_record_id: SourceRecordId | None = None
    concern_id: ConcernId | None = None
    shared: bool = True
    handling_code: str = ""
    others: tuple[OtherPerson, ...] = ()
