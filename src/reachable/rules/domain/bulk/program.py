"""A rule as numbers that the compiled loop can follow.

In:  a Rule, every value that was ever in force.
Out: Program: which events it looks for, in numbered lists, and for each set of values how far each condition looks.
"""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reachable.rules.domain.bulk.laws import Laws, laws_of
from reachable.rules.domain.bulk.london_days import A_DAY, Int64s
from reachable.rules.domain.definition import (
    AgeAtLeast,
    AgeBelow,
    Around,
    AtLeast,
    Condition,
    During,
    InOrder,
    Rule,
    SeveralChildren,
    Together,
    ToldBy,
    Unless,
    What,
    parameters_in,
)
from reachable.rules.domain.parameters import InForce, Parameter, ParameterName, Parameters
from reachable.tracks.domain.limits import Unit

AT_LEAST: Final = 0
UNLESS: Final = 1
DURING: Final = 2
IN_ORDER: Final = 3
TOLD_BY: Final = 4
AT_PLACE: Final = 5
AMONG_PEERS: Final = 6
TOGETHER: Final = 7

IN_HOURS: Final = 0
IN_DAYS: Final = 1
TO_A_DAY: Final = 2
"""How an answer is found to be in time: by elapsed time, by whole days, or by the day the limit ends on."""

WANTED, FURTHEST, FURTHEST_IN_DAYS, NEAREST, NEAREST_IN_DAYS = range(5)
NO_LIMIT: Final = np.iinfo(np.int64).min
"""How near something may be, where a condition sets no such limit."""

ANCHOR = 0


class Steps(NamedTuple):
    """A program as the loop reads it. `numbers` has one row for each set of values and each condition.

    `ends` is the list of a During's ends or of the events peers were in, or how many steps an InOrder has. `limits`
    holds, for each set of values, how an answer is in time and how long that is; `one_moment` how close together
    anchors are told as one, or -1.
    """

    operations: Int64s
    whats: Int64s
    ends: Int64s
    numbers: NDArray[np.int64]
    answers: Int64s
    same_episode: NDArray[np.bool_]
    has_clock: bool
    limits: NDArray[np.int64]
    one_moment: Int64s


class CannotCompile(TypeError):
    """A rule uses something that only the interpreter knows. It is asked there."""


@dataclass(frozen=True, slots=True)
class Program:
    """A rule that has been turned into numbers. The anchor is the first of the `whats`."""

    rule: Rule
    laws: Laws
    whats: tuple[What, ...]
    ages: tuple[AgeBelow | AgeAtLeast, ...]
    steps: Steps


@dataclass(slots=True)
class _Written:
    """What has been written down so far."""

    whats: list[What]
    operations: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    asked: list[Condition] = field(default_factory=list)

    def look_for(self, what: What) -> int:
        self.whats.append(what)
        return len(self.whats) - 1

    def write(self, operation: int, place: int, end: int, need: Condition) -> None:
        self.operations.append(operation)
        self.places.append(place)
        self.ends.append(end)
        self.asked.append(need)


def compile_rule(rule: Rule, parameters: Parameters) -> Program:
    """Return a rule as a program.

    :raises CannotCompile: when it uses something that only the interpreter knows.
    :raises TypeError: when a window is counted in something that has no fixed length.
    """
    laws = laws_of(parameters_in(rule), parameters)
    written = _Written([rule.anchor])
    ages = []
    for need in rule.needs:
        if isinstance(need, AgeBelow | AgeAtLeast):
            ages.append(need)
        else:
            _write(need, written)
    answers = [written.look_for(answer.what) for answer in rule.answers]
    numbers = [[_numbers(need, values) for need in written.asked] for values in laws.values]
    steps = Steps(
        operations=np.array(written.operations, np.int64),
        whats=np.array(written.places, np.int64),
        ends=np.array(written.ends, np.int64),
        numbers=np.array(numbers, np.int64).reshape(len(laws.values), len(written.asked), 5),
        answers=np.array(answers, np.int64),
        same_episode=np.array([answer.same_episode for answer in rule.answers], np.bool_),
        has_clock=rule.clock is not None,
        limits=np.array([_limit(rule, values) for values in laws.values], np.int64).reshape(-1, 2),
        one_moment=np.array([_one_moment(rule, values) for values in laws.values], np.int64),
    )
    return Program(rule, laws, tuple(written.whats), tuple(ages), steps)


def _write(need: Condition, written: _Written) -> None:
    match need:
        case AtLeast(what=what):
            written.write(AT_LEAST, written.look_for(what), 0, need)
        case Unless(what=what):
            written.write(UNLESS, written.look_for(what), 0, need)
        case During(start=start, end=end):
            written.write(DURING, written.look_for(start), written.look_for(end), need)
        case InOrder(steps=steps):
            places = [written.look_for(step) for step in steps]
            written.write(IN_ORDER, places[0], len(places), need)
        case ToldBy(what=what):
            written.write(TOLD_BY, written.look_for(what), 0, need)
        case SeveralChildren(what=what, around=Around.SAME_PLACE):
            written.write(AT_PLACE, written.look_for(what), 0, need)
        case SeveralChildren(what=what, together=together):
            written.write(AMONG_PEERS, written.look_for(what), written.look_for(together), need)
        case Together(what=what):
            written.write(TOGETHER, written.look_for(what), 0, need)
        case _:
            raise CannotCompile(f"{type(need).__name__} is asked by the interpreter")


def _numbers(need: Condition, values: InForce) -> tuple[int, int, int, int, int]:
    """Return how many are wanted, how far back, and how near, each with whether it is counted in days."""
    match need:
        case AtLeast(count=count, within=within, after=after, apart=apart):
            return (_count(count, values), *_span(values[within]), *_nearest(values, within, after, apart))
        case ToldBy(count=count, within=within):
            return (_count(count, values), *_span(values[within]), *_nearest(values, within, None, None))
        case SeveralChildren(count=count, within=within):
            return (_count(count, values) - 1, *_span(values[within]), *_nearest(values, within, None, None))
        case Together(within=within):
            return (0, *_span(values[within]), *_nearest(values, within, None, None))
        case InOrder(within=within):
            return (0, *_span(values[within]), NO_LIMIT, 0)
        case During(lasting=lasting) if lasting is not None:
            return (0, 0, 0, *_span(values[lasting]))
        case Unless(before=before, after=after):
            return (0, *_span(values[before]), *_nearest(values, before, after, None))
        case _:
            return (0, 0, 0, NO_LIMIT, 0)


def _count(count: ParameterName | int, values: InForce) -> int:
    return values[count].value if isinstance(count, ParameterName) else count


def _nearest(
    values: InForce, furthest: ParameterName, after: ParameterName | None, apart: ParameterName | None
) -> tuple[int, int]:
    if apart is not None:
        return _span(values[apart])
    if after is not None:
        span, in_days = _span(values[after])
        return (-span, in_days)
    return (0, _span(values[furthest])[1])


def _span(value: Parameter) -> tuple[int, int]:
    """Return a length of time in microseconds, and whether it is compared in whole days."""
    span = value.as_span()
    return (span.days * A_DAY + span.seconds * 1_000_000, int(value.unit is Unit.DAYS))


def _limit(rule: Rule, values: InForce) -> tuple[int, int]:
    if rule.clock is None:
        return (IN_HOURS, 0)
    value = values[rule.clock.within]
    match value.unit:
        case Unit.HOURS:
            return (IN_HOURS, _span(value)[0])
        case Unit.DAYS:
            return (IN_DAYS, _span(value)[0])
        case _:
            return (TO_A_DAY, 0)


def _one_moment(rule: Rule, values: InForce) -> int:
    return -1 if rule.one_moment is None else _span(values[rule.one_moment])[0]
