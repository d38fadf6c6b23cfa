"""Somebody who decides how long records are kept finds one passed over and holds it; two people lift the hold."""

from collections.abc import Callable

import pytest

from reachable.demo.old_records import PASSED
from tests.journeys.keeping_pages import KEEPER, SECOND_KEEPER, address_of
from tests.journeys.live_site import Site
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST


@pytest.mark.parametrize("way", list(Way), ids=lambda way: way.name.lower())
def test_a_record_that_was_passed_over_is_held_and_two_people_lift_the_hold(
    way: Way, fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor, record = open_visitor(fresh_site, way), address_of(PASSED)
    visitor.comes_back_as(KEEPER)
    visitor.goes_to("/keeping/")
    visitor.reads("Is it still needed?", "Passed over", "Put before somebody else 1 time.", "Source:", "Owner:")
    visitor.goes_to(record)
    visitor.reads("Marcus Ellery", "Published schedule of North Somerset")
    visitor.unfolds("Hold it, so that nobody can erase it")
    visitor.answers("Why must it not be erased?", "A court or a tribunal")
    visitor.writes("Who asked for it to be kept?", "The family court at Southbay")
    visitor.writes("For what do they want it?", "The whole file is wanted for a hearing.")
    for box, typed in (("day", "1"), ("month", "12"), ("year", "2026")):
        visitor.hands.write(visitor.page.locator(f"[name='hold-review_on_{box}']"), typed)
    visitor.presses("Hold the record")
    visitor.reads("The record is held", "The family court at Southbay")
    visitor.finds_nothing_wrong()
    visitor.goes_to(record)
    visitor.unfolds("Ask for the hold to be lifted")
    visitor.writes("Why should the hold be lifted?", "The court has given the file back.")
    visitor.presses("Ask for it to be lifted")
    visitor.reads("The hold stands until another person confirms")
    visitor.comes_back_as(SECOND_KEEPER)
    visitor.goes_to(record)
    visitor.reads("The court has given the file back.")
    visitor.presses("Lift the hold")
    visitor.reads("The hold is lifted")
