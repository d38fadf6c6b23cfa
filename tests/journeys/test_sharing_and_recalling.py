"""Somebody shares one thing with one agency; it is read, answered and recalled; then nothing of it can be read."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.live_site import Site
from tests.journeys.page_rows import EASTHAM_COORDINATOR, IN_CUSTODY, SERGEANT, subject_of
from tests.journeys.sharing_steps import HUB, fills_in
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
REFERENCE = re.compile("^RC-")
CHOSEN = "Coordinates and triages"


@pytest.mark.parametrize("way", list(Way), ids=lambda way: way.name.lower())
def test_something_is_shared_with_one_agency_answered_and_recalled(
    way: Way, fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(fresh_site, way)
    visitor.comes_back_as(SERGEANT)
    visitor.goes_to(f"/child/{subject_of(*IN_CUSTODY)}/")
    visitor.follows("Share something with somebody, and what was decided about sharing")
    visitor.reads("Your agency has decided nothing about sharing it", "Nothing has left through Reachable")
    visitor.finds_nothing_wrong()
    visitor.presses("Share something with somebody")
    visitor.presses("See what they would see")
    visitor.reads("Nothing is shared yet", "With nobody chosen, nobody would read it")
    visitor.finds_nothing_wrong()
    fills_in(visitor)
    visitor.presses("See what they would see")
    visitor.reads("Check before you share", f"{HUB} will see exactly this", "No agreement speaks of this")
    visitor.finds_nothing_wrong()
    visitor.presses("Share it")
    visitor.reads("The decision is kept", HUB, "Can be read until")
    visitor.finds_nothing_wrong()
    decision = visitor.page.url.removeprefix(fresh_site.address)

    visitor.comes_back_as(EASTHAM_COORDINATOR, CHOSEN)
    visitor.goes_to("/sharing/")
    visitor.finds_nothing_wrong()
    visitor.follows(REFERENCE)
    visitor.reads("What they share with you", f"For {EASTHAM_COORDINATOR}, {HUB}", "Not to be passed on", "Arrested")
    visitor.finds_nothing_wrong()
    sent = visitor.page.url.removeprefix(fresh_site.address)
    visitor.answers("Which one is it about?", "1. Arrested")
    visitor.answers("What do you want to say?", "We have seen this too")
    visitor.writes("In your words", "At the same flat on Sunday")
    visitor.presses("Tell them")
    visitor.reads("What you said is kept", "At the same flat on Sunday", "Not answered yet")

    visitor.comes_back_as(SERGEANT)
    visitor.goes_to(decision)
    visitor.reads("At the same flat on Sunday", HUB)
    visitor.finds_nothing_wrong()
    visitor.answers("Your answer", "Thank you: we have noted it")
    visitor.presses("Answer them")
    visitor.reads("Your answer is kept")
    visitor.writes("Why is it recalled?", "He is home, and they need it no longer")
    visitor.presses("Recall it")
    visitor.reads("It is recalled", "He is home, and they need it no longer")
    visitor.finds_nothing_wrong()

    visitor.comes_back_as(EASTHAM_COORDINATOR, CHOSEN)
    visitor.goes_to(sent)
    visitor.reads("This was recalled by Northshire Police", "It can no longer be read")
    assert "Arrested" not in visitor.main.inner_text()
    visitor.finds_nothing_wrong()
