"""Reads a rule out in plain English, from the same definition that is asked of a child.

In:  a rule and the values in force.
Out: sentences.
"""

from collections.abc import Iterable

from reachable.rules.domain.definition import (
    AgeAtLeast,
    AgeBelow,
    AtLeast,
    Condition,
    During,
    HappenedTo,
    InOrder,
    Pattern,
    Rule,
    SeveralChildren,
    Together,
    ToldBy,
    Unless,
    What,
)
from reachable.rules.domain.parameters import InForce, ParameterName
from reachable.rules.domain.turns import Pace


def say_rule(rule: Rule, values: InForce) -> tuple[str, ...]:
    """Return what a rule looks at, one sentence for each thing."""
    to = "" if rule.happened_to is HappenedTo.THIS_CHILD else f", where it happened to {rule.happened_to.value}"
    sentences = [f"Looks for {say_what(rule.anchor)}{to}."]
    sentences += (say_condition(need, values) for need in rule.needs)
    if rule.clock is not None:
        answer, limit = say_what(rule.clock.answer.what), values[rule.clock.within].say()
        sentences.append(f"Holds when the limit of {limit} ends without {answer}.")
    if rule.answers:
        sentences.append(f"Is answered by what is recorded afterwards: {say_answers(rule)}.")
    if rule.one_moment is not None:
        sentences.append(f"Things within {values[rule.one_moment].say()} of each other are told as one moment.")
    return tuple(sentences)


def say_condition(need: Condition, values: InForce) -> str:
    """Return one condition as a sentence."""
    match need:
        case AtLeast():
            return _say_at_least(need, values)
        case Unless():
            return _say_unless(need, values)
        case InOrder(steps=steps, within=within):
            order = ", then ".join(say_what(step) for step in steps)
            return f"Needs these in this order in the {values[within].say()} before it: {order}."
        case ToldBy() | SeveralChildren():
            return _say_different(need, values)
        case During(words=words, lasting=lasting):
            gone_on = "" if lasting is None else f", and had been for at least {values[lasting].say()}"
            return f"Only while {words}{gone_on}."
        case AgeBelow() | AgeAtLeast():
            return _say_age(need, values)
        case Together(what=what, within=within):
            return f"Needs both children in one event in the {values[within].say()} before it: {say_what(what)}."


def say_how_soon(rule: Rule, values: InForce) -> str:
    """Return how soon somebody should act."""
    pace, within = rule.how_soon.pace, rule.how_soon.within
    if rule.clock is not None:
        return f"within {values[rule.clock.within].say()}"
    if within is None:
        return pace.value
    counted = f"within {values[within].say()}"
    return counted if pace is Pace.BY_THE_LIMIT else f"{pace.value}, {counted}"


def say_what(what: What) -> str:
    """Return "this, that or the other"."""
    return _either(say_pattern(pattern) for pattern in what)


def say_pattern(pattern: Pattern) -> str:
    """Return a pattern in words: its own, or the label of its kind of event."""
    return pattern.words or pattern.kind.label.lower()


def say_answers(rule: Rule) -> str:
    """Return everything a rule asks for; all of it has to be recorded."""
    return "; and ".join(say_what(answer.what) for answer in rule.answers)


def _say_at_least(need: AtLeast, values: InForce) -> str:
    number = _number(need.count, values)
    when = f"in the {values[need.within].say()} up to it"
    if need.after is not None:
        when = f"in the {values[need.within].say()} before it or the {values[need.after].say()} after"
    if need.apart is not None:
        when += f", {values[need.apart].say()} or more apart from it"
    return f"Needs at least {number} of these {when}: {say_what(need.what)}."


def _say_unless(need: Unless, values: InForce) -> str:
    when = f"in the {values[need.before].say()} before"
    if need.after is not None:
        when += f" or the {values[need.after].say()} after"
    return f"Not where, {when}, there was {say_what(need.what)}."


def _say_different(need: ToldBy | SeveralChildren, values: InForce) -> str:
    number, when = _number(need.count, values), f"in the {values[need.within].say()} up to it"
    if isinstance(need, ToldBy):
        return f"Needs at least {number} kinds of agency to have told of these {when}: {say_what(need.what)}."
    children = f"{number} different children {need.around.value}, the one it happened to counted"
    peers = f" Peers are children an agency named with this one in {say_what(need.together)}." if need.together else ""
    return f"Needs at least {children}, with any of these {when}: {say_what(need.what)}.{peers}"


def _say_age(need: AgeBelow | AgeAtLeast, values: InForce) -> str:
    years = values[need.age].value
    if isinstance(need, AgeAtLeast):
        return f"Only for somebody who has reached {years}."
    if need.short_by is not None:
        return f"Only for a child more than {values[need.short_by].say()} short of {years}."
    presumed = f"; whoever may be under {years} is treated as if they were" if need.presumed else ""
    return f"Only for a child under {years}{presumed}."


def _number(count: ParameterName | int, values: InForce) -> str:
    number = values[count].value if isinstance(count, ParameterName) else count
    return "one" if number == 1 else f"{number}"


def _either(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
