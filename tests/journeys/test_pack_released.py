"""Somebody asks what is held of them: one person prepares the pack, another reads it and releases it."""

from collections.abc import Callable

import pytest

from tests.journeys.live_site import Site
from tests.journeys.pack_steps import prepares_a_pack
from tests.journeys.page_rows import ALFIE, RELEASER, SOCIAL_WORKER, subject_of
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
WORKING = "Works with children"


@pytest.mark.parametrize("way", list(Way), ids=lambda way: way.name.lower())
def test_a_pack_is_prepared_by_one_and_released_by_another(
    way: Way, fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(fresh_site, way)
    visitor.comes_back_as(SOCIAL_WORKER, WORKING)
    visitor.goes_to(f"/child/{subject_of(*ALFIE)}/sharing/")
    visitor.follows("Packs for the person themselves or for a court")
    visitor.reads("None has been made")
    visitor.finds_nothing_wrong()
    visitor.presses("Prepare a pack")
    visitor.presses("Prepare it")
    visitor.reads("The pack is not prepared yet", "Choose whom it is for")
    visitor.finds_nothing_wrong()
    prepares_a_pack(visitor)
    visitor.reads("Nothing has left", "Friday 12 June 2026", "It waits for another person", "What is left out of every")
    visitor.finds_nothing_wrong()
    pack = visitor.page.url.removeprefix(fresh_site.address)

    visitor.comes_back_as(RELEASER)
    visitor.goes_to(pack)
    visitor.presses("Release it")
    visitor.reads("It is not released", "Say to whom it is given")
    visitor.finds_nothing_wrong()
    visitor.writes("To whom is it given?", "The young person himself")
    visitor.writes("What did you check?", "Read every line")
    visitor.presses("Release it")
    visitor.reads("It is released, and on the register", "The young person himself", "The pack as PDF")
    visitor.finds_nothing_wrong()
