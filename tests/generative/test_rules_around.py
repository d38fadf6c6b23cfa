"""Laws of the wider grammar, counted again by hand: order, kinds of agency, children at a place, friends."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import EventId, SubjectId
from reachable.kernel.london import london_date
from reachable.kernel.when import When
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.definition import (
    Around,
    Condition,
    HappenedTo,
    InOrder,
    Pattern,
    Rule,
    SeveralChildren,
    Together,
    ToldBy,
    kinds_around,
)
from reachable.rules.domain.evaluation import evaluate
from reachable.rules.domain.narrowing import LastAsked, find_rules_to_ask, name_facts, name_ground, name_nearby
from reachable.rules.domain.nearby import Nearby
from reachable.rules.domain.parameters import ParameterName as P
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K
from tests.generative.test_rules_laws import GROUND, START, THIRD_WITHOUT_HELP, facts

OWN, ANNA, BEN, BENS_OTHER_RECORD = (SubjectId(UUID(int=number)) for number in (1, 2, 3, 4))
CHILD_OF = {ANNA: ANNA, BEN: BEN, BENS_OTHER_RECORD: BEN}
AGENCIES = ("HOME_POLICE_FORCE", "SCHOOL", "EMERGENCY_DEPARTMENT", "")
FEW = (K.STOPPED, K.CONCERN_RAISED, K.THREAT, K.REFERRAL)
AROUND = tuple(K(value) for value in sorted({kind.value for rule in RULES for kind in kinds_around(rule)}))
LATER = START + timedelta(days=700)
MODEST = settings(max_examples=100, deadline=None)
FEWER = settings(max_examples=40, deadline=None)


@st.composite
def told(draw: st.DrawFn, kinds: tuple[K, ...], subjects: tuple[SubjectId, ...]) -> Fact:
    return replace(
        draw(facts(kinds)),
        subject_id=draw(st.sampled_from(subjects)),
        agency_kind=draw(st.sampled_from(AGENCIES)),
        place_key=draw(st.sampled_from(["", "the arches", "mill lane"])),
    )


@st.composite
def neighbourhoods(draw: st.DrawFn, kinds: tuple[K, ...] = FEW) -> tuple[list[Fact], Nearby]:
    """A child's facts, those of others, and which events name which of them together."""
    own = draw(st.lists(told(kinds, (OWN,)), max_size=6, unique_by=lambda fact: fact.id))
    others = draw(st.lists(told(kinds, tuple(CHILD_OF)), max_size=8, unique_by=lambda fact: fact.id))
    children = st.sets(st.sampled_from([ANNA, BEN]))
    together = {fact.id: frozenset(draw(children)) for fact in own}
    together |= {fact.id: frozenset({CHILD_OF[fact.subject_id]}) for fact in others if draw(st.booleans())}
    return own, Nearby(tuple(others), CHILD_OF, {event: named for event, named in together.items() if named})


nows = st.integers(0, 260 * 24).map(lambda hours: START + timedelta(hours=hours))


def rule(*needs: Condition, kinds: tuple[K, ...] = FEW, happened_to: HappenedTo = HappenedTo.THIS_CHILD) -> Rule:
    anchor = tuple(Pattern(kind) for kind in kinds)
    return replace(THIRD_WITHOUT_HELP, anchor=anchor, needs=needs, happened_to=happened_to)


def certain(asked: Rule, own: list[Fact], nearby: Nearby) -> set[EventId]:
    fired = evaluate(own, rules=(asked,), ground=GROUND, now=LATER, nearby=nearby).fired
    return {each.key.anchor_id for each in fired if each.certainty is Certainty.CERTAINLY}


def day_only(fact: Fact) -> Fact:
    """Return a fact told by its day, so that counting by hand needs no times."""
    day = When.on(london_date(fact.instants.happened.earliest))
    received = max(day.latest, fact.instants.received_at)
    return replace(fact, instants=replace(fact.instants, happened=day, recorded_at=received, received_at=received))


def days_before(one: Fact, other: Fact) -> int:
    return (london_date(other.instants.happened.earliest) - london_date(one.instants.happened.earliest)).days


@FEWER
@given(neighbourhoods(AROUND), nows, st.randoms(use_true_random=False))
def test_the_order_of_other_childrens_facts_changes_nothing(
    story: tuple[list[Fact], Nearby], now: datetime, chance: object
) -> None:
    own, nearby = story
    shuffled = list(nearby.facts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    other = replace(nearby, facts=tuple(shuffled))
    assert evaluate(own, rules=RULES, ground=GROUND, now=now, nearby=nearby) == evaluate(
        own, rules=RULES, ground=GROUND, now=now, nearby=other
    )


@FEWER
@given(neighbourhoods(AROUND), nows)
def test_what_is_received_of_others_after_now_changes_nothing(story: tuple[list[Fact], Nearby], now: datetime) -> None:
    own, nearby = story
    known = replace(nearby, facts=tuple(fact for fact in nearby.facts if fact.instants.received_at <= now))
    assert evaluate(own, rules=RULES, ground=GROUND, now=now, nearby=nearby) == evaluate(
        own, rules=RULES, ground=GROUND, now=now, nearby=known
    )


@FEWER
@given(neighbourhoods(AROUND), nows)
def test_rules_that_read_nothing_around_answer_as_if_nobody_were(
    story: tuple[list[Fact], Nearby], now: datetime
) -> None:
    own, nearby = story
    alone = tuple(each for each in RULES if not kinds_around(each))
    assert evaluate(own, rules=alone, ground=GROUND, now=now, nearby=nearby) == evaluate(
        own, rules=alone, ground=GROUND, now=now
    )


@MODEST
@given(neighbourhoods())
def test_children_at_a_place_counted_by_hand(story: tuple[list[Fact], Nearby]) -> None:
    own, nearby = [day_only(fact) for fact in story[0]], story[1]
    others = [day_only(fact) for fact in nearby.facts]
    what = tuple(Pattern(kind) for kind in FEW)
    asked = rule(SeveralChildren(3, what, P.PLACE_WINDOW, Around.SAME_PLACE))
    by_hand = {
        anchor.id
        for anchor in own
        if anchor.place_key
        and len(
            {
                CHILD_OF[other.subject_id]
                for other in others
                if other.place_key == anchor.place_key and 0 <= days_before(other, anchor) <= 90
            }
        )
        >= 2
    }
    assert certain(asked, own, replace(nearby, facts=tuple(others))) == by_hand


@MODEST
@given(neighbourhoods())
def test_kinds_of_agency_counted_by_hand(story: tuple[list[Fact], Nearby]) -> None:
    own = [day_only(fact) for fact in story[0]]
    asked = rule(ToldBy(3, tuple(Pattern(kind) for kind in FEW), P.SIGNS_WINDOW))
    by_hand = {
        anchor.id
        for anchor in own
        if len({fact.agency_kind or fact.source.agency_id for fact in own if 0 <= days_before(fact, anchor) <= 90}) >= 3
    }
    assert certain(asked, own, story[1]) == by_hand


@MODEST
@given(neighbourhoods())
def test_two_steps_before_an_event_found_by_trying_every_two(story: tuple[list[Fact], Nearby]) -> None:
    own = [day_only(fact) for fact in story[0]]
    steps = ((Pattern(K.STOPPED),), (Pattern(K.STOPPED), Pattern(K.THREAT)))
    asked = rule(InOrder(steps, P.SIGNS_WINDOW), kinds=(K.REFERRAL, K.THREAT))
    by_hand = set()
    for anchor in own:
        if anchor.kind not in (K.REFERRAL, K.THREAT):
            continue
        for first, second in permutations([fact for fact in own if fact.id != anchor.id], 2):
            in_kind = first.kind is K.STOPPED and second.kind in (K.STOPPED, K.THREAT)
            in_order = days_before(first, second) >= 0 and days_before(second, anchor) >= 0
            if in_kind and in_order and days_before(first, anchor) <= 90:
                by_hand.add(anchor.id)
    assert certain(asked, own, story[1]) == by_hand


@MODEST
@given(neighbourhoods())
def test_what_happened_to_friends_found_by_hand(story: tuple[list[Fact], Nearby]) -> None:
    own, nearby = [day_only(fact) for fact in story[0]], story[1]
    others = [day_only(fact) for fact in nearby.facts]
    asked = rule(Together((Pattern(K.STOPPED),), P.PEER_LINK), kinds=(K.THREAT,), happened_to=HappenedTo.A_PEER)
    by_hand = {
        hurt.id
        for hurt in others
        if hurt.kind is K.THREAT
        for joint in (*own, *others)
        if joint.kind is K.STOPPED
        and CHILD_OF[hurt.subject_id] in nearby.together.get(joint.id, frozenset())
        and 0 <= days_before(joint, hurt) <= 180
    }
    assert certain(asked, own, replace(nearby, facts=tuple(others))) == by_hand


@FEWER
@given(neighbourhoods(AROUND), st.data(), nows)
def test_asking_only_rules_that_read_what_changed_around_answers_as_asking_all(
    story: tuple[list[Fact], Nearby], data: st.DataObject, now: datetime
) -> None:
    own, nearby = story
    left = tuple(fact for fact in nearby.facts if data.draw(st.booleans()))
    linked = {event: named for event, named in nearby.together.items() if data.draw(st.booleans())}
    changed = Nearby(
        left, {**CHILD_OF, BENS_OTHER_RECORD: data.draw(st.sampled_from([BEN, BENS_OTHER_RECORD]))}, linked
    )
    ground = name_ground(RULES, GROUND, (OWN,))
    before, after = (name_facts(own) | name_nearby(each) for each in (nearby, changed))
    last = LastAsked(ground=ground, facts=before, clocks={}, at=now)
    asked = {each.id for each in find_rules_to_ask(RULES, ground=ground, facts=after, last=last, now=now)}
    rest = tuple(each for each in RULES if each.id not in asked)
    assert evaluate(own, rules=rest, ground=GROUND, now=now, nearby=nearby) == evaluate(
        own, rules=rest, ground=GROUND, now=now, nearby=changed
    )
