"""Over the demo, no two children are linked without a person, and every judgement can be undone without a trace.

All of the demo's judgements are made and undone over every agency's latest extract: same, different, not sure, and the
one that was wrong. The days before the latest extracts are not lived through here.
"""

import random
from datetime import timedelta
from itertools import pairwise

import pytest

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Run
from reachable.demo.judgements import judgements
from reachable.demo.senders import SENDERS
from reachable.journeys.child_evaluated import evaluate_child, evaluate_waiting, read_partnership
from reachable.journeys.matches_looked_through import MACHINE, look_through_all
from reachable.matching.domain.blocking import pairs_to_compare
from reachable.matching.domain.clusters import Answer
from reachable.matching.domain.describe import describe
from reachable.matching.domain.register import make_register
from reachable.matching.domain.routes import describe_routes
from reachable.matching.models import Candidate, Judgement, Routes
from reachable.matching.operations import record_judgement, undo_judgement
from reachable.matching.queries import list_findable, list_judgements
from reachable.people.queries import list_claims
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


def judged_and_asked():
    with running(job="test", now=LATER):
        linked = Judgement.objects.filter(automatic=True, undone_at__isnull=True)
        asked = Candidate.objects.filter(state="WAITING")
        return tuple(set(rows.values_list("left_id", "right_id")) for rows in (linked, asked))


@pytest.mark.usefixtures("held")
def test_records_that_came_one_extract_after_another_compared_all_at_once_come_to_the_same():
    with running(job="test", now=LATER):
        claims = list_claims(viewer=Run("test"), subject_ids=list_findable(viewer=Run("test"))).values()
    described = [describe(each) for each in claims]
    register = make_register(described)
    pairs = pairs_to_compare((each.subject_id, describe_routes(each).keys) for each in described)

    compared = list(register.compare(pairs))

    linked, asked = judged_and_asked()
    assert {each.pair for each in compared if each.links} == linked
    assert {each.pair for each in compared if each.asks} == asked
    assert len(linked) > 50


@pytest.mark.usefixtures("held")
def test_looking_through_everything_again_changes_nothing():
    before = judged_and_asked()

    found = look_through_all(propose=None, now=LATER)

    assert judged_and_asked() == before
    assert (found.moved, found.new_questions, found.waiting) == (0, 0, len(before[1]))


@pytest.mark.usefixtures("held")
def test_looking_through_everything_makes_again_what_was_never_looked_for():
    before = judged_and_asked()
    with acting(by=MACHINE, what="test", now=LATER):
        Judgement.objects.filter(automatic=True).update(undone_at=LATER, undone_because="as if never made")
        Candidate.objects.update(state="GONE")

    found = look_through_all(propose=None, now=LATER)

    assert judged_and_asked() == before
    assert found.new_questions == len(before[1])


@pytest.mark.usefixtures("held")
def test_a_pair_that_is_only_proposed_is_decided_as_any_other_and_never_linked_for_being_proposed():
    linked, asked = before = judged_and_asked()
    strangers = []

    def propose_strangers(described):
        ids = sorted(each.subject_id for each in described)
        strangers.extend(pair for pair in pairwise(ids) if pair not in linked | asked)
        return strangers

    found = look_through_all(propose=propose_strangers, now=LATER)

    assert found.proposed == len(strangers) > 100
    assert judged_and_asked()[0] == linked
    assert judged_and_asked()[1] >= before[1]


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
