"""What may stand in a rule, and what its version hangs on."""

import dataclasses
import json
import re

import pytest
from small_stories import at_least, rule_about

from reachable.rules.domain.canonical import canonical, rule_to_json, version_of
from reachable.rules.domain.catalogue import RULES, RULES_BY_ID
from reachable.rules.domain.definition import Group, Rule, details_tested, patterns_in
from reachable.rules.domain.parameters import ParameterName as P
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import KINDS, EventKind

NEVER_IN_A_RULE = re.compile(
    r"ethnic|\brace\b|racial|religio|faith|belief|nationalit|citizen|immigra|sex\b|gender|\bgirls?\b|\bboys?\b|\bmale\b"
    r"|female|young wom[ae]n|young m[ae]n|disab|\bsen\b|autis|language|heritage",
    re.IGNORECASE,
)
EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


@EVERY_RULE
def test_no_rule_mentions_origin_belief_sex_or_disability(rule: Rule) -> None:
    written = canonical(rule_to_json(rule)) + " ".join(
        f"{example.title} {sorted(event.details)} {list(event.details.values())}"
        for example in rule.examples
        for event in example.events
    )
    assert NEVER_IN_A_RULE.search(written) is None


def test_the_words_that_may_never_stand_in_a_rule_are_found_when_they_do() -> None:
    told = rule_about(EventKind.ARREST, sentence="Ask every girl.")
    assert NEVER_IN_A_RULE.search(canonical(rule_to_json(told)))


def test_a_fact_and_its_details_carry_nothing_of_origin_belief_sex_or_disability() -> None:
    fields = {field.name for field in dataclasses.fields(Fact)}
    details = {detail for kind in KINDS.values() for detail in kind.details}
    assert [name for name in fields | details if NEVER_IN_A_RULE.search(name.replace("_", " "))] == []


@EVERY_RULE
def test_a_rule_says_everything_a_reader_needs(rule: Rule) -> None:
    for sentence in (rule.sentence, rule.why, rule.basis, rule.caveat, *rule.do, *rule.do_not):
        assert sentence.endswith((".", "!", "?")), sentence
    assert rule.do
    assert rule.do_not
    assert rule.source or "guidance" in rule.basis or "Working Together" in rule.basis
    assert all(re.fullmatch(r"\d{3}:\d+(-\d+)?", cited) for cited in rule.source)


@EVERY_RULE
def test_a_rule_states_no_number_that_a_setting_decides(rule: Rule) -> None:
    assert (
        re.search(r"\d|\b(one|two|three|four|five|ten|ninety) (working )?(hour|day|week|month)", rule.sentence) is None
    )


@EVERY_RULE
def test_a_rule_looks_only_at_details_that_are_recorded(rule: Rule) -> None:
    for pattern in patterns_in(rule):
        assert details_tested(pattern.where) <= set(KINDS[pattern.kind].details)


@EVERY_RULE
def test_a_rule_asks_for_something_or_has_a_clock(rule: Rule) -> None:
    assert bool(rule.asks_for) is not bool(rule.clock)


def test_ids_are_used_once_and_every_group_has_a_rule() -> None:
    assert len(RULES_BY_ID) == len(RULES)
    assert {rule.group for rule in RULES} == set(Group)


def test_mending_a_sentence_keeps_the_version() -> None:
    rule = rule_about(EventKind.ARREST)
    assert version_of(dataclasses.replace(rule, sentence="Said better.", title="Better")) == version_of(rule)


def test_changing_what_decides_changes_the_version() -> None:
    rule = rule_about(EventKind.ARREST)
    changed = (
        rule_about(EventKind.CHARGE),
        rule_about(EventKind.ARREST, one_moment=P.ONE_MOMENT),
        rule_about(EventKind.ARREST, needs=(at_least(2, EventKind.ARREST, within=P.SIGNS_WINDOW),)),
        rule_about(EventKind.ARREST, needs=(at_least(3, EventKind.ARREST, within=P.SIGNS_WINDOW),)),
    )
    assert len({version_of(each) for each in (rule, *changed)}) == 5


def test_a_rule_survives_being_written_as_json() -> None:
    for rule in RULES:
        written = rule_to_json(rule)
        assert json.loads(canonical(written)) == written
        assert written["version"] == version_of(rule)
