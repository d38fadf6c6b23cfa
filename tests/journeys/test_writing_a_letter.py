"""Somebody invites a child to a meeting: refused until they have asked who must not be told; then seen, made, given."""

from collections.abc import Callable

import pytest

from tests.journeys.letter_steps import has_asked, invites
from tests.journeys.live_site import Site
from tests.journeys.page_rows import ALFIE, SOCIAL_WORKER, subject_of
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
WORKING = "Works with children"


@pytest.mark.parametrize("way", list(Way), ids=lambda way: way.name.lower())
def test_an_invitation_is_refused_then_seen_made_and_given(
    way: Way, fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(fresh_site, way)
    visitor.comes_back_as(SOCIAL_WORKER, WORKING)
    visitor.goes_to(f"/child/{subject_of(*ALFIE)}/")
    visitor.follows("Write a letter, or invite somebody to a meeting")
    visitor.reads("None has been made", "Reachable sends nothing")
    visitor.presses("Write one")
    invites(visitor)
    visitor.presses("See each copy")
    visitor.reads("No letter is made, and nothing has left", "Nobody is recorded as who must not be told")
    visitor.finds_nothing_wrong()
    has_asked(visitor)
    visitor.presses("See each copy")
    visitor.reads("Look at each copy", "Nothing is made yet", "Bring whoever you trust", "The town hall")
    visitor.finds_nothing_wrong()
    visitor.presses("Make it")
    visitor.reads("It is made, and each copy is on the register", "The meeting for a calendar", "He asked to be there")
    visitor.finds_nothing_wrong()
