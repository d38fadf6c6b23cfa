"""What happens to one child is looked at for the children around: at one place, or named together by an agency."""

from datetime import timedelta

import pytest

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Run
from reachable.journeys.children_around import find_nearby
from reachable.journeys.match_judged import judge_match
from reachable.journeys.reasons_worded import word_firing
from reachable.matching.domain.clusters import Answer
from reachable.matching.operations import record_judgement
from reachable.people.operations import seal_record
from reachable.rules.operations.moving import move_firings
from reachable.rules.queries import list_duties, list_firings, list_waiting
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.places import MOST_CHILDREN, place_key
from reachable.timeline.queries import list_facts
from tests.factories.children import add_event, ask_rules, let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FLAT = "Flat 2, 14 Mill Lane, ZZ99 3AB"
RUN = Run("test")


@pytest.fixture
def made(database):
    return make_partnership()


@pytest.fixture
def child(made):
    return make_child(made, "Jaydon Marsh")


@pytest.fixture
def other(made):
    return make_child(made, "Kofi Lane")


def firings(child, rule_id):
    with running(job="test", now=NOW):
        found = list_firings(viewer=RUN, subject_ids=[child])
    return [firing for firing in found if firing.rule_id == rule_id]


def facts_of(*children):
    with running(job="test", now=NOW):
        return {fact.id: fact for fact in list_facts(viewer=RUN, subject_ids=children)}


def test_the_third_child_at_a_place_is_told_of_and_the_others_are_not(made, child, other):
    third = make_child(made, "Sam Reed")
    add_event(made, other, K.CONCERN_RAISED, NOW - 20 * DAY, place=FLAT)
    add_event(made, third, K.FOUND_AT_CUCKOOED_ADDRESS, NOW - 9 * DAY, place="14 mill lane, flat 2  zz99 3ab")
    add_event(made, child, K.CONCERN_RAISED, NOW - HOUR, place="Flat 2, 14 Mill Lane ZZ993AB")
    ask_rules()
    (firing,) = firings(child, "R020")
    assert len(firing.others) == 2
    assert firings(other, "R020") == firings(third, "R020") == []


def test_what_is_received_late_of_one_child_lets_the_rule_hold_for_another(made, child, other):
    third = make_child(made, "Sam Reed")
    add_event(made, other, K.CONCERN_RAISED, NOW - 20 * DAY, place=FLAT)
    add_event(made, child, K.CONCERN_RAISED, NOW - 2 * DAY, place=FLAT)
    ask_rules(NOW - DAY)
    assert firings(child, "R020") == []
    add_event(made, third, K.CONCERN_RAISED, NOW - 9 * DAY, told_at=NOW, place=FLAT)
    ask_rules(NOW)
    (firing,) = firings(child, "R020")
    assert firing.known_at == NOW


@pytest.mark.parametrize(
    "place",
    [
        "Northshire General Hospital",
        "Eastham police station",
        "Larch Academy",
        "Eastham",
        "a friend's flat",
        "at home",
        "",
    ],
)
def test_a_place_that_serves_everybody_links_nobody(made, child, place):
    for name in ("Kofi Lane", "Sam Reed"):
        add_event(made, make_child(made, name), K.CONCERN_RAISED, NOW - 9 * DAY, place=place)
    add_event(made, child, K.CONCERN_RAISED, NOW - HOUR, place=place)
    ask_rules()
    assert firings(child, "R020") == []


def test_a_place_where_more_came_to_notice_than_know_each_other_links_nobody(made, child):
    for number in range(MOST_CHILDREN):
        add_event(made, make_child(made, f"Child No{number}"), K.CONCERN_RAISED, NOW - 9 * DAY, place="Fishpool market")
    add_event(made, child, K.CONCERN_RAISED, NOW - HOUR, place="Fishpool Market")
    ask_rules()
    assert firings(child, "R020") == []


def test_a_kind_of_event_that_is_where_a_service_works_has_no_place_that_links():
    assert place_key(K.HOSPITAL_ATTENDANCE, FLAT) == ""
    assert place_key(K.CONCERN_RAISED, FLAT) == place_key(K.SIGHTING, "flat 2, 14, Mill Ln., zz99 3ab") != ""


@pytest.mark.parametrize("named_by_this_child", [True, False])
def test_when_a_friend_is_hurt_this_child_is_looked_at(made, child, other, named_by_this_child):
    first, second = (child, other) if named_by_this_child else (other, child)
    add_event(made, first, K.STOPPED, NOW - 20 * DAY, beside=(second,))
    add_event(made, other, K.ASSAULT_ON_CHILD, NOW - HOUR)
    ask_rules()
    (firing,) = firings(child, "R134")
    assert firing.subject_id == child
    assert set(firing.others) >= {firing.anchor_id}
    assert firings(other, "R134") == []


def test_a_visit_after_the_friend_was_hurt_answers_it(made, child, other):
    add_event(made, child, K.STOPPED, NOW - 20 * DAY, beside=(other,))
    add_event(made, child, K.SOCIAL_WORK_VISIT, NOW - 2 * DAY)
    add_event(made, other, K.ASSAULT_ON_CHILD, NOW - HOUR)
    ask_rules()
    assert firings(child, "R134")[0].state == "STANDING"
    add_event(made, child, K.SOCIAL_WORK_VISIT, NOW + HOUR)
    ask_rules(NOW + HOUR)
    assert firings(child, "R134")[0].state == "DONE"


def test_the_friends_part_is_worded_by_what_the_reader_may_see(made, child, other):
    add_event(made, child, K.STOPPED, NOW - 20 * DAY, beside=(other,))
    add_event(made, other, K.ASSAULT_ON_CHILD, NOW - HOUR, weapon="knife")
    ask_rules()
    (firing,) = firings(child, "R134")
    only_this_child = word_firing(firing, facts=facts_of(child))
    assert only_this_child.title == "Something serious happened to a friend"
    assert "friend" not in str([fact.kind for fact in only_this_child.facts])
    assert {fact.subject_id for fact in only_this_child.facts} == {child}
    assert only_this_child.asks_to_ring
    both = word_firing(firing, facts=facts_of(child, other))
    assert {fact.subject_id for fact in both.facts} == {child, other}
    nothing = word_firing(firing, facts=facts_of(other))
    assert nothing.title != only_this_child.title


def test_what_was_found_about_a_child_stays_with_it_when_the_friends_record_moves(made, child, other):
    add_event(made, child, K.STOPPED, NOW - 20 * DAY, beside=(other,))
    add_event(made, other, K.ASSAULT_ON_CHILD, NOW - HOUR)
    ask_rules()
    (firing,) = firings(child, "R134")
    elsewhere = make_child(made, "Kofi Laine")
    with running(job="test", now=NOW):
        moved = {firing.anchor_id: (firing.anchor_id, elsewhere)}
        assert firing.id not in move_firings(moved=moved, by=MACHINE, now=NOW)
    assert firings(child, "R134") == [firing]


def test_a_sealed_record_is_nobodys_friend(made, child):
    police = made.agencies["northshire-police"]
    with running(job="test", now=NOW):
        sealed = seal_record(
            agency_id=police, system="test", local_id="before", because="Adopted", by=MACHINE, now=NOW - DAY
        )
    add_event(made, child, K.STOPPED, NOW - 20 * DAY, beside=(sealed,))
    add_event(made, sealed, K.ASSAULT_ON_CHILD, NOW - HOUR)
    ask_rules()
    assert firings(child, "R134") == []


def test_two_records_of_this_child_are_not_each_others_friends(made, child, other):
    add_event(made, child, K.STOPPED, NOW - 20 * DAY, beside=(other,))
    by = made.actor("northshire-coordinator")
    with acting(by=by, what="test", now=NOW):
        record_judgement(left=child, right=other, answer=Answer.SAME, because="Seen", by=by, now=NOW - DAY)
    add_event(made, other, K.ASSAULT_ON_CHILD, NOW - HOUR)
    ask_rules()
    assert firings(child, "R134") == firings(other, "R134") == []


def test_children_around_are_left_to_be_asked_about_and_nobody_else(made, child, other):
    far = make_child(made, "Sam Reed")
    add_event(made, child, K.STOPPED, NOW - 20 * DAY, beside=(other,))
    add_event(made, far, K.STOPPED, NOW - 20 * DAY)
    ask_rules(NOW - DAY)
    add_event(made, child, K.THREAT, NOW - HOUR)
    with running(job="test", now=NOW):
        assert set(list_waiting(viewer=RUN)) == {child, other}


def test_two_records_that_turn_out_to_be_one_other_child_are_one_at_a_place(made, child, other):
    same = make_child(made, "Kofi Laine")
    for number, each in enumerate((other, same, child)):
        add_event(made, each, K.CONCERN_RAISED, NOW - (9 - number) * DAY, place=FLAT)
    ask_rules()
    assert firings(child, "R020")[0].state == "STANDING"
    viewer = made.viewer("northshire-coordinator")
    for each in (other, same):
        let_look(made, "northshire-triage", each)
    judge_match(left=other, right=same, answer=Answer.SAME, because="Seen", viewer=viewer, now=NOW)
    ask_rules()
    assert firings(child, "R020")[0].state == "WITHDRAWN"


def test_no_clock_is_shown_running_where_nobody_wrote_down_whether_it_runs(made, child):
    add_event(made, child, K.PLACEMENT_STARTED, NOW - 10 * DAY)
    ask_rules()
    with running(job="test", now=NOW):
        assert list_duties(viewer=RUN, subject_ids=[child]) == ()
    add_event(made, child, K.PLACEMENT_STARTED, NOW - 9 * DAY, out_of_area=True)
    ask_rules()
    with running(job="test", now=NOW):
        assert {duty.rule_id for duty in list_duties(viewer=RUN, subject_ids=[child])} == {"R099"}


def test_a_child_with_nobody_around_has_nothing_nearby(made, child):
    add_event(made, child, K.HOSPITAL_ATTENDANCE, NOW - HOUR, place=FLAT)
    with running(job="test", now=NOW):
        facts = list_facts(viewer=RUN, subject_ids=[child])
        assert find_nearby(subject_ids=[child], facts=facts).facts == ()
