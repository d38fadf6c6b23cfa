"""Turns what was typed on a page into events of a child's timeline.

In:  events as the intake stage makes them, and whose record they are of.
Out: TakenEvents.
"""

from collections.abc import Iterable

from reachable.intake.domain.extracted import ExtractedEvent
from reachable.kernel.ids import AgencyId, ConcernId
from reachable.kernel.provenance import Sureness
from reachable.people.domain.claims import TakenSubject
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.domain.taken_event import TakenEvent


def take_events(
    events: Iterable[ExtractedEvent],
    subject: TakenSubject,
    *,
    agency_id: AgencyId,
    system: str,
    sureness: Sureness,
    concern_id: ConcernId | None = None,
) -> list[TakenEvent]:
    """Return events of a record that was just taken in, each with its source."""
    return [
        TakenEvent(
            subject_id=subject.subject_id,
            agency_id=agency_id,
            system=system,
            natural_key=event.natural_key,
            version_hash=event.version_hash,
            kind=EventKind(event.kind),
            happened=event.happened,
            recorded_at=event.recorded_at,
            episode=event.episode,
            place=event.place,
            words=event.words,
            details=event.details,
            sureness=sureness,
            source_record_id=subject.source_record_id,
            concern_id=concern_id,
        )
        for event in events
    ]
