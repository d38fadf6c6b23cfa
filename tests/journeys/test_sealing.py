"""Somebody seals a record; the person named finds it; one asks for the seal to be taken off and another does it."""

from collections.abc import Callable

import pytest

from tests.journeys.live_site import Site
from tests.journeys.seal_steps import NAMED, NUMBER, fills_in
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
AUTHORITY, SECOND, NAMED_PERSON = "Priya Lindqvist", "Owen Brathwaite", "Sunita Rao"


@pytest.mark.parametrize("way", list(Way), ids=lambda way: way.name.lower())
def test_a_record_is_sealed_for_one_person_and_two_people_take_the_seal_off(
    way: Way, fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(fresh_site, way)
    visitor.signs_in_as(AUTHORITY)
    visitor.goes_to("/seals/")
    visitor.reads("Sealed records", "Your agency has sealed no record")
    visitor.finds_nothing_wrong()
    visitor.presses("Seal a record")
    visitor.finds_nothing_wrong()
    fills_in(visitor, named="nobody.at.all@example.org")
    visitor.presses("Seal the record")
    visitor.reads("Nothing is sealed yet", "Nobody signs in with this address")
    visitor.finds_nothing_wrong()
    fills_in(visitor, named=NAMED)
    visitor.presses("Seal the record")
    visitor.reads("The record is sealed", NUMBER, NAMED_PERSON)
    visitor.finds_nothing_wrong()
    address = visitor.page.url.split("/seals/")[1]
    visitor.writes("Why should it be taken off?", "The trial is over")
    visitor.presses("Ask for it to be taken off")
    visitor.reads("Another person who may unseal has to confirm")
    visitor.finds_nothing_wrong()
    visitor.comes_back_as(NAMED_PERSON, "Supervises and reviews who has looked")
    visitor.goes_to("/seals/")
    visitor.reads(NUMBER)
    visitor.finds_nothing_wrong()
    visitor.comes_back_as(SECOND)
    visitor.goes_to(f"/seals/{address}")
    visitor.reads("The trial is over", AUTHORITY)
    visitor.presses("Confirm and take the seal off")
    visitor.reads("The seal is off")
    visitor.finds_nothing_wrong()
