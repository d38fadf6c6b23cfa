"""The manual says what the engine does: the same definition, the same numbers, the same examples."""

from datetime import date

import pytest

from reachable.rules.domain.catalogue import RULES, RULES_BY_ID
from reachable.rules.domain.definition import Rule
from reachable.rules.domain.manual import entry_of, list_entries
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country, ParameterName

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_shows_examples_that_come_out_as_it_says(rule: Rule) -> None:
    entry = entry_of(rule, parameters=PARAMETERS, country=Country.ENGLAND, day=TODAY)
    assert entry.in_force
    assert all(example.as_expected for example in entry.examples)
    assert all(example.events and example.result for example in entry.examples)
    assert entry.looks_at[0].startswith("Looks for ")
    assert all(line.endswith(".") for line in entry.looks_at)


@pytest.mark.parametrize(
    ("rule_id", "lines"),
    [
        (
            "R141",
            (
                "Looks for a stop by police or a police caution or warning.",
                "Only for a child under 18; whoever may be under 18 is treated as if they were.",
                "Needs at least 3 of these in the 90 days up to it: a stop by police or a police caution or warning.",
                "Not where, in the 30 days before, there was support offered.",
                "Is answered by what is recorded afterwards: support offered.",
                "Things within 7 days of each other are told as one moment.",
            ),
        ),
        (
            "R054",
            (
                "Looks for the host area refusing to collect.",
                "Only for a child under 18; whoever may be under 18 is treated as if they were.",
                "Needs at least one of these in the 48 hours before it or the 48 hours after: "
                "the home area refusing to collect.",
                "Is answered by what is recorded afterwards: the child collected by a responsible adult.",
            ),
        ),
        (
            "R061",
            (
                "Looks for arrival in a young offender institution.",
                "Only for a child under 18; whoever may be under 18 is treated as if they were.",
                "Holds when the limit of 72 hours ends without debt and threats asked about.",
                "Is answered by what is recorded afterwards: debt and threats asked about.",
            ),
        ),
    ],
)
def test_a_rule_is_read_out_in_plain_english(rule_id: str, lines: tuple[str, ...]) -> None:
    entry = entry_of(RULES_BY_ID[rule_id], parameters=PARAMETERS, country=Country.ENGLAND, day=TODAY)
    assert entry.looks_at == lines


def test_a_changed_setting_changes_what_the_page_says_and_not_the_version() -> None:
    rule = RULES_BY_ID["R141"]
    changed = PARAMETERS.changed_locally(
        ParameterName.STOPS_COUNT, value=2, since=date(2026, 7, 1), because="local protocol of July 2026"
    )
    before = entry_of(rule, parameters=PARAMETERS, country=Country.ENGLAND, day=TODAY)
    after = entry_of(rule, parameters=changed, country=Country.ENGLAND, day=TODAY)
    assert "at least 2 of these" in after.looks_at[2]
    assert before.version == after.version


def test_how_soon_names_the_number_in_force() -> None:
    soon = {
        entry.rule_id: entry.how_soon
        for entry in list_entries(RULES, parameters=PARAMETERS, country=Country.ENGLAND, day=TODAY)
    }
    assert soon["R085"] == "within 72 hours"
    assert soon["R115"] == "while the child is still in hospital, within 4 hours"
    assert soon["R050"] == "before the end of the same day"
    assert soon["R051"] == "before the child is released"


def test_windows_can_be_drawn() -> None:
    entry = entry_of(RULES_BY_ID["R141"], parameters=PARAMETERS, country=Country.ENGLAND, day=TODAY)
    assert [(window.days_before, window.words) for window in entry.windows] == [(90.0, "90 days"), (30.0, "30 days")]
    clock = entry_of(RULES_BY_ID["R085"], parameters=PARAMETERS, country=Country.ENGLAND, day=TODAY).windows
    assert [(window.days_before, window.days_after) for window in clock] == [(0.0, 3.0)]


def test_a_rule_of_english_guidance_is_marked_as_not_in_force_in_wales() -> None:
    wales = list_entries(RULES, parameters=PARAMETERS, country=Country.WALES, day=TODAY)
    assert [entry.rule_id for entry in wales if not entry.in_force] == ["R085", "R099", "L001"]


def test_a_page_before_any_law_was_made_is_refused_with_a_remedy() -> None:
    with pytest.raises(LookupError, match="add them to the parameters"):
        entry_of(RULES_BY_ID["R085"], parameters=PARAMETERS, country=Country.ENGLAND, day=date(1980, 1, 1))
