"""A fact: one dated thing about one child, with who says so and since when it was known.

In:  rows of the timeline.
Out: Fact, and the facts that stood at a moment as the partnership, or one agency, knew them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.provenance import Instants, Source, Sureness
from reachable.timeline.domain.kinds import EventKind, RoleInEvent

DetailValue = str | int | float | bool | None
NO_DETAILS: Mapping[str, DetailValue] = MappingProxyType({})
NOT_ASSESSED = Sureness()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One event as one agency recorded it. `details` holds only the keys its kind declares, or that some are withheld.

    `role` is what this child was in this event. `supersedes` names the fact this one corrects, which stops standing
    once this one is known. A withdrawn fact stood until `withdrawn_at` and is kept. `place_key` is the place in
    the form in which it can be compared; empty where the place says nothing about who was there together.
    """

    id: EventId
    subject_id: SubjectId
    kind: EventKind
    instants: Instants
    source: Source
    agency_kind: str
    role: RoleInEvent = RoleInEvent.SUBJECT
    details: Mapping[str, DetailValue] = field(default_factory=lambda: NO_DETAILS)
    episode: str = ""
    place: str = ""
    place_key: str = ""
    words: str = ""
    sureness: Sureness = NOT_ASSESSED
    supersedes: EventId | None = None
    withdrawn_at: datetime | None = None


def facts_known_at(facts: Iterable[Fact], moment: datetime) -> tuple[Fact, ...]:
    """Return the facts that stood for the partnership at a moment, by when they were received, oldest first.

    A corrected fact stops standing when its correction is received; a withdrawn one when it is withdrawn.
    """
    return tuple(sorted(facts_standing_at(facts, moment), key=by_age))


def facts_standing_at(facts: Iterable[Fact], moment: datetime) -> list[Fact]:
    """Return the facts that stood for the partnership at a moment, in the order they are given in."""
    return _standing([fact for fact in facts if fact.instants.known_to_all_by(moment)], moment)


def facts_known_to(facts: Iterable[Fact], agency_id: AgencyId, moment: datetime) -> tuple[Fact, ...]:
    """Return the facts one agency itself had recorded by a moment, oldest first."""
    known = [
        fact for fact in facts if fact.source.agency_id == agency_id and fact.instants.known_to_recorder_by(moment)
    ]
    return tuple(sorted(_standing(known, moment), key=by_age))


def _standing(known: list[Fact], moment: datetime) -> list[Fact]:
    live = [fact for fact in known if fact.withdrawn_at is None or moment < fact.withdrawn_at]
    corrected = {fact.supersedes for fact in live if fact.supersedes is not None}
    return [fact for fact in live if fact.id not in corrected]


def by_age(fact: Fact) -> tuple[datetime, datetime, str]:
    """Return what puts facts in order, oldest first: when it happened, when we received it, then its id."""
    return (fact.instants.happened.earliest, fact.instants.received_at, fact.id.hex)
