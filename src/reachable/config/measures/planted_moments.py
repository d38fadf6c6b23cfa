"""Children whose histories were written by hand to fire a named rule at a known instant, or to miss it by little.

In:  the worked examples beside each rule, a seed.
Out: children with much else in their histories that the rule does not look at, and what must come out of each.

The truth is the example's, written by whoever wrote the rule; nothing here asks a rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from uuid import UUID

from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import When
from reachable.rules.domain.bulk.columns import ChildFacts
from reachable.rules.domain.bulk.london_days import as_microseconds
from reachable.rules.domain.definition import Rule, kinds_around, kinds_in
from reachable.rules.domain.examples import MONDAY_MORNING, Example, facts_of, nearby_of, on_day
from reachable.rules.domain.nearby import Nearby
from reachable.rules.domain.parameters import Country
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind

NOBODY = SubjectId(UUID(int=0))
OTHER_EVENTS = 50
BEFORE_IN_MINUTES = 600 * 1440
AFTER_IN_MINUTES = 200 * 1440


@dataclass(frozen=True, slots=True)
class Planted:
    """A child, when it is asked about, and what one rule must say of it.

    `known` is the instant at which it must have become certain, where the example tells it; `answered` whether what was
    asked for had been done.
    """

    child: ChildFacts
    now: int
    rule: Rule
    expected: Certainty
    known: int | None
    answered: bool


def plant(rules: tuple[Rule, ...], *, seed: int, copies: int) -> Iterator[Planted]:
    """Yield so many copies of every worked example of every rule, each hidden among other events of its own."""
    chance = Random(seed)  # noqa: S311 - made-up children, and the same ones each time
    for rule in rules:
        for example in rule.examples:
            for _ in range(copies):
                yield _hide(rule, example, chance)


def _hide(rule: Rule, example: Example, chance: Random) -> Planted:
    new_ids = {fact.id: _new_id(chance) for fact in (*facts_of(example), *nearby_of(example).facts)}
    told = [replace(fact, id=new_ids[fact.id]) for fact in facts_of(example)]
    unread = [kind for kind in EventKind if kind not in kinds_in(rule) | kinds_around(rule)]
    facts = [*told, *(_other_event(chance.choice(unread), chance) for _ in range(OTHER_EVENTS))]
    chance.shuffle(facts)
    beside = nearby_of(example)
    nearby = Nearby(
        tuple(replace(fact, id=new_ids[fact.id]) for fact in beside.facts),
        beside.child_of,
        {new_ids[event_id]: children for event_id, children in beside.together.items()},
    )
    return Planted(
        child=ChildFacts(tuple(facts), Country.ENGLAND, example.born, nearby),
        now=as_microseconds(on_day(example.asked)),
        rule=rule,
        expected=example.expected,
        known=None if example.known_day is None else as_microseconds(on_day(example.known_day)),
        answered=example.answered,
    )


def _other_event(kind: EventKind, chance: Random) -> Fact:
    """Return an event of a kind the rule does not look at, at any time around."""
    happened = MONDAY_MORNING + timedelta(minutes=chance.randint(-BEFORE_IN_MINUTES, AFTER_IN_MINUTES))
    received = happened + timedelta(minutes=chance.choice([0, 60, 1440, 30 * 1440]))
    withdrawn = received + timedelta(days=1) if chance.random() < 0.1 else None
    return Fact(
        id=_new_id(chance),
        subject_id=NOBODY,
        kind=kind,
        instants=Instants(When.at(happened), received, received),
        source=Source(AgencyId(UUID(int=chance.randint(1, 6))), "An agency", "made up", ""),
        agency_kind="",
        episode=chance.choice(["", "one", "two"]),
        withdrawn_at=withdrawn,
    )


def _new_id(chance: Random) -> EventId:
    return EventId(UUID(int=chance.getrandbits(128)))
