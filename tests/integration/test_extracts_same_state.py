"""Every feed of the demo: whole, repeated, shuffled and split, and in any order, each gives the same state."""

from datetime import timedelta

import pytest

from reachable.demo.senders import SENDERS
from reachable.intake.domain.layouts import LAYOUTS
from tests.factories.databases import copied
from tests.factories.demo_records import NOW, bring_in, file_of, halves, make_world, register, shuffled
from tests.factories.state import dump_state

pytestmark = pytest.mark.xdist_group("extracts_same_state")
"""On one worker, so that what is long in the making is made once."""

SENT = {
    "custody": (("custody", "northshire-police"), ("custody", "thameside-police")),
    "missing": (("missing", "northshire-police"), ("missing", "thameside-police")),
    "social_care": (
        ("social_care", "northshire-childrens-services"),
        ("social_care", "eastham-childrens-services"),
    ),
    "school": (("school", "aldermere-high"), ("school", "lea-cross-academy")),
    "seen by somebody": tuple(
        (sender.feed, sender.agency)
        for sender in SENDERS
        if sender.feed in ("stops", "sightings", "hospital", "casework")
    ),
    "decided by somebody": tuple(
        (sender.feed, sender.agency)
        for sender in SENDERS
        if sender.feed in ("placements", "youth_justice", "nrm", "adults")
    ),
}
"""Files that come in together: each of the largest feeds by itself, the smaller ones in two groups."""

WAYS = {
    "repeated": lambda file: (file, file),
    "shuffled": lambda file: (shuffled(file),),
    "split": halves,
    "split, the other half first": lambda file: tuple(reversed(halves(file))),
    "split, then whole and shuffled": lambda file: (*halves(file), shuffled(file, seed=11)),
}


@pytest.fixture(scope="module")
def demo():
    return make_world()


@pytest.fixture(scope="module", params=SENT)
def feed(request):
    return request.param


@pytest.fixture(scope="module")
def before(feed, demo, privileged, template_database):
    """Give a database in which every other feed has come in, so that records of one child can meet."""
    world, truth = demo
    with copied(privileged, template_database) as name:
        held = register(world, truth)
        for other, files in SENT.items():
            for sent, agency in files if other != feed else ():
                bring_in(held, sent, agency, file_of(world, sent, agency), now=NOW - timedelta(hours=2))
        yield name, held


@pytest.fixture(scope="module")
def whole(feed, before, privileged):
    """Give the state after the feed came in whole."""
    return _state_after(feed, before, privileged, lambda file: (file,))


def _state_after(feed, before, privileged, way):
    name, held = before
    with copied(privileged, name):
        for sent, agency in SENT[feed]:
            for hours, file in enumerate(way(file_of(held.world, sent, agency))):
                bring_in(held, sent, agency, file, now=NOW + timedelta(hours=hours))
        return dump_state(NOW + timedelta(days=1))


def test_the_feed_brings_children_events_and_links_to_compare(feed, whole):
    assert len(whole["subjects"]) > 50
    assert len(whole["events"]) > 100
    assert whole["waiting"]
    assert any('"SAME", true' in line for line in whole["judged"])


@pytest.mark.parametrize("way", WAYS)
def test_an_extract_gives_the_same_state_however_it_comes(feed, way, before, whole, privileged):
    again = _state_after(feed, before, privileged, WAYS[way])
    different = {
        table: sorted(set(whole[table]) ^ set(again[table]))[:6] for table in whole if whole[table] != again[table]
    }
    assert different == {}


def test_every_feed_of_the_demo_is_among_them():
    assert {feed for files in SENT.values() for feed, _ in files} == LAYOUTS.keys()


def test_every_file_of_every_feed_in_the_opposite_order_gives_the_same_state(demo, privileged, template_database):
    world, truth = demo
    files = [file for group in SENT.values() for file in group]
    states = []
    for order in (files, files[::-1]):
        with copied(privileged, template_database):
            held = register(world, truth)
            for minutes, (feed, agency) in enumerate(order):
                bring_in(held, feed, agency, file_of(world, feed, agency), now=NOW + timedelta(minutes=minutes))
            states.append(dump_state(NOW + timedelta(days=1)))
    first, other = states
    assert {
        table: sorted(set(first[table]) ^ set(other[table]))[:6] for table in first if first[table] != other[table]
    } == {}
    assert first["adults around"]
    assert first["parts"]
