"""On the edges that rules' writers chose, and on whole made-up histories, asking in bulk says the same."""

from collections.abc import Sequence

from bulk_against_oracle import said_in_bulk, said_one_by_one

from reachable.adapters.bank_holidays import england_and_wales
from reachable.config.measures.both_ways import compare
from reachable.config.measures.planted_moments import Planted, plant
from reachable.rules.domain.bulk.london_days import as_instant
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.working_through import SUMMER


def test_every_worked_example_of_every_rule_says_the_same_in_bulk() -> None:
    planted: Sequence[Planted] = list(plant(RULES, seed=11, copies=1))
    children, nows = [each.child for each in planted], [as_instant(each.now) for each in planted]
    fired, duties = said_in_bulk(children, nows, RULES, PARAMETERS, SUMMER)
    assert (fired, duties) == said_one_by_one(children, nows, RULES, PARAMETERS, SUMMER)
    assert len(fired) > len(RULES)


def test_whole_histories_say_the_same_in_bulk() -> None:
    compared = compare(100, 3, england_and_wales())
    assert compared.different == 0
    assert compared.firings > 1000
    assert compared.duties > 300
