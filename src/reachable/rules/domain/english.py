"""Reads a rule out in plain English, from the same definition that is asked of a child.

In:  a rule and the values in force.
Out: sentences.
"""

from collections.abc import Iterable

from reachable.rules.domain.definition import AgeBelow, AtLeast, Condition, During, Pattern, Rule, Unless, What
from reachable.rules.domain.parameters import InForce, ParameterName
from reachable.rules.domain.turns import Pace


def say_rule(rule: Rule, values: InForce) -> tuple[str, ...]:
    """Return what a rule looks at, one sentence for each thing."""
    sentences = [f"Looks for {say_what(rule.anchor)}."]
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
        case During(words=words):
            return f"Only while {words}."
        case AgeBelow(age=age, presumed=True):
            years = values[age].value
            return f"Only for a child under {years}; whoever may be under {years} is treated as if they were."
        case AgeBelow(age=age):
            return f"Only for a child under {values[age].value}."


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
    count = values[need.count].value if isinstance(need.count, ParameterName) else need.count
    number = "one" if count == 1 else f"{count}"
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


def _either(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
