"""Which rules need not be asked again, because nothing they read has changed since they were.

In:  a child's facts, the ground they are asked on, and what the rules were last asked on.
Out: the rules whose answer may have changed, and for each what is new, where that is all that differs. Every other rule
would answer as it did.

A rule reads facts of its kinds, the ground, and whether a clock of its own has run out. So it is asked again when a
fact of one of its kinds came, went or was corrected; when the ground is different; or when its clock ran out.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from reachable.kernel.ids import SubjectId
from reachable.kernel.working_days import Calendar
from reachable.rules.domain.bearing import News
from reachable.rules.domain.canonical import version_of
from reachable.rules.domain.definition import Rule, kinds_around, kinds_in
from reachable.rules.domain.firings import Evaluation
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


def find_news(
    rules: Iterable[Rule],
    *,
    ground: str,
    facts: Collection[Fact],
    named: Mapping[str, str],
    last: LastAsked | None,
    now: datetime,
) -> dict[str, News]:
    """Return, by rule, the facts that alone have changed of what it reads since the rules were last asked.

    Those are told or withdrawn since then, and what they correct. That nothing else has changed is not supposed: the
    facts without them must have the name the facts had then. A rule that is not returned must be asked of every event:
    because that is not so, because its clock ran out, or because it reads of other children too.
    """
    if last is None or last.ground != ground or now < last.at:
        return {}
    changed = {name for name, _ in last.facts.items() ^ named.items()}
    before = name_facts([_as_it_was(fact, last.at) for fact in facts if fact.instants.received_at <= last.at], changed)
    explained = {name for name in changed if before.get(name) == last.facts.get(name)}
    news = _with_corrections([fact for fact in facts if _last_changed(fact) > last.at], facts)
    return {
        rule.id: News(tuple(fact for fact in news if fact.kind in kinds_in(rule)), last.at)
        for rule in rules
        if not kinds_around(rule)
        and not _ran_out(rule, last, now)
        and all(kind.value in explained for kind in kinds_in(rule) if kind.value in changed)
    }


def next_clocks(last: LastAsked | None, *, evaluation: Evaluation, asked: Collection[Rule]) -> dict[str, datetime]:
    """Return, by rule, the next instant at which its answer may change by itself, after rules were asked again.

    Of a rule that was not asked of every event, the clock of another may be the next: what was known of it stays.
    """
    before = {} if last is None else last.clocks
    of_every_event = {rule.id for rule in asked} - evaluation.left.keys()
    clocks = {rule_id: at for rule_id, at in before.items() if rule_id not in of_every_event}
    for rule_id, at in evaluation.clocks.items():
        clocks[rule_id] = min(at, clocks.get(rule_id, at))
    return clocks


def name_ground(rules: Sequence[Rule], ground: Ground, subject_ids: Iterable[SubjectId]) -> str:
    """Return a name for everything but facts and time that an answer rests on, as 64 hexadecimal digits."""
    parts = (
        _name_rules(tuple(rules)),
        _name_parameters(ground.parameters),
        _name_calendar(ground.calendar),
        ground.country.value,
        f"{ground.born.earliest.isoformat()} {ground.born.latest.isoformat()} {ground.born.precision.value}",
        type(ground.gaps).__name__,
        *sorted(str(subject_id) for subject_id in subject_ids),
    )
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def name_facts(facts: Collection[Fact], kinds: Collection[str] | None = None) -> dict[str, str]:
    """Return a name for the facts of each kind as they stand: another fact, correction or withdrawal changes it.

    A fact is never altered, so its id stands for all it says. A correction counts for the kind of what it corrects too.
    Where kinds are named, only they are given a name.
    """
    kind_of = {fact.id: fact.kind for fact in facts}
    said: dict[EventKind, list[str]] = {}
    for fact in facts:
        corrected = kind_of.get(fact.supersedes, fact.kind) if fact.supersedes else fact.kind
        if kinds is not None and fact.kind.value not in kinds and corrected.value not in kinds:
            continue
        mark = f"{fact.id.hex}{fact.withdrawn_at or ''}{fact.supersedes or ''}"
        for kind in {fact.kind, corrected}:
            said.setdefault(kind, []).append(mark)
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


def _as_it_was(fact: Fact, at: datetime) -> Fact:
    gone_since = fact.withdrawn_at is not None and fact.withdrawn_at > at
    return replace(fact, withdrawn_at=None) if gone_since else fact


def _last_changed(fact: Fact) -> datetime:
    return max(fact.instants.received_at, fact.withdrawn_at or fact.instants.received_at)


def _with_corrections(changed: Iterable[Fact], facts: Collection[Fact]) -> list[Fact]:
    """Return facts with all that they correct, and all that corrects those, in the order they are given in."""
    reached = {fact.id for fact in changed}
    linked = [(fact.id, fact.supersedes) for fact in facts if fact.supersedes is not None]
    more = True
    while more:
        more = False
        for pair in linked:
            if len(reached.intersection(pair)) == 1:
                reached.update(pair)
                more = True
    return [fact for fact in facts if fact.id in reached]


def _reads(rule: Rule, changed: Collection[str]) -> bool:
    return not _names_read(rule).isdisjoint(changed)


@cache
def _names_read(rule: Rule) -> frozenset[str]:
    """Return the names of what a rule reads: facts of its kinds, and for some those of other children."""
    around = {f"{NEARBY}{kind.value}" for kind in kinds_around(rule)}
    return frozenset(kind.value for kind in kinds_in(rule)) | around | ({NEARBY} if around else set())


@cache
def _name_calendar(calendar: Calendar) -> str:
    return repr((calendar.name, sorted(calendar.bank_holidays), calendar.known_until))


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _ran_out(rule: Rule, last: LastAsked, now: datetime) -> bool:
    return rule.id in last.clocks and last.clocks[rule.id] <= now


@cache
def _name_rules(rules: tuple[Rule, ...]) -> str:
    return "|".join(version_of(rule) for rule in rules)


@cache
def _name_parameters(parameters: Parameters) -> str:
    return hashlib.sha256(repr(parameters).encode()).hexdigest()
