"""Every rule, worked through the examples that stand beside it. The same table is the manual's."""

from datetime import timedelta

import pytest

from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.definition import Rule
from reachable.rules.domain.examples import Example, Shows, on_day
from reachable.rules.domain.working_through import work_through

EVERY_EXAMPLE = [
    pytest.param(rule, example, id=f"{rule.id}: {example.title}") for rule in RULES for example in rule.examples
]


@pytest.mark.parametrize(("rule", "example"), EVERY_EXAMPLE)
def test_an_example_comes_out_as_the_manual_says(rule: Rule, example: Example) -> None:
    worked = work_through(rule, example)
    assert (worked.certainty, worked.answered) == (example.expected, example.answered)
    if example.known_day is not None:
        assert worked.known_at is not None
        assert abs(worked.known_at - on_day(example.known_day)) < timedelta(minutes=10)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_an_example_of_each_sort(rule: Rule) -> None:
    assert {example.shows for example in rule.examples} == set(Shows)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_moment_known_late_was_not_known_before(rule: Rule) -> None:
    for example in rule.examples:
        if example.shows is Shows.KNOWN_LATE and example.known_day is not None:
            before = Example(
                shows=example.shows,
                title=example.title,
                events=example.events,
                asked=example.known_day - 0.01,
                expected=example.expected,
                born=example.born,
            )
            assert work_through(rule, before).certainty is not example.expected
