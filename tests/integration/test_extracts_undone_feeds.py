"""Undoing a feed of the demo leaves what would stand had it never come; sending it again undoes the undoing."""

from datetime import timedelta

import pytest

from reachable.access.context import running
from reachable.demo.extracts import extract_bytes
from reachable.demo.senders import SENDERS
from reachable.intake.domain.layouts import LAYOUTS
from reachable.intake.models import Extract
from reachable.journeys.child_evaluated import evaluate_waiting
from reachable.journeys.extract_undone import find_what_undoing_does, undo_extract
from reachable.kernel.ids import ImportId
from reachable.timeline.models import Event
from tests.factories.databases import copied
from tests.factories.demo_records import NOW, bring_in, clerk, file_of, halves, make_world, register, rows_of
from tests.factories.state import dump_standing

pytestmark = pytest.mark.xdist_group("extracts_undone")
"""On one worker, so that what is long in the making is made once."""

MINUTE = timedelta(minutes=1)
LATER = NOW + 3 * MINUTE
BRINGS_ALERTS = ("custody", "missing")
CHOSEN = {sender.feed: sender for sender in reversed(SENDERS)}
"""The first sender of each feed."""


def earlier_file(world, sender):
    """Return a sender's first file with some rows of the last one and not all; half of the last where there is none."""
    last = file_of(world, sender.feed, sender.agency)
    files = [extract_bytes(world, sender.feed, sender.agency, moment) for moment in sender.earlier(world.moments)]
    fewer = [file for file in files if 0 < len(rows_of(file)) < len(rows_of(last))]
    return fewer[0] if fewer else halves(last)[0]


def evaluate(now):
    evaluate_waiting(now=now, at_most=10_000)


@pytest.fixture(scope="module")
def before(privileged, template_database):
    """Give a database in which every feed has come in, the chosen sender's of each only as it stood months ago."""
    world, truth = make_world()
    with copied(privileged, template_database) as name:
        held = register(world, truth)
        for sender in SENDERS:
            is_chosen = CHOSEN[sender.feed] == sender
            content = earlier_file(world, sender) if is_chosen else file_of(world, sender.feed, sender.agency)
            if rows_of(content):
                bring_in(held, sender.feed, sender.agency, content, now=NOW - 2 * MINUTE)
        evaluate(NOW - MINUTE)
        yield name, held


@pytest.fixture(scope="module", params=CHOSEN)
def sender(request):
    return CHOSEN[request.param]


@pytest.fixture(scope="module")
def never_came(before, privileged):
    """Give what stands when none of the files comes."""
    with copied(privileged, before[0]):
        evaluate(LATER)
        return dump_standing(LATER)


@pytest.fixture(scope="module")
def undone(sender, before, never_came, privileged):
    """Give what stood before, with the file in, once it was undone, and once it was sent again; and what was said."""
    name, held = before
    content = file_of(held.world, sender.feed, sender.agency)
    found = {"never came": never_came}
    with copied(privileged, name) as brought_in:
        bring_in(held, sender.feed, sender.agency, content, now=NOW)
        evaluate(NOW + MINUTE)
        with copied(privileged, brought_in):
            evaluate(LATER)
            found["came in"] = dump_standing(LATER)
        extract = ImportId(Extract.objects.latest("brought_in_at").id)
        by = clerk(held, sender.agency)
        found["will"] = find_what_undoing_does(extract_id=extract, by=by, now=NOW + 2 * MINUTE)
        found["did"] = undo_extract(extract_id=extract, because="The wrong file", by=by, now=NOW + 2 * MINUTE)
        evaluate(LATER)
        found["undone"] = dump_standing(LATER)
        with running(job="test", now=LATER):
            marked = Event.objects.filter(undone_batch_id=extract)
            found["marked"] = marked.count(), marked.filter(withdrawn_because__contains="The wrong file").count()
        bring_in(held, sender.feed, sender.agency, content, now=LATER)
        evaluate(LATER)
        found["sent again"] = dump_standing(LATER)
    return found


def different(one, other, leaving_out=()):
    return {
        table: (sorted(set(one[table]) - set(other[table]))[:4], sorted(set(other[table]) - set(one[table]))[:4])
        for table in one
        if table not in leaving_out and one[table] != other[table]
    }


def test_what_stands_is_what_would_stand_had_the_file_never_come(undone):
    assert different(undone["never came"], undone["undone"]) == {}


def test_the_file_did_bring_something_to_undo(undone, sender):
    changed = different(undone["never came"], undone["came in"])
    assert "records" in changed
    assert undone["did"].records > 0
    if not LAYOUTS[sender.feed].of_adults:
        assert "events" in changed
        assert undone["did"].events_withdrawn > 0
    if sender.feed in BRINGS_ALERTS:
        assert {"firings", "alerts", "relationships"} <= changed.keys()


def test_what_is_withdrawn_is_kept_and_marked_with_the_reason(undone):
    count, with_reason = undone["marked"]
    assert count == with_reason == undone["did"].events_withdrawn


def test_what_it_will_do_is_what_it_does(undone):
    will, did = undone["will"], undone["did"]
    assert (will.records, will.children, will.events_withdrawn, will.events_restored) == (
        did.records,
        did.children_changed,
        did.events_withdrawn,
        did.events_restored,
    )


def test_sent_again_it_stands_as_if_it_had_never_been_undone(undone):
    """Relationships begin anew, and so end a little later."""
    assert different(undone["came in"], undone["sent again"], leaving_out=("relationships",)) == {}
    without_end = [
        {line.rsplit(", ", 1)[0] for line in undone[each]["relationships"]} for each in ("came in", "sent again")
    ]
    assert without_end[0] == without_end[1]
