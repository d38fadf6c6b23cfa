"""Asks the same rules of the same children in bulk and one by one, and counts where they differ.

In:  histories, rules, a calendar.
Out: Compared. A difference in anything a firing or a duty says counts: its evidence and its times too.
"""

from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from reachable.config.measures.made_up_histories import Histories, child_of, make_histories
from reachable.kernel.ids import EventId
from reachable.kernel.working_days import Calendar
from reachable.rules.domain.bulk.asking import Answered, ManyChildren, ask_rule, lay_out
from reachable.rules.domain.bulk.certainties import CODES
from reachable.rules.domain.bulk.columns import FactColumns
from reachable.rules.domain.bulk.due_times import UNKNOWN_DUE
from reachable.rules.domain.bulk.london_days import as_instant, as_microseconds
from reachable.rules.domain.bulk.loop import NOBODY
from reachable.rules.domain.bulk.matching import Matcher
from reachable.rules.domain.bulk.program import Program, compile_rule
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.evaluation import evaluate
from reachable.rules.domain.firings import Duty, Fired
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.question import Ground

Said = set[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Compared:
    """How many firings and duties were compared, how many differ, and how long each way took, in seconds."""

    firings: int
    duties: int
    different: int
    children: int
    one_by_one: float
    in_bulk: float

    def __add__(self, other: "Compared") -> "Compared":
        return Compared(
            self.firings + other.firings,
            self.duties + other.duties,
            self.different + other.different,
            self.children + other.children,
            self.one_by_one + other.one_by_one,
            self.in_bulk + other.in_bulk,
        )


def lay_out_histories(histories: Histories, calendar: Calendar) -> ManyChildren:
    """Return histories ready to be asked about."""
    return lay_out(
        histories.children,
        histories.facts,
        now=histories.now,
        matcher=Matcher(histories.codebooks),
        calendar=calendar,
    )


def compare(count: int, seed: int, calendar: Calendar) -> Compared:
    """Make so many children and ask every rule of them both ways."""
    histories = make_histories(count, seed=seed)
    programs = [compile_rule(rule, PARAMETERS) for rule in RULES]
    began = perf_counter()
    many = lay_out_histories(histories, calendar)
    answered = [ask_rule(many, program) for program in programs]
    in_bulk = perf_counter() - began
    bulk: Said = set()
    for program, each in zip(programs, answered, strict=True):
        bulk |= _said_in_bulk(program, each)
    interpreted: Said = set()
    one_by_one = 0.0
    rows = _rows_by_event(histories.facts)
    for number in range(count):
        child = child_of(histories, number)
        ground = Ground(child.country, calendar, PARAMETERS, child.born)
        now = as_instant(histories.now[number])
        began = perf_counter()
        found = evaluate(child.facts, rules=RULES, ground=ground, now=now, nearby=child.nearby)
        one_by_one += perf_counter() - began
        interpreted |= {_fired(number, fired, rows) for fired in found.fired}
        interpreted |= {_duty(number, duty, rows) for duty in found.duties}
    firings = sum(len(each.fired) for each in answered)
    return Compared(firings, len(bulk) - firings, len(bulk ^ interpreted), count, one_by_one, in_bulk)


def _said_in_bulk(program: Program, answered: Answered) -> Said:
    fired, duties, rule_id = answered.fired, answered.duties, program.rule.id
    rests_on: list[list[int]] = [[] for _ in range(len(fired))]
    for place, fact in fired.evidence.tolist():
        rests_on[place].append(fact)
    columns = (fired.child, fired.anchor, fired.certainty, fired.first_known, fired.known, fired.done_by, fired.due)
    said: Said = {
        ("fired", rule_id, *values, tuple(evidence))
        for *values, evidence in zip(*(column.tolist() for column in columns), rests_on, strict=True)
    }
    of_duty = (duties.child, duties.anchor, duties.certainty, duties.due_first, duties.due_last, duties.done_by)
    return said | {("duty", rule_id, *values) for values in zip(*(each.tolist() for each in of_duty), strict=True)}


def _fired(number: int, fired: Fired, rows: dict[EventId, int]) -> tuple[object, ...]:
    return (
        "fired",
        fired.key.rule_id,
        number,
        rows[fired.key.anchor_id],
        CODES[fired.certainty],
        as_microseconds(fired.first_known_at),
        as_microseconds(fired.known_at),
        NOBODY if fired.done_by is None else rows[fired.done_by],
        _due(fired.due_at),
        tuple(rows[event_id] for event_id in fired.evidence),
    )


def _duty(number: int, duty: Duty, rows: dict[EventId, int]) -> tuple[object, ...]:
    return (
        "duty",
        duty.key.rule_id,
        number,
        rows[duty.key.anchor_id],
        CODES[duty.certainty],
        _due(duty.due.earliest if duty.due.is_known else None),
        _due(duty.due.latest if duty.due.is_known else None),
        NOBODY if duty.done_by is None else rows[duty.done_by],
    )


def _due(instant: datetime | None) -> int:
    return UNKNOWN_DUE if instant is None else as_microseconds(instant)


def _rows_by_event(facts: FactColumns) -> dict[EventId, int]:
    return {facts.event_id(row): row for row in range(len(facts))}
