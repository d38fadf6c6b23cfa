"""Whether a fact can bear on a question, so that it is asked only when and where that could change the answer.

In:  a Question and a fact of this child; the questions of one rule and what is new.
Out: True or False. False means: with or without this fact, every condition and the clock answer the same. The
questions to be asked again, and those to be left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.clocks import adds_an_answer, answers
from reachable.rules.domain.conditions import is_counted, may_be_step
from reachable.rules.domain.definition import (
    AgeAtLeast,
    AgeBelow,
    AtLeast,
    Condition,
    During,
    InOrder,
    Rule,
    ToldBy,
    Unless,
    patterns_of,
)
from reachable.rules.domain.gaps import follows
from reachable.rules.domain.parameters import ParameterName
from reachable.rules.domain.question import Question
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind

A_DAY_AND_MORE = timedelta(hours=25)
"""The longest day in London, so that what is further off is on another day."""


@dataclass(frozen=True, slots=True)
class News:
    """Facts that alone have changed of what a rule reads since an instant: told or withdrawn, or corrected by those."""

    facts: tuple[Fact, ...]
    since: datetime


def bears(question: Question, fact: Fact) -> bool:
    """Test if a fact may count for something the rule needs, or answer its clock."""
    clock = question.rule.clock
    if clock is not None and answers(question, clock.answer, fact) is not Certainty.NO:
        return True
    return _is_needed(question, fact)


def _is_needed(question: Question, fact: Fact) -> bool:
    rule = question.rule
    happened, anchor = fact.instants.happened, question.anchor.instants.happened
    is_long_after = happened.is_known and anchor.is_known and happened.earliest - anchor.latest > A_DAY_AND_MORE
    return any(_may_count(need, question, fact) for need in (_looking_ahead(rule) if is_long_after else rule.needs))


@cache
def _looking_ahead(rule: Rule) -> tuple[Condition, ...]:
    """Return the needs for which something may count that happened on a day after the event the rule starts from."""
    at_or_before = (InOrder, During, ToldBy, AgeBelow, AgeAtLeast)
    return tuple(
        need
        for need in rule.needs
        if not (isinstance(need, at_or_before) or (isinstance(need, AtLeast | Unless) and need.after is None))
    )


@cache
def kinds_of_anchor(rule: Rule) -> frozenset[EventKind]:
    """Return the kinds of event a rule may start from."""
    return frozenset(pattern.kind for pattern in rule.anchor)


@cache
def _kinds_besides_anchor(rule: Rule) -> frozenset[EventKind]:
    """Return the kinds of event that a rule needs or that answer it."""
    parts = (*rule.needs, *(answer.what for answer in rule.answers))
    return frozenset(pattern.kind for part in parts for pattern in patterns_of(part))


def _may_count(need: Condition, question: Question, fact: Fact) -> bool:
    match need:
        case AtLeast() | Unless() | ToldBy():
            return is_counted(need, question, fact) is not Certainty.NO
        case InOrder(steps=(first, *others)):
            if any(may_be_step(question, step, fact) is not Certainty.NO for step in others):
                return True
            near = may_be_step(question, first, fact) & question.is_at_most_before(fact, need.within)
            return near is not Certainty.NO
        case During():
            matched = any(question.matches(what, fact) is not Certainty.NO for what in (need.start, need.end))
            return matched and follows(question.ground.gaps, fact, question.anchor) is not Certainty.NO
        case AgeBelow() | AgeAtLeast():
            return False
        case _:
            return True


def part_by_news(
    questions: Sequence[Question], news: News, standing: Sequence[Fact]
) -> tuple[list[Question], list[Question]]:
    """Return the questions of one rule whose answers what is new may change, and those that would answer as they did.

    `standing` are the facts that stand today, oldest first: what was answered before is not answered again.
    A moment is told once, so that the events near one that is asked again are asked again with it. An event that no
    longer stands may have held others together: then all are asked.
    """
    new = {fact.id for fact in news.facts}
    gone = [fact for fact in news.facts if questions and fact.id not in questions[0].standing]
    if any(may_be_anchor(questions[0].rule, fact) for fact in gone):
        return list(questions), []
    before = [fact for fact in standing if fact.id not in new]
    others = _kinds_besides_anchor(questions[0].rule) if questions else frozenset()
    facts = [fact for fact in news.facts if fact.kind in others]
    asked: list[Question] = []
    left: list[Question] = []
    for question in questions:
        touched = question.anchor.id in new or any(_may_change(question, fact, news, before) for fact in facts)
        (asked if touched else left).append(question)
    name = questions[0].rule.one_moment if questions else None
    reached = 0
    while name is not None and reached < len(asked):
        near = [each for each in left if _are_near(asked[reached], each, name)]
        left = [each for each in left if each not in near]
        asked += near
        reached += 1
    return asked, left


def may_be_anchor(rule: Rule, fact: Fact) -> bool:
    """Test if a rule may start from a fact of this kind."""
    return fact.kind in kinds_of_anchor(rule)


def is_near(head: Question, other: Question, name: ParameterName) -> bool:
    """Test if an event certainly belongs to the moment of another, by a length of time in force for that one."""
    span = head.values[name].as_span()
    gap = head.ground.gaps.in_time(head.anchor, other.anchor)
    return gap is not None and gap.at_least(-span) & gap.at_most(span) is Certainty.CERTAINLY


def _are_near(one: Question, other: Question, name: ParameterName) -> bool:
    return is_near(one, other, name) or (one.values[name] is not other.values[name] and is_near(other, one, name))


def _may_change(question: Question, fact: Fact, news: News, before: Sequence[Fact]) -> bool:
    has_just_come = fact.instants.received_at > news.since and fact.id in question.standing
    known = before if has_just_come else ()
    if any(adds_an_answer(question, each, fact, known) for each in question.rule.answers):
        return True
    return _is_needed(question, fact)
