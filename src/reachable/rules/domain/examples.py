"""Worked examples: small made-up timelines that show when a rule holds and when it does not.

In:  kinds of event and days counted from a Monday morning.
Out: Example, and the facts it stands for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from uuid import NAMESPACE_URL, uuid5

from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import When
from reachable.rules.domain.nearby import Nearby
from reachable.timeline.domain.facts import DetailValue, Fact
from reachable.timeline.domain.kinds import EventKind, RoleInEvent

MONDAY_MORNING = datetime(2026, 6, 1, 9, tzinfo=UTC)
"""Day 0 of every example: 1 June 2026, 10:00 in London. No bank holiday falls in the twelve weeks that follow."""

BORN = When.on(date(2011, 6, 20))
"""The children of the examples are 14, unless an example says otherwise."""


class Shows(Enum):
    """What an example is there to show. Every rule has at least one of each."""

    HOLDS = "It holds"
    DOES_NOT_HOLD = "It does not hold"
    ON_THE_EDGE = "On the edge"
    KNOWN_LATE = "Known late"


@dataclass(frozen=True, slots=True)
class Told:
    """One event of an example: the day it happened, and the day it became known.

    `agency` is the kind of agency that tells of it, `at` a place that may link people. `child` is another child that it
    happened to, and `beside` are the other children an agency named in it; for another child's event this one is too.
    """

    kind: EventKind
    day: float
    known: float
    details: Mapping[str, DetailValue]
    episode: str
    role: RoleInEvent
    agency: str = ""
    at: str = ""
    child: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A timeline, the day the question is put, and the answer expected.

    `known_day` is the day the moment could first have been known, where the example is about that. `answered` says
    whether what was asked for has been recorded by then.
    """

    shows: Shows
    title: str
    events: tuple[Told, ...]
    asked: float
    expected: Certainty
    known_day: float | None = None
    answered: bool = False
    born: When = BORN


def holds(title: str, *events: Told, asked: float, answered: bool = False, born: When = BORN) -> Example:
    """Return an example in which the rule holds."""
    return Example(
        shows=Shows.HOLDS,
        title=title,
        events=events,
        asked=asked,
        expected=Certainty.CERTAINLY,
        answered=answered,
        born=born,
    )


def may_hold(title: str, *events: Told, asked: float, born: When = BORN) -> Example:
    """Return an example in which the rule may hold: for a rule whose surest answer asks somebody."""
    return Example(shows=Shows.HOLDS, title=title, events=events, asked=asked, expected=Certainty.POSSIBLY, born=born)


def does_not_hold(title: str, *events: Told, asked: float, born: When = BORN) -> Example:
    """Return an example in which the rule does not hold."""
    return Example(shows=Shows.DOES_NOT_HOLD, title=title, events=events, asked=asked, expected=Certainty.NO, born=born)


def on_the_edge(
    title: str, *events: Told, asked: float, expected: Certainty, answered: bool = False, born: When = BORN
) -> Example:
    """Return an example that lies just inside, just outside, or where nobody can say."""
    return Example(
        shows=Shows.ON_THE_EDGE,
        title=title,
        events=events,
        asked=asked,
        expected=expected,
        answered=answered,
        born=born,
    )


def known_late(
    title: str,
    *events: Told,
    asked: float,
    known_day: float,
    answered: bool = False,
    born: When = BORN,
    expected: Certainty = Certainty.CERTAINLY,
) -> Example:
    """Return an example in which the rule holds, and could be known only from a later day on."""
    return Example(
        shows=Shows.KNOWN_LATE,
        title=title,
        events=events,
        asked=asked,
        expected=expected,
        known_day=known_day,
        answered=answered,
        born=born,
    )


def told(
    kind: EventKind,
    day: float,
    *,
    known: float | None = None,
    episode: str = "",
    role: RoleInEvent = RoleInEvent.SUBJECT,
    agency: str = "",
    at: str = "",
    child: str = "",
    beside: tuple[str, ...] = (),
    **details: DetailValue,
) -> Told:
    """Return an event of an example, known as soon as it happened unless told otherwise."""
    return Told(kind, day, day if known is None else known, details, episode, role, agency, at, child, beside)


def on_day(day: float) -> datetime:
    """Return the instant of a day of an example, in UTC."""
    return MONDAY_MORNING + timedelta(days=day)


def facts_of(example: Example) -> tuple[Fact, ...]:
    """Return the facts of the child an example is about."""
    return tuple(_fact(place, event) for place, event in enumerate(example.events) if not event.child)


def nearby_of(example: Example) -> Nearby:
    """Return what an example tells of other children."""
    others = [(_fact(place, event), event) for place, event in enumerate(example.events) if event.child]
    named = {
        _id_of(place): (event.child,) if event.child else event.beside
        for place, event in enumerate(example.events)
        if event.beside
    }
    return Nearby(
        facts=tuple(fact for fact, _ in others),
        child_of={fact.subject_id: fact.subject_id for fact, _ in others},
        together={event: frozenset(_subject(child) for child in children) for event, children in named.items()},
    )


def _fact(place: int, event: Told) -> Fact:
    known_at = on_day(event.known)
    agency = f" {event.agency}" if event.agency else ""
    return Fact(
        id=_id_of(place),
        subject_id=_subject(event.child),
        kind=event.kind,
        instants=Instants(When.at(on_day(event.day)), known_at, known_at),
        source=Source(AgencyId(uuid5(NAMESPACE_URL, f"example agency{agency}")), "An agency", "example", str(place)),
        agency_kind=event.agency,
        role=event.role,
        details=event.details,
        episode=event.episode,
        place=event.at,
        place_key=event.at,
    )


def _id_of(place: int) -> EventId:
    return EventId(uuid5(NAMESPACE_URL, f"example event {place}"))


def _subject(child: str) -> SubjectId:
    return SubjectId(uuid5(NAMESPACE_URL, f"example child {child}" if child else "example child"))
