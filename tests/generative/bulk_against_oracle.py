"""What the rules say of children asked in bulk and one by one, in a form that can be compared."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from reachable.kernel.working_days import Calendar
from reachable.rules.domain.bulk.asking import ask_rule, lay_out
from reachable.rules.domain.bulk.certainties import CERTAINTIES
from reachable.rules.domain.bulk.columns import ChildFacts, FactColumns, columns_of
from reachable.rules.domain.bulk.due_times import UNKNOWN_DUE
from reachable.rules.domain.bulk.london_days import as_instant, as_microseconds
from reachable.rules.domain.bulk.matching import Matcher
from reachable.rules.domain.bulk.program import compile_rule
from reachable.rules.domain.definition import Rule
from reachable.rules.domain.evaluation import evaluate
from reachable.rules.domain.parameters import Parameters
from reachable.rules.domain.question import Ground

Said = set[tuple[object, ...]]


def said_one_by_one(
    children: Sequence[ChildFacts],
    nows: Sequence[datetime],
    rules: Sequence[Rule],
    parameters: Parameters,
    calendar: Calendar,
) -> tuple[Said, Said]:
    """Return every firing and every duty the interpreter finds, each with the number of its child."""
    fired: Said = set()
    duties: Said = set()
    for number, (child, now) in enumerate(zip(children, nows, strict=True)):
        ground = Ground(child.country, calendar, parameters, child.born)
        found = evaluate(child.facts, rules=rules, ground=ground, now=now, nearby=child.nearby)
        fired |= {
            (
                number, each.key.rule_id, each.key.anchor_id, each.certainty, each.first_known_at, each.known_at,
                each.done_by, each.due_at, each.evidence,
            )
            for each in found.fired
        }  # fmt: skip
        duties |= {
            (
                number, each.key.rule_id, each.key.anchor_id, each.certainty,
                (each.due.earliest, each.due.latest) if each.due.is_known else None, each.done_by,
            )
            for each in found.duties
        }  # fmt: skip
    return fired, duties


def said_in_bulk(
    children: Sequence[ChildFacts],
    nows: Sequence[datetime],
    rules: Sequence[Rule],
    parameters: Parameters,
    calendar: Calendar,
) -> tuple[Said, Said]:
    """Return every firing and every duty found in bulk, in the same form."""
    columns, facts, codebooks = columns_of(children)
    now = np.array([as_microseconds(each) for each in nows], np.int64)
    many = lay_out(columns, facts, now=now, matcher=Matcher(codebooks), calendar=calendar)
    fired: Said = set()
    duties: Said = set()
    for rule in rules:
        answered = ask_rule(many, compile_rule(rule, parameters))
        moments, clocks = answered.fired, answered.duties
        rests_on: list[list[object]] = [[] for _ in range(len(moments))]
        for place, fact in moments.evidence:
            rests_on[place].append(facts.event_id(fact))
        for place in range(len(moments)):
            fired.add(
                (
                    int(moments.child[place]), rule.id, facts.event_id(moments.anchor[place]),
                    CERTAINTIES[moments.certainty[place]], as_instant(moments.first_known[place]),
                    as_instant(moments.known[place]), _event(facts, moments.done_by[place]),
                    _instant(moments.due[place]), tuple(rests_on[place]),
                )
            )  # fmt: skip
        for place in range(len(clocks.anchor)):
            first, last = _instant(clocks.due_first[place]), _instant(clocks.due_last[place])
            duties.add(
                (
                    int(clocks.child[place]), rule.id, facts.event_id(clocks.anchor[place]),
                    CERTAINTIES[clocks.certainty[place]], None if first is None else (first, last),
                    _event(facts, clocks.done_by[place]),
                )
            )  # fmt: skip
    return fired, duties


def _event(facts: FactColumns, row: int) -> object:
    return None if row < 0 else facts.event_id(row)


def _instant(microseconds: int) -> datetime | None:
    return None if microseconds == UNKNOWN_DUE else as_instant(microseconds)
