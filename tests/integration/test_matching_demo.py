"""Over the demo, no two children are linked without a person, and every judgement can be undone without a trace.

All of the demo's judgements are made and undone over every agency's latest extract: same, different, not sure, and the
one that was wrong. The days before the latest extracts are not lived through here.
"""

import random
from datetime import timedelta

import pytest

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Run
from reachable.demo.judgements import judgements
from reachable.demo.senders import SENDERS
from reachable.journeys.child_evaluated import evaluate_child, evaluate_waiting, read_partnership
from reachable.matching.domain.clusters import Answer
from reachable.matching.models import Candidate, Judgement, Routes
from reachable.matching.operations import record_judgement, undo_judgement
from reachable.matching.queries import list_judgements
from tests.factories.databases import copied
from tests.factories.demo_records import NOW, bring_in, file_of, make_world, register
from tests.factories.state import dump_derived

pytestmark = pytest.mark.xdist_group("matching_demo")
"""On one worker, so that what is long in the making is made once."""

LATER = NOW + timedelta(minutes=10)


@pytest.fixture(scope="module")
def demo(privileged, template_database):
    """Give a database in which every agency's latest extract has come in and every child has been evaluated."""
    world, truth = make_world()
    with copied(privileged, template_database) as name:
        held = register(world, truth)
        for sender in SENDERS:
            bring_in(held, sender.feed, sender.agency, file_of(world, sender.feed, sender.agency))
        evaluate_waiting(now=NOW, at_most=10_000)
        yield name, held, judgements(world, truth), dump_derived(NOW)


@pytest.fixture
def held(demo, privileged):
    with copied(privileged, demo[0]):
        yield demo[1]


def judge(held, judgement, now):
    pair = held.subject(judgement.first), held.subject(judgement.second)
    by = held.made.actor(judgement.by, judgement.by)
    with acting(by=by, what="test", now=now):
        moved = record_judgement(
            left=pair[0], right=pair[1], answer=Answer(judgement.answer), because=judgement.because, by=by, now=now
        )
    evaluate({*pair, *moved}, now)
    return pair


def undo(held, pair, by_code, now):
    by = held.made.actor(by_code, by_code)
    with acting(by=by, what="test", now=now):
        (standing,) = (
            each
            for each in list_judgements(viewer=Run("test"), subject_ids=pair[:1])
            if {each.left, each.right} == set(pair) and each.undone_at is None
        )
        moved = undo_judgement(judgement_id=standing.id, because="Wrong", by=by, now=now)
    evaluate({*pair, *moved}, now)


def evaluate(subject_ids, now):
    partnership = read_partnership()
    for subject_id in subject_ids:
        evaluate_child(subject_id=subject_id, partnership=partnership, now=now)


def automatic_links(held):
    with running(job="test", now=NOW):
        rows = list(Judgement.objects.filter(automatic=True, undone_at__isnull=True))
    return [(held.names[row.left_id], held.names[row.right_id]) for row in rows]


def waiting_pairs(held):
    with running(job="test", now=NOW):
        rows = list(Candidate.objects.filter(state="WAITING"))
    return [(held.names[row.left_id], held.names[row.right_id]) for row in rows]


def differences(before, after):
    return {what: sorted(set(before[what]) ^ set(after[what]))[:6] for what in before if before[what] != after[what]}


def test_nothing_is_linked_without_a_person_across_two_children(demo, held):
    links = automatic_links(held)
    across = [pair for pair in links if not held.truth.is_same(*pair)]
    assert len(links) > 40
    assert across == []


@pytest.mark.parametrize("planted", ["twins", "namesakes"])
def test_planted_twins_and_namesakes_are_put_before_a_person(planted, demo, held):
    pairs = {frozenset(pair) for pair in getattr(held.truth, planted)}
    children = [{held.truth.child_of[record] for record in pair} for pair in waiting_pairs(held)]
    asked_about = {frozenset(each) for each in children}
    assert pairs
    assert all(pair in asked_about for pair in pairs)


def test_the_two_identities_of_an_adopted_child_never_meet(demo, held):
    sealed = {each.record for each in held.truth.sealed}
    named = {record for pair in [*waiting_pairs(held), *automatic_links(held)] for record in pair}
    assert sealed
    assert sealed.isdisjoint(named)
    with running(job="test", now=NOW):
        routes = {name: row for row in Routes.objects.all() if (name := held.names[row.subject_id]) in sealed}
    assert set(routes) == sealed
    assert all(not row.keys and not row.held_values for row in routes.values())


def test_the_demo_has_every_kind_of_judgement_and_records_that_speak_for_themselves(demo):
    _, _, made, derived = demo
    assert {each.answer for each in made} == {"SAME", "DIFFERENT", "NOT_SURE"}
    assert any(each.undone_at for each in made)
    assert derived["firings"]
    assert derived["alerts"]


def test_a_judgement_of_each_kind_undone_by_itself_leaves_nothing_behind(demo, held):
    _, _, made, before = demo
    some = [each for place, each in enumerate(made) if each.answer != "SAME" or each.undone_at or place % 6 == 0]
    for place, judgement in enumerate(some):
        now = LATER + timedelta(minutes=place)
        pair = judge(held, judgement, now)
        undo(held, pair, judgement.by, now + timedelta(seconds=30))
    assert differences(before, dump_derived(LATER)) == {}


def test_every_judgement_of_the_demo_together_changes_much_and_undone_in_any_order_leaves_nothing_behind(demo, held):
    _, _, made, before = demo
    pairs = [(judge(held, judgement, LATER), judgement.by) for judgement in made]
    judged = dump_derived(LATER)
    assert len(judged["people"]) < len(before["people"])
    assert judged["firings"] != before["firings"]
    random.Random(3).shuffle(pairs)  # noqa: S311
    for place, (pair, by) in enumerate(pairs):
        undo(held, pair, by, LATER + timedelta(minutes=1 + place))
    assert differences(before, dump_derived(LATER)) == {}
