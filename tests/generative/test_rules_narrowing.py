"""Asking only the rules with something new never changes what is kept: the law behind `find_rules_to_ask`."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import When
from reachable.rules.domain.bearing import News
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.definition import Rule, kinds_around, kinds_in
from reachable.rules.domain.evaluation import evaluate
from reachable.rules.domain.examples import facts_of, on_day
from reachable.rules.domain.firings import Duty, Evaluation, Fired
from reachable.rules.domain.narrowing import (
    LastAsked,
    find_news,
    find_rules_to_ask,
    name_facts,
    name_ground,
    next_clocks,
)
from reachable.rules.domain.parameters import Country, Parameters
from reachable.rules.domain.question import Ground
from reachable.rules.domain.working_through import ground_of
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind
from tests.generative.test_rules_laws import ANCHORS, GROUND, START, facts

CLOCKED = sorted({kind.value for rule in RULES if rule.clock for kind in kinds_in(rule)})
KINDS = tuple(EventKind(value) for value in CLOCKED)
CHILD = (SubjectId(UUID(int=1)),)
Kept = dict[str, tuple[list[Fired], list[Duty]]]


@st.composite
def stories(draw: st.DrawFn) -> list[Fact]:
    """Facts of which some are corrected, by one of the same or another kind, and some withdrawn."""
    told = draw(st.lists(facts(draw(st.sampled_from([ANCHORS, KINDS]))), max_size=9, unique_by=lambda fact: fact.id))
    story: list[Fact] = []
    for fact in told:
        later = fact.instants.received_at + timedelta(hours=draw(st.sampled_from([1, 30, 500])))
        what = draw(st.sampled_from(["stands", "stands", "withdrawn", "corrected", "of another kind"]))
        story.append(replace(fact, withdrawn_at=later) if what == "withdrawn" else fact)
        if what in ("corrected", "of another kind"):
            kind = fact.kind if what == "corrected" else EventKind.CONTACT
            story.append(
                replace(
                    fact,
                    id=EventId(UUID(int=fact.id.int ^ 1)),
                    kind=kind,
                    details=fact.details if kind is fact.kind else {},
                    instants=replace(fact.instants, recorded_at=later, received_at=later),
                    supersedes=fact.id,
                )
            )
    return story


moments = st.lists(st.integers(0, 300 * 24), min_size=2, max_size=5).map(
    lambda hours: [START + timedelta(hours=each) for each in sorted(hours)]
)


def known_by(story: list[Fact], now: datetime) -> list[Fact]:
    """Return what a database holds at a moment: nothing received, and nothing withdrawn, after it."""
    held = [fact for fact in story if fact.instants.received_at <= now]
    return [
        replace(fact, withdrawn_at=None) if fact.withdrawn_at and fact.withdrawn_at > now else fact for fact in held
    ]


def keep(kept: Kept, held: list[Fact], rules: tuple[Rule, ...], now: datetime, news: dict[str, News]) -> Evaluation:
    """Replace what is kept of what is asked, as the database does, and return what was found."""
    found = evaluate(held, rules=rules, ground=GROUND, now=now, news=news)
    for rule in rules:
        fired, duties = kept.get(rule.id, ([], []))
        left = found.left.get(rule.id, frozenset())
        kept[rule.id] = (
            sorted([*stay(fired, left), *(each for each in found.fired if each.key.rule_id == rule.id)], key=by_anchor),
            sorted(
                [*stay(duties, left), *(each for each in found.duties if each.key.rule_id == rule.id)], key=by_anchor
            ),
        )
    return found


def stay(kept: list[Any], left: frozenset[EventId]) -> list[Any]:
    """Return what is kept of the events that were not asked about again."""
    return [each for each in kept if each.key.anchor_id in left]


def by_anchor(each: Fired | Duty) -> int:
    return each.key.anchor_id.int


@settings(max_examples=150, deadline=None)
@given(stories(), moments)
def test_asking_only_what_has_something_new_keeps_what_asking_everything_would(
    story: list[Fact], at: list[datetime]
) -> None:
    assert_nothing_is_passed_over(RULES, story, at)


def assert_nothing_is_passed_over(asked: tuple[Rule, ...], story: list[Fact], at: list[datetime]) -> int:
    """Ask at each moment what has something new, and everything; return how many events were not asked about again."""
    ground = name_ground(asked, GROUND, CHILD)
    left = 0
    kept: Kept = {}
    last: LastAsked | None = None
    for now in at:
        held = known_by(story, now)
        named = name_facts(held)
        rules = find_rules_to_ask(asked, ground=ground, facts=named, last=last, now=now)
        news = find_news(rules, ground=ground, facts=held, named=named, last=last, now=now)
        found = keep(kept, held, rules, now, news)
        left += sum(map(len, found.left.values()))
        last = LastAsked(ground, named, next_clocks(last, evaluation=found, asked=rules), at=now)
        everything: Kept = {}
        keep(everything, held, asked, now, {})
        assert kept == everything
    return left


@st.composite
def stories_of_one_rule(draw: st.DrawFn) -> tuple[Rule, list[Fact]]:
    """A rule that reads this child alone, and a few days of facts of its kinds, told in another order."""
    rule = draw(st.sampled_from([rule for rule in RULES if rule.needs and not kinds_around(rule)]))
    told = draw(st.lists(facts(tuple(kinds_in(rule))), min_size=2, max_size=7, unique_by=lambda fact: fact.id))
    story = []
    for fact in told:
        happened = When.at(START + timedelta(hours=draw(st.integers(0, 72))))
        received = happened.latest + timedelta(hours=draw(st.sampled_from([0, 5, 24, 80])))
        ends = received + timedelta(hours=draw(st.sampled_from([1, 40]))) if draw(st.integers(0, 5)) == 0 else None
        story.append(replace(fact, instants=Instants(happened, received, received), withdrawn_at=ends))
    return rule, story


@settings(max_examples=400, deadline=None)
@given(stories_of_one_rule(), st.lists(st.integers(0, 200), min_size=2, max_size=6))
def test_an_event_is_left_only_where_what_is_new_changes_nothing_of_it(
    told: tuple[Rule, list[Fact]], hours: list[int]
) -> None:
    rule, story = told
    assert_nothing_is_passed_over((rule,), story, [START + timedelta(hours=each) for each in sorted(hours)])


@settings(max_examples=400, deadline=None)
@given(stories_of_one_rule(), st.integers(0, 60 * 24))
def test_what_bears_on_no_question_changes_no_answer(told: tuple[Rule, list[Fact]], hours: int) -> None:
    rule, story = told
    now = START + timedelta(hours=hours)
    found = evaluate(story, rules=(rule,), ground=GROUND, now=now)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reachable.rules.domain.evaluation.bears", lambda _question, _fact: True)
        assert evaluate(story, rules=(rule,), ground=GROUND, now=now) == found


READ_ALONE = [rule for rule in RULES if not kinds_around(rule)]


@pytest.mark.parametrize("rule", READ_ALONE, ids=[rule.id for rule in READ_ALONE])
def test_whichever_of_an_example_is_told_last_nothing_that_bears_on_it_is_passed_over(rule: Rule) -> None:
    for example in rule.examples:
        held = facts_of(example)
        asked = max([on_day(example.asked), *(fact.instants.received_at for fact in held)])
        for first in range(len(held)):
            told = [
                replace(fact, instants=replace(fact.instants, received_at=asked + timedelta(hours=place)))
                for place, fact in enumerate([*held[first:], *held[:first]])
            ]
            now, ground = asked + timedelta(hours=len(held)), ground_of(example.born)
            found = evaluate(told, rules=(rule,), ground=ground, now=now)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("reachable.rules.domain.evaluation.bears", lambda _question, _fact: True)
                assert evaluate(told, rules=(rule,), ground=ground, now=now) == found


@pytest.mark.parametrize("rule", READ_ALONE, ids=[rule.id for rule in READ_ALONE])
def test_whichever_of_an_example_is_told_last_no_event_it_bears_on_is_left(rule: Rule) -> None:
    for example in rule.examples:
        held = facts_of(example)
        asked = max([on_day(example.asked), *(fact.instants.received_at for fact in held)])
        at = [asked + timedelta(hours=place) for place in range(len(held))]
        for first in range(len(held)):
            told = [
                replace(fact, instants=replace(fact.instants, received_at=hour))
                for hour, fact in zip(at, [*held[first:], *held[:first]], strict=True)
            ]
            assert_nothing_is_passed_over((rule,), told, [*at, asked + timedelta(days=400)])


def test_of_what_happened_long_before_nothing_is_asked_again() -> None:
    told = [fact_of(EventKind.ARREST, day * 24 * 200) for day in range(4)]
    at = [fact.instants.received_at for fact in told]
    assert assert_nothing_is_passed_over(RULES, told, at) > 0


def test_what_came_unnoticed_before_the_rules_were_last_asked_is_asked_of_every_event() -> None:
    """A record whose transaction ends late bears an instant before the one at which the others were read."""
    named, ground = name_facts(BEFORE), "here"
    last = LastAsked(ground, named, {}, at=ASKED_AT)
    late = fact_of(EventKind.MISSING_FOUND, 1)
    soon = fact_of(EventKind.ARREST, 3)
    held = [*BEFORE, late, soon]
    news = find_news(
        RULES, ground=ground, facts=held, named=name_facts(held), last=last, now=ASKED_AT + timedelta(hours=2)
    )
    assert not reading(EventKind.MISSING_FOUND) & news.keys()
    only = {rule.id for rule in RULES if not kinds_around(rule)} - reading(EventKind.MISSING_FOUND)
    assert news.keys() == only
    assert all(news[rule_id].facts == ((soon,) if rule_id in reading(EventKind.ARREST) else ()) for rule_id in only)


def fact_of(kind: EventKind, hours: int) -> Fact:
    at = START + timedelta(hours=hours)
    return Fact(
        id=EventId(UUID(int=hours + 10)),
        subject_id=CHILD[0],
        kind=kind,
        instants=Instants(When.at(at), at, at),
        source=Source(AgencyId(UUID(int=2)), "An agency", "made up", ""),
        agency_kind="",
    )


BEFORE = [fact_of(EventKind.MISSING_FOUND, 0), fact_of(EventKind.ABSENCE, 1)]
ASKED_AT = START + timedelta(hours=2)


def asked_again(held: list[Fact], *, now: datetime = ASKED_AT, ground: str = "here") -> set[str]:
    clocks = evaluate(BEFORE, rules=RULES, ground=GROUND, now=ASKED_AT).clocks
    last = LastAsked(ground="here", facts=name_facts(BEFORE), clocks=clocks, at=ASKED_AT)
    return {rule.id for rule in find_rules_to_ask(RULES, ground=ground, facts=name_facts(held), last=last, now=now)}


def reading(kind: EventKind) -> set[str]:
    return {rule.id for rule in RULES if kind in kinds_in(rule)}


def test_when_nothing_is_new_no_rule_is_asked() -> None:
    assert asked_again(BEFORE) == set()


@pytest.mark.parametrize("kind", [EventKind.ARREST, EventKind.MISSING_FOUND, EventKind.CONTACT])
def test_something_new_asks_the_rules_that_read_its_kind_and_no_other(kind: EventKind) -> None:
    assert asked_again([*BEFORE, fact_of(kind, 2)]) == reading(kind)


def test_what_is_withdrawn_asks_the_rules_that_read_its_kind() -> None:
    withdrawn = replace(BEFORE[0], withdrawn_at=ASKED_AT)
    assert asked_again([withdrawn, BEFORE[1]]) == reading(EventKind.MISSING_FOUND)


def test_a_correction_to_another_kind_asks_the_rules_that_read_either() -> None:
    correction = replace(fact_of(EventKind.ARREST, 2), supersedes=BEFORE[0].id)
    assert asked_again([*BEFORE, correction]) == reading(EventKind.ARREST) | reading(EventKind.MISSING_FOUND)


def test_a_clock_that_ran_out_asks_its_own_rule() -> None:
    first = {"R016"}
    assert asked_again(BEFORE, now=START + timedelta(hours=23)) == set()
    assert asked_again(BEFORE, now=START + timedelta(hours=71)) == first
    assert asked_again(BEFORE, now=START + timedelta(hours=72)) == {*first, "R085"}


@pytest.mark.parametrize(
    ("now", "ground"), [(ASKED_AT, "elsewhere"), (ASKED_AT - timedelta(hours=1), "here")], ids=["ground", "earlier"]
)
def test_on_another_ground_or_at_an_earlier_moment_every_rule_is_asked(now: datetime, ground: str) -> None:
    assert len(asked_again(BEFORE, now=now, ground=ground)) == len(RULES)


@pytest.mark.parametrize(
    "changed",
    [
        replace(GROUND, country=Country.WALES),
        replace(GROUND, born=When.on(date(2011, 3, 2))),
        replace(GROUND, calendar=replace(GROUND.calendar, bank_holidays=frozenset())),
        replace(GROUND, parameters=Parameters(GROUND.parameters.values[1:])),
    ],
    ids=["country", "birth date", "bank holidays", "values"],
)
def test_each_part_of_the_ground_makes_it_another(changed: Ground) -> None:
    assert name_ground(RULES, changed, CHILD) != name_ground(RULES, GROUND, CHILD)


def test_other_rules_and_other_records_of_the_child_make_it_another_ground() -> None:
    usual = name_ground(RULES, GROUND, CHILD)
    assert name_ground(RULES[1:], GROUND, CHILD) != usual
    assert name_ground(RULES, GROUND, (*CHILD, SubjectId(UUID(int=2)))) != usual
