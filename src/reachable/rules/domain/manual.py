"""The manual: one page for each rule, for somebody who has never programmed.

In:  rules, the settings, the country, a day.
Out: ManualEntry for each rule, its examples worked through by the engine.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.kernel.certainty import Certainty
from reachable.kernel.london import say_moment
from reachable.rules.domain.canonical import version_of
from reachable.rules.domain.definition import (
    AtLeast,
    InOrder,
    Rule,
    SeveralChildren,
    Together,
    ToldBy,
    Unless,
    parameters_in,
)
from reachable.rules.domain.english import say_how_soon, say_rule
from reachable.rules.domain.examples import Example, Told, on_day
from reachable.rules.domain.parameters import Country, InForce, Parameter, Parameters
from reachable.rules.domain.working_through import work_through
from reachable.timeline.domain.facts import DetailValue
from reachable.tracks.domain.limits import Unit

RESULTS = {
    Certainty.CERTAINLY: "It holds.",
    Certainty.POSSIBLY: "It may hold: somebody is asked.",
    Certainty.CANNOT_SAY: "Nobody can say: something is not recorded.",
    Certainty.NO: "It does not hold.",
}
DAYS_IN = {Unit.HOURS: 1 / 24, Unit.DAYS: 1.0, Unit.WORKING_DAYS: 1.0, Unit.MONTHS: 30.0}


@dataclass(frozen=True, slots=True)
class ExampleEvent:
    """One event of an example: days for the drawing, words for the reader."""

    day: float
    known_day: float
    words: str


@dataclass(frozen=True, slots=True)
class ExampleEntry:
    """An example as the manual shows it. `as_expected` says whether the engine agrees today."""

    shows: str
    title: str
    events: tuple[ExampleEvent, ...]
    asked_day: float
    asked: str
    result: str
    answered: bool
    as_expected: bool


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days around the anchor to shade in the drawing. A working day is drawn as a day."""

    days_before: float
    days_after: float
    words: str


@dataclass(frozen=True, slots=True)
class SettingEntry:
    """A number the rule counts with, and what it rests on."""

    name: str
    value: str
    sentence: str
    rests_on: str
    source: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualEntry:
    """The page of one rule. `in_force` is false where a value it needs is not set by that country's law."""

    rule_id: str
    version: str
    group: str
    title: str
    sentence: str
    why: str
    looks_at: tuple[str, ...]
    windows: tuple[Window, ...]
    whose_turn: str
    how_soon: str
    do: tuple[str, ...]
    do_not: tuple[str, ...]
    examples: tuple[ExampleEntry, ...]
    settings: tuple[SettingEntry, ...]
    source: tuple[str, ...]
    basis: str
    caveat: str
    in_force: bool


def list_entries(
    rules: Iterable[Rule], *, parameters: Parameters, country: Country, day: date
) -> tuple[ManualEntry, ...]:
    """Return the manual of a country on a day, in the order of the rules."""
    return tuple(entry_of(rule, parameters=parameters, country=country, day=day) for rule in rules)


def entry_of(rule: Rule, *, parameters: Parameters, country: Country, day: date) -> ManualEntry:
    """Return one rule's page. A rule not in force in the country is read out with England's values."""
    names = parameters_in(rule)
    here = parameters.find_all(names, country=country, day=day)
    values = here if here is not None else parameters.find_all(names, country=Country.ENGLAND, day=day)
    if values is None:
        raise LookupError(f"rule {rule.id} has no values in force on {day}: add them to the parameters")
    return ManualEntry(
        rule_id=rule.id,
        version=version_of(rule),
        group=rule.group.value,
        title=rule.title,
        sentence=rule.sentence,
        why=rule.why,
        looks_at=say_rule(rule, values),
        windows=_windows(rule, values),
        whose_turn=rule.whose_turn.label,
        how_soon=say_how_soon(rule, values),
        do=rule.do,
        do_not=rule.do_not,
        examples=tuple(_example(rule, example) for example in rule.examples),
        settings=tuple(_setting(values[name]) for name in sorted(values)),
        source=rule.source,
        basis=rule.basis,
        caveat=rule.caveat,
        in_force=here is not None,
    )


def _example(rule: Rule, example: Example) -> ExampleEntry:
    worked = work_through(rule, example)
    return ExampleEntry(
        shows=example.shows.value,
        title=example.title,
        events=tuple(ExampleEvent(event.day, event.known, _say_event(event)) for event in example.events),
        asked_day=example.asked,
        asked=say_moment(on_day(example.asked)),
        result=RESULTS[example.expected],
        answered=example.answered,
        as_expected=worked.certainty is example.expected and worked.answered is example.answered,
    )


def _say_event(event: Told) -> str:
    details = "; ".join(f"{name.replace('_', ' ')}: {_say_value(value)}" for name, value in event.details.items())
    late = f", known {say_moment(on_day(event.known))}" if event.known != event.day else ""
    whose = f"to another child ({event.child}): " if event.child else ""
    told = f"told by {AgencyKind[event.agency].label.lower()}" if event.agency else ""
    place = f"at {event.at}" if event.at else ""
    with_them = f"with {' and '.join(f'another child ({child})' for child in event.beside)}" if event.beside else ""
    if event.child and event.beside:
        with_them = "with this child"
    beside = "".join(f", {words}" for words in (place, with_them, told) if words)
    what = f"{event.kind.label}{f' ({details})' if details else ''}"
    return f"{say_moment(on_day(event.day))}: {whose}{what}{beside}{late}"


def _say_value(value: DetailValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not recorded" if value is None else str(value) or "none"


def _windows(rule: Rule, values: InForce) -> tuple[Window, ...]:
    windows = []
    for need in rule.needs:
        match need:
            case AtLeast(within=before, after=after) | Unless(before=before, after=after):
                ahead = _days(values[after]) if after is not None else 0.0
                windows.append(Window(_days(values[before]), ahead, values[before].say()))
            case InOrder() | ToldBy() | SeveralChildren() | Together():
                within = values[need.within]
                windows.append(Window(_days(within), 0.0, within.say()))
            case _:
                pass
    if rule.clock is not None:
        limit = values[rule.clock.within]
        windows.append(Window(0.0, _days(limit), limit.say()))
    return tuple(windows)


def _days(parameter: Parameter) -> float:
    return parameter.value * DAYS_IN[parameter.unit] if isinstance(parameter.unit, Unit) else 0.0


def _setting(parameter: Parameter) -> SettingEntry:
    return SettingEntry(
        name=parameter.name.value,
        value=parameter.say(),
        sentence=parameter.sentence,
        rests_on=parameter.authority.value,
        source=parameter.source,
        checked=parameter.checked.value,
    )
