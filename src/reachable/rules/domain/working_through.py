"""Works an example through the rule it belongs to.

In:  a rule and one of its examples.
Out: Worked: what the engine answers, to set beside what the example expects.
"""

from dataclasses import dataclass
from datetime import date, datetime

from reachable.kernel.certainty import Certainty
from reachable.kernel.when import When
from reachable.kernel.working_days import Calendar
from reachable.rules.domain.definition import Rule
from reachable.rules.domain.evaluation import evaluate
from reachable.rules.domain.examples import Example, facts_of, nearby_of, on_day
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country
from reachable.rules.domain.question import Ground

SUMMER = Calendar("England, summer 2026", frozenset({date(2026, 8, 31)}), known_until=date(2026, 12, 31))


@dataclass(frozen=True, slots=True)
class Worked:
    """What the rule answers to an example. `known_at` is None when it does not hold."""

    certainty: Certainty
    answered: bool
    known_at: datetime | None


def ground_of(born: When) -> Ground:
    """Return the ground that examples are asked on: England, the summer of 2026, the starting settings."""
    return Ground(Country.ENGLAND, SUMMER, PARAMETERS, born)


def work_through(rule: Rule, example: Example) -> Worked:
    """Return what a rule answers on the day an example asks."""
    fired = evaluate(
        facts_of(example),
        rules=(rule,),
        ground=ground_of(example.born),
        now=on_day(example.asked),
        nearby=nearby_of(example),
    ).fired
    strongest = Certainty.NO
    for each in fired:
        strongest = strongest | each.certainty
    return Worked(
        certainty=strongest,
        answered=bool(fired) and all(each.done_by is not None for each in fired),
        known_at=max((each.known_at for each in fired), default=None),
    )
