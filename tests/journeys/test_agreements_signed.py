"""An agreement that waits is read and signed, holds, and is ended by one side at once."""

from collections.abc import Callable

import pytest

from reachable.demo.agreed import WAITING
from tests.journeys.agreement_pages import OTHER_SIGNER, SIGNER, SUPERVISES, address_of
from tests.journeys.live_site import Site
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST


@pytest.mark.parametrize("way", list(Way), ids=lambda way: way.name.lower())
def test_an_agreement_is_signed_by_the_second_agency_and_ended_by_the_first(
    way: Way, fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor, agreement = open_visitor(fresh_site, way), address_of(WAITING)
    visitor.comes_back_as(SIGNER)
    visitor.goes_to("/sharing/agreements/")
    visitor.reads("Waiting for your agency’s signature", "In force")
    visitor.finds_nothing_wrong()
    visitor.follows(WAITING)
    visitor.reads("Waits for a signature", "Nobody yet", "Somebody decides", "Not said: whoever shares decides")
    visitor.presses("Sign version 1")
    visitor.reads("Both agencies have now signed this version", "The one that holds")
    visitor.finds_nothing_wrong()
    visitor.comes_back_as(OTHER_SIGNER, SUPERVISES)
    visitor.goes_to(agreement)
    visitor.unfolds("End it at once")
    visitor.presses("End the agreement")
    visitor.reads("The agreement has not ended", "Say why it ends")
    visitor.finds_nothing_wrong()
    visitor.writes("Why does it end?", "The placements have moved to another county.")
    visitor.presses("End the agreement")
    visitor.reads("The agreement has ended", "a named person now looks at first")
    visitor.finds_nothing_wrong()
