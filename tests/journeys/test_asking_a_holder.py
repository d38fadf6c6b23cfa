"""Somebody asks for what an agency holds; it reads why and says why not, and the asker reads the answer."""

from collections.abc import Callable

import pytest

from tests.journeys.live_site import Site
from tests.journeys.page_rows import EASTHAM_COORDINATOR
from tests.journeys.request_steps import WORDS, asks, can_be_asked, who_can_answer
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
COORDINATES = "Coordinates and triages"


@pytest.mark.parametrize("way", list(Way), ids=lambda way: way.name.lower())
def test_what_is_held_is_asked_for_answered_with_a_reason_and_the_answer_leads_on(
    way: Way, fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(fresh_site, way)
    visitor.comes_back_as(EASTHAM_COORDINATOR, COORDINATES)
    address = can_be_asked()
    visitor.goes_to(address.split("ask/")[0])
    visitor.reads("not shared with you")
    visitor.goes_to(address)
    visitor.finds_nothing_wrong()
    visitor.presses("Ask for it")
    visitor.reads("Nothing has been asked yet", "Choose by when you need an answer")
    visitor.finds_nothing_wrong()
    asks(visitor)
    visitor.reads("You have asked", "Nobody has answered yet", WORDS)
    visitor.finds_nothing_wrong()
    request = visitor.page.url.removeprefix(fresh_site.address)
    visitor.comes_back_as(who_can_answer(EASTHAM_COORDINATOR))
    visitor.goes_to("/requests/")
    visitor.reads("Waits for an answer")
    visitor.finds_nothing_wrong()
    visitor.follows(EASTHAM_COORDINATOR)
    visitor.reads(WORDS, "Decide what to share")
    visitor.presses("Keep my answer")
    visitor.reads("Your answer is not kept yet", "Choose what you answer")
    visitor.finds_nothing_wrong()
    visitor.answers("What do you answer?", "It is not shared, with the reason")
    visitor.answers("If it is not shared, why?", "It is not needed for this purpose")
    visitor.writes("In your words, for whoever asked", "It is of another night.")
    visitor.presses("Keep my answer")
    visitor.reads("Your answer is kept under your name")
    visitor.finds_nothing_wrong()
    visitor.comes_back_as(EASTHAM_COORDINATOR, COORDINATES)
    visitor.goes_to(request)
    visitor.reads("It is of another night.", "What you can do", "your purpose can be made clearer")
    visitor.finds_nothing_wrong()
