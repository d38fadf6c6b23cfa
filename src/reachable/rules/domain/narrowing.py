"""Which rules need not be asked again, because nothing they read has changed since they were.

In:  a child's facts, the ground they are asked on, and what the rules were last asked on.
Out: the rules whose answer may have changed. Every other would answer as it did.

A rule reads facts of its kinds, the ground, and whether a clock of its own has run out. So it is asked again when a
fact of one of its kinds came, went or was corrected; when the ground is different; or when its clock ran out.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from reachable.kernel.ids import SubjectId
from reachable.rules.domain.canonical import version_of
from reachable.rules.domain.definition import Rule, kinds_around, kinds_in
from reachable.rules.domain.nearby import Nearby
from reachable.rules.domain.parameters import Parameters
from reachable.rules.domain.question import Ground
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind

NEARBY = "nearby "


@dataclass(frozen=True, slots=True)
class LastAsked:
    """What the rules were last asked on: the ground, the facts of each kind, when each rule's clock next runs out."""

    ground: str
    facts: Mapping[str, str]
    clocks: Mapping[str, datetime]
    at: datetime


def find_rules_to_ask(
    rules: Sequence[Rule], *, ground: str, facts: Mapping[str, str], last: LastAsked | None, now: datetime
) -> tuple[Rule, ...]:
    """Return the rules whose answer may differ from the last one: all when that was on another ground, or is later."""
    if last is None or last.ground != ground or now < last.at:
        return tuple(rules)
    changed = {name for name, _ in last.facts.items() ^ facts.items()}
    return tuple(rule for rule in rules if _reads(rule, changed) or _ran_out(rule, last, now))


def name_ground(rules: Sequence[Rule], ground: Ground, subject_ids: Iterable[SubjectId]) -> str:
    """Return a name for everything but facts and time that an answer rests on, as 64 hexadecimal digits."""
    parts = (
        *(version_of(rule) for rule in rules),
        _name_parameters(ground.parameters),
        repr((ground.calendar.name, sorted(ground.calendar.bank_holidays), ground.calendar.known_until)),
        ground.country.value,
        f"{ground.born.earliest.isoformat()} {ground.born.latest.isoformat()} {ground.born.precision.value}",
        type(ground.gaps).__name__,
        *sorted(str(subject_id) for subject_id in subject_ids),
    )
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def name_facts(facts: Collection[Fact]) -> dict[str, str]:
    """Return a name for the facts of each kind as they stand: another fact, correction or withdrawal changes it.

    A fact is never altered, so its id stands for all it says. A correction counts for the kind of what it corrects too.
    """
    kind_of = {fact.id: fact.kind for fact in facts}
    said: dict[EventKind, list[str]] = {}
    for fact in facts:
        mark = f"{fact.id.hex}{fact.withdrawn_at or ''}{fact.supersedes or ''}"
        said.setdefault(fact.kind, []).append(mark)
        corrected = kind_of.get(fact.supersedes) if fact.supersedes else None
        if corrected is not None and corrected is not fact.kind:
            said.setdefault(corrected, []).append(mark)
    return {kind.value: _short("|".join(sorted(marks))) for kind, marks in said.items()}


def name_nearby(nearby: Nearby) -> dict[str, str]:
    """Return a name for other children's facts of each kind, for whose they are, and for what connects the children."""
    named = name_facts(nearby.facts)
    whose: dict[str, list[str]] = {}
    for fact in nearby.facts:
        together = nearby.together.get(fact.id, frozenset())
        mark = f"{fact.id.hex}{nearby.find_child(fact)}{sorted(map(str, together))}"
        whose.setdefault(fact.kind.value, []).append(mark)
    names = {f"{NEARBY}{kind}": f"{name}{_short('|'.join(sorted(whose[kind])))}" for kind, name in named.items()}
    connected = sorted(f"{event_id}{sorted(map(str, children))}" for event_id, children in nearby.together.items())
    return {**names, NEARBY: _short("|".join(connected))} if connected else names


def _reads(rule: Rule, changed: Collection[str]) -> bool:
    if any(kind.value in changed for kind in kinds_in(rule)):
        return True
    around = kinds_around(rule)
    return bool(around) and (NEARBY in changed or any(f"{NEARBY}{kind.value}" in changed for kind in around))


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _ran_out(rule: Rule, last: LastAsked, now: datetime) -> bool:
    return rule.id in last.clocks and last.clocks[rule.id] <= now


@cache
def _name_parameters(parameters: Parameters) -> str:
    return hashlib.sha256(repr(parameters).encode()).hexdigest()
