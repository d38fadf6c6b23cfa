"""The four feeds of the demo: whole, repeated, shuffled and split, each gives the same state."""

from datetime import timedelta

import pytest

from tests.factories.databases import copied
from tests.factories.demo_records import NOW, bring_in, file_of, halves, make_world, register, shuffled
from tests.factories.state import dump_state

pytestmark = pytest.mark.xdist_group("extracts_same_state")
"""On one worker, so that what is long in the making is made once."""

SENT = {
    "custody": ("northshire-police", "thameside-police"),
    "missing": ("northshire-police", "thameside-police"),
    "social_care": ("northshire-childrens-services", "eastham-childrens-services"),
    "school": ("aldermere-high", "lea-cross-academy"),
}
"""Each feed, with the agencies whose extracts of it come in."""

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
        for other, agencies in SENT.items():
            for agency in agencies if other != feed else ():
                bring_in(held, other, agency, file_of(world, other, agency), now=NOW - timedelta(hours=2))
        yield name, held


@pytest.fixture(scope="module")
def whole(feed, before, privileged):
    """Give the state after the feed came in whole."""
    return _state_after(feed, before, privileged, lambda file: (file,))


def _state_after(feed, before, privileged, way):
    name, held = before
    with copied(privileged, name):
        for agency in SENT[feed]:
            for hours, file in enumerate(way(file_of(held.world, feed, agency))):
                bring_in(held, feed, agency, file, now=NOW + timedelta(hours=hours))
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
