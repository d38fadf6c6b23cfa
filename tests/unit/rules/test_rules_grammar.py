"""The wider grammar: order, several agencies, states that last, ages, other children at a place or in one event."""

import dataclasses
from collections.abc import Iterable
from datetime import date
from uuid import UUID

import pytest
from small_stories import POLICE, SCHOOL, any_of_kind, fact, rule_about

from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.when import When
from reachable.rules.domain.canonical import rule_to_json
from reachable.rules.domain.catalogue import RULES, RULES_BY_ID
from reachable.rules.domain.definition import (
    AgeAtLeast,
    AgeBelow,
    Answer,
    Around,
    AtLeast,
    Below,
    Condition,
    During,
    Either,
    Equals,
    HappenedTo,
    Has,
    InOrder,
    Lacks,
    Mentions,
    Pattern,
    Reaches,
    Rule,
    SeveralChildren,
    Together,
    ToldBy,
    Unless,
    Without,
    kinds_around,
    kinds_in,
)
from reachable.rules.domain.english import say_condition
from reachable.rules.domain.evaluation import evaluate
from reachable.rules.domain.examples import BORN, on_day
from reachable.rules.domain.firings import Fired
from reachable.rules.domain.narrowing import LastAsked, find_rules_to_ask, name_facts, name_nearby
from reachable.rules.domain.nearby import NOTHING_NEARBY, Nearby
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.working_through import ground_of
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K

HOSPITAL = AgencyId(UUID(int=3))
KINDS_OF_AGENCY = {POLICE: "HOME_POLICE_FORCE", SCHOOL: "SCHOOL", HOSPITAL: "EMERGENCY_DEPARTMENT"}
ANNA, BEN = SubjectId(UUID(int=21)), SubjectId(UUID(int=22))
BENS_OTHER_RECORD = SubjectId(UUID(int=23))

TIER_ONE = {
    "recognition": "R001 R002 R006 R007 R010 R011 R012 R014 R016 R020 R021 R029 R036",
    "victim or suspect": "R037 R040 R050",
    "custody and release": "R051 R052 R053 R054 R058",
    "NRM": "R064 R066 R068 R069 R070",
    "missing and placed": "R083 R084 R085 R093 R095 R099",
    "school, health, casework": "R111 R112 R115 R119 R123 R134 R136",
}
"""The most useful of the rules that practice asks for, as the digest of the sources marks them, that are live."""

IN_ORDER = rule_about(K.ARREST, needs=(InOrder((any_of_kind(K.THREAT), any_of_kind(K.ABSENCE)), P.SIGNS_WINDOW),))
THREE_AGENCIES = rule_about(K.ARREST, needs=(ToldBy(3, any_of_kind(K.ARREST, K.ABSENCE, K.THREAT), P.SIGNS_WINDOW),))
LONG_OUT = rule_about(
    K.ARREST,
    needs=(
        During(any_of_kind(K.EXCLUSION_PERMANENT), any_of_kind(K.SCHOOL_STARTED), "out of school", P.WITHOUT_SCHOOL),
    ),
)
AT_ONE_PLACE = rule_about(
    K.CONCERN_RAISED,
    needs=(SeveralChildren(3, any_of_kind(K.CONCERN_RAISED), P.PLACE_WINDOW, Around.SAME_PLACE),),
)
AMONG_FRIENDS = rule_about(
    K.REFERRAL,
    needs=(SeveralChildren(2, any_of_kind(K.REFERRAL), P.PEER_WINDOW, Around.PEERS, together=any_of_kind(K.STOPPED)),),
)
OF_A_FRIEND = dataclasses.replace(
    rule_about(K.STOPPED),
    anchor=any_of_kind(K.THREAT),
    needs=(Together(any_of_kind(K.STOPPED), P.PEER_LINK),),
    happened_to=HappenedTo.A_PEER,
)


def told(kind: K, day: float | When, *, agency: AgencyId = POLICE, place: str = "", **rest: object) -> Fact:
    made = fact(kind, day, agency=agency, **rest)  # type: ignore[arg-type]
    return dataclasses.replace(made, agency_kind=KINDS_OF_AGENCY[agency], place_key=place)


def of(child: SubjectId, made: Fact) -> Fact:
    return dataclasses.replace(made, subject_id=child)


def around(*facts: Fact, together: dict[EventId, Iterable[SubjectId]] | None = None) -> Nearby:
    children = {ANNA: ANNA, BEN: BEN, BENS_OTHER_RECORD: BEN}
    return Nearby(facts, children, {event: frozenset(named) for event, named in (together or {}).items()})


def fire(rule: Rule, *facts: Fact, nearby: Nearby = NOTHING_NEARBY, now: float = 100, born: When = BORN) -> list[Fired]:
    found = evaluate(facts, rules=(rule,), ground=ground_of(born), now=on_day(now), nearby=nearby)
    return list(found.fired)


def answer(rule: Rule, *facts: Fact, nearby: Nearby = NOTHING_NEARBY, now: float = 100, born: When = BORN) -> Certainty:
    fired = fire(rule, *facts, nearby=nearby, now=now, born=born)
    return fired[-1].certainty if fired else Certainty.NO


def test_two_steps_in_order_before_the_anchor_hold() -> None:
    assert answer(IN_ORDER, told(K.THREAT, 1), told(K.ABSENCE, 2), told(K.ARREST, 3)) is Certainty.CERTAINLY


def test_the_same_steps_the_other_way_round_do_not() -> None:
    assert answer(IN_ORDER, told(K.ABSENCE, 1), told(K.THREAT, 2), told(K.ARREST, 3)) is Certainty.NO


def test_a_step_after_the_anchor_is_no_step() -> None:
    assert answer(IN_ORDER, told(K.THREAT, 1), told(K.ARREST, 2), told(K.ABSENCE, 3)) is Certainty.NO


def test_a_step_that_certainly_came_after_the_anchor_is_none_even_where_the_next_may_be_later() -> None:
    some_day = told(K.ABSENCE, When.between(date(2026, 6, 1), date(2026, 6, 9)), known=20)
    assert answer(IN_ORDER, told(K.THREAT, 5), some_day, told(K.ARREST, 3)) is Certainty.NO
    assert answer(IN_ORDER, told(K.THREAT, 2), some_day, told(K.ARREST, 3)) is Certainty.POSSIBLY


def test_a_step_known_to_the_month_may_have_come_in_order() -> None:
    in_june = told(K.THREAT, When.in_month(2026, 6), known=20)
    assert answer(IN_ORDER, in_june, told(K.ABSENCE, 10), told(K.ARREST, 12)) is Certainty.POSSIBLY


def test_steps_that_cannot_be_told_apart_are_refused() -> None:
    step = any_of_kind(K.THREAT)
    with pytest.raises(ValueError, match="one kind of event"):
        InOrder((step, any_of_kind(K.ABSENCE), step), P.SIGNS_WINDOW)


def test_three_kinds_of_agency_hold() -> None:
    facts = (told(K.THREAT, 1, agency=HOSPITAL), told(K.ABSENCE, 2, agency=SCHOOL), told(K.ARREST, 3))
    assert answer(THREE_AGENCIES, *facts) is Certainty.CERTAINLY


def test_one_agency_telling_three_times_is_one() -> None:
    assert answer(THREE_AGENCIES, told(K.THREAT, 1), told(K.ABSENCE, 2), told(K.ARREST, 3)) is Certainty.NO


def test_an_agency_whose_date_is_not_known_leaves_it_open() -> None:
    undated = told(K.THREAT, When.unknown(), agency=HOSPITAL, known=1)
    facts = (undated, told(K.ABSENCE, 2, agency=SCHOOL), told(K.ARREST, 3))
    assert answer(THREE_AGENCIES, *facts) is Certainty.CANNOT_SAY


@pytest.mark.parametrize(("days", "expected"), [(6, Certainty.NO), (7, Certainty.CERTAINLY)])
def test_a_state_counts_once_it_has_lasted(days: int, expected: Certainty) -> None:
    assert answer(LONG_OUT, told(K.EXCLUSION_PERMANENT, 0), told(K.ARREST, days)) is expected


def test_a_state_that_ended_before_does_not_count_however_long_it_was() -> None:
    facts = (told(K.EXCLUSION_PERMANENT, 0), told(K.SCHOOL_STARTED, 30), told(K.ARREST, 40))
    assert answer(LONG_OUT, *facts) is Certainty.NO


def test_how_old_somebody_was_is_presumed_only_downwards() -> None:
    reached = rule_about(K.ARREST, needs=(AgeAtLeast(P.ADULT_AT),))
    assert answer(reached, told(K.ARREST, 0), born=When.unknown()) is Certainty.CANNOT_SAY
    assert answer(reached, told(K.ARREST, 0), born=When.on(date(2008, 6, 1))) is Certainty.CERTAINLY
    assert answer(reached, told(K.ARREST, 0), born=When.on(date(2008, 6, 2))) is Certainty.NO


def test_how_far_short_of_an_age_somebody_is_cannot_be_presumed() -> None:
    with pytest.raises(ValueError, match="presumed"):
        AgeBelow(P.ADULT_AT, short_by=P.SHORT_OF_ADULT)


def test_three_different_children_at_one_place_hold() -> None:
    others = (
        of(ANNA, told(K.CONCERN_RAISED, 1, place="the arches")),
        of(BEN, told(K.CONCERN_RAISED, 2, place="the arches")),
    )
    own = told(K.CONCERN_RAISED, 3, place="the arches")
    (fired,) = fire(AT_ONE_PLACE, own, nearby=around(*others))
    assert fired.certainty is Certainty.CERTAINLY
    assert fired.others == tuple(each.id for each in others)
    assert set(fired.evidence) == {own.id, *fired.others}


def test_two_records_of_one_other_child_are_one_child() -> None:
    others = (
        of(BEN, told(K.CONCERN_RAISED, 1, place="the arches")),
        of(BENS_OTHER_RECORD, told(K.CONCERN_RAISED, 2, place="the arches")),
    )
    assert answer(AT_ONE_PLACE, told(K.CONCERN_RAISED, 3, place="the arches"), nearby=around(*others)) is Certainty.NO


def test_a_place_that_links_nobody_links_nobody() -> None:
    others = (of(ANNA, told(K.CONCERN_RAISED, 1)), of(BEN, told(K.CONCERN_RAISED, 2)))
    assert answer(AT_ONE_PLACE, told(K.CONCERN_RAISED, 3), nearby=around(*others)) is Certainty.NO


def test_what_was_received_of_another_child_later_counts_from_then() -> None:
    others = (
        of(ANNA, told(K.CONCERN_RAISED, 1, known=50, place="the arches")),
        of(BEN, told(K.CONCERN_RAISED, 2, place="the arches")),
    )
    own = told(K.CONCERN_RAISED, 3, place="the arches")
    assert answer(AT_ONE_PLACE, own, nearby=around(*others), now=49) is Certainty.NO
    (fired,) = fire(AT_ONE_PLACE, own, nearby=around(*others), now=51)
    assert fired.known_at == on_day(50)


def test_a_withdrawn_fact_of_another_child_is_no_evidence() -> None:
    others = (
        of(ANNA, told(K.CONCERN_RAISED, 1, withdrawn=60.0, place="the arches")),
        of(BEN, told(K.CONCERN_RAISED, 2, place="the arches")),
    )
    own = told(K.CONCERN_RAISED, 3, place="the arches")
    assert answer(AT_ONE_PLACE, own, nearby=around(*others), now=59) is Certainty.CERTAINLY
    assert answer(AT_ONE_PLACE, own, nearby=around(*others), now=61) is Certainty.NO


def test_only_children_named_in_one_event_are_friends() -> None:
    stop, own = told(K.STOPPED, 1), told(K.REFERRAL, 9)
    referred = of(ANNA, told(K.REFERRAL, 5))
    assert answer(AMONG_FRIENDS, stop, own, nearby=around(referred)) is Certainty.NO
    assert answer(AMONG_FRIENDS, stop, own, nearby=around(referred, together={stop.id: [ANNA]})) is Certainty.CERTAINLY


def test_an_event_that_does_not_make_friends_makes_none() -> None:
    search, own = told(K.STOP_SEARCH, 1), told(K.REFERRAL, 9)
    referred = of(ANNA, told(K.REFERRAL, 5))
    assert answer(AMONG_FRIENDS, search, own, nearby=around(referred, together={search.id: [ANNA]})) is Certainty.NO


def test_what_makes_friends_is_said_where_friends_are_counted() -> None:
    for where, together in ((Around.PEERS, ()), (Around.SAME_PLACE, any_of_kind(K.STOPPED))):
        with pytest.raises(ValueError, match="peers"):
            SeveralChildren(2, any_of_kind(K.REFERRAL), P.PEER_WINDOW, where, together=together)


def test_what_happens_to_a_friend_is_asked_of_this_child_and_answered_by_this_child() -> None:
    stop, threat = told(K.STOPPED, 1), of(ANNA, told(K.THREAT, 5))
    (fired,) = fire(OF_A_FRIEND, stop, nearby=around(threat, together={stop.id: [ANNA]}))
    assert (fired.key.anchor_id, fired.others) == (threat.id, (threat.id,))


def test_what_happens_to_a_child_who_only_was_at_the_same_place_is_not() -> None:
    stop = told(K.STOPPED, 1, place="the arches")
    others = (of(ANNA, told(K.THREAT, 5, place="the arches")),)
    assert answer(OF_A_FRIEND, stop, nearby=around(*others)) is Certainty.NO


def test_a_friend_counts_only_from_the_event_that_names_both() -> None:
    stop, threat = told(K.STOPPED, 9), of(ANNA, told(K.THREAT, 5))
    assert answer(OF_A_FRIEND, stop, nearby=around(threat, together={stop.id: [ANNA]})) is Certainty.NO


def test_nothing_of_another_child_is_said_to_be_missing() -> None:
    rule = dataclasses.replace(OF_A_FRIEND, anchor=(Pattern(K.HOSPITAL_ATTENDANCE, (Has("weapon"),)),))
    stop, hurt = told(K.STOPPED, 1), of(ANNA, told(K.HOSPITAL_ATTENDANCE, 5))
    (fired,) = fire(rule, stop, nearby=around(hurt, together={stop.id: [ANNA]}))
    assert fired.certainty is Certainty.CANNOT_SAY
    assert fired.missing == ()


def test_a_rule_about_a_friend_says_what_connects_the_two() -> None:
    with pytest.raises(ValueError, match="connects"):
        dataclasses.replace(OF_A_FRIEND, needs=())
    with pytest.raises(ValueError, match="connects"):
        dataclasses.replace(OF_A_FRIEND, happened_to=HappenedTo.THIS_CHILD)
    with pytest.raises(ValueError, match="clock"):
        dataclasses.replace(OF_A_FRIEND, clock=Without(Answer(any_of_kind(K.CONTACT), "No contact."), P.PEER_CHECK))


def test_a_rule_names_what_it_reads_of_other_children() -> None:
    assert kinds_around(OF_A_FRIEND) == {K.THREAT, K.STOPPED}
    assert kinds_around(AT_ONE_PLACE) == {K.CONCERN_RAISED}
    assert kinds_around(IN_ORDER) == frozenset()
    assert all(kinds_around(rule) <= kinds_in(rule) for rule in RULES)


def test_a_rule_that_uses_nothing_new_is_written_as_before() -> None:
    written = str(rule_to_json(rule_about(K.ARREST, needs=(AgeBelow(P.ADULT_AT),))))
    assert not {"happened_to", "short_by", "lasting"} & set(written.replace("'", " ").split())


@pytest.mark.parametrize("need", [need for rule in RULES for need in rule.needs], ids=lambda need: type(need).__name__)
def test_every_condition_is_read_out_with_its_numbers(need: Condition) -> None:
    values = PARAMETERS.find_all(set(P), country=Country.ENGLAND, day=date(2026, 6, 1))
    assert values is not None
    said = say_condition(need, values)
    assert said.endswith(".")
    assert "P." not in said


TESTS = (Has, Lacks, Equals, Reaches, Below, Mentions, Either)


def parts_of(rule: Rule) -> set[str]:
    """Return the parts of the grammar a rule is made of."""
    parts = {type(need).__name__ for need in rule.needs}
    parts |= {f"SeveralChildren {need.around.name}" for need in rule.needs if isinstance(need, SeveralChildren)}
    parts |= {"During lasting" for need in rule.needs if isinstance(need, During) and need.lasting}
    parts |= {"AgeBelow short_by" for need in rule.needs if isinstance(need, AgeBelow) and need.short_by}
    parts |= {"AtLeast apart" for need in rule.needs if isinstance(need, AtLeast) and need.apart}
    parts |= {"InOrder of three" for need in rule.needs if isinstance(need, InOrder) and len(need.steps) > 2}
    written = str(rule_to_json(rule))
    parts |= {test.__name__ for test in TESTS if f"'{test.__name__}'" in written}
    parts |= {"Without"} if rule.clock else {"asks_for"}
    parts |= {rule.happened_to.name} | ({"one_moment"} if rule.one_moment else set())
    return parts


GRAMMAR = {
    *("AtLeast", "AtLeast apart", "Unless", "InOrder", "InOrder of three", "ToldBy", "During", "During lasting"),
    *("AgeBelow", "AgeBelow short_by", "AgeAtLeast", "SeveralChildren", "SeveralChildren SAME_PLACE"),
    *("SeveralChildren PEERS", "Together", "A_PEER", "THIS_CHILD", "Without", "asks_for", "one_moment"),
    *("Has", "Lacks", "Equals", "Reaches", "Below", "Mentions", "Either"),
}


@pytest.mark.parametrize("part", sorted(GRAMMAR))
def test_every_part_of_the_grammar_is_used_by_a_live_rule(part: str) -> None:
    assert [rule.id for rule in RULES if part in parts_of(rule)]


def test_no_part_of_the_grammar_is_left_out_of_that_list() -> None:
    conditions = {need.__name__ for need in Condition.__args__}
    assert conditions <= GRAMMAR
    assert Unless.__name__ in GRAMMAR
    assert set().union(*(parts_of(rule) for rule in RULES)) == GRAMMAR


def test_at_least_thirty_of_the_most_useful_rules_are_live() -> None:
    ids = " ".join(TIER_ONE.values()).split()
    assert len(set(ids)) == len(ids) >= 30
    assert [rule_id for rule_id in ids if rule_id not in RULES_BY_ID] == []


def test_when_only_what_connects_two_children_changes_the_rules_about_others_are_asked() -> None:
    stop, threat = told(K.STOPPED, 1), of(ANNA, told(K.THREAT, 5))
    own, nobody = name_facts([stop]), name_nearby(around(threat))
    last = LastAsked(ground="here", facts=own | nobody, clocks={}, at=on_day(9))
    friends = name_nearby(around(threat, together={stop.id: [ANNA]}))
    asked = find_rules_to_ask(RULES, ground="here", facts=own | friends, last=last, now=on_day(9))
    assert set(asked) == {rule for rule in RULES if kinds_around(rule)}
    assert find_rules_to_ask(RULES, ground="here", facts=own | nobody, last=last, now=on_day(9)) == ()


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Bruised wrists, had not slept", Certainty.POSSIBLY),
        ("well", Certainty.NO),
        ("executive", Certainty.NO),
        ("not hurt", Certainty.POSSIBLY),
        (None, Certainty.CANNOT_SAY),
    ],
)
def test_a_word_in_a_note_asks_and_never_alarms(note: str | None, expected: Certainty) -> None:
    mentioned = Mentions("condition", ("bruis", "cut", "hurt"))
    rule = dataclasses.replace(rule_about(K.MISSING_FOUND), anchor=(Pattern(K.MISSING_FOUND, (mentioned,)),))
    assert answer(rule, told(K.MISSING_FOUND, 0, condition=note)) is expected
