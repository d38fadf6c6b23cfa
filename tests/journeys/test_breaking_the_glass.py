"""Somebody breaks the glass: one child opens, no place is shown, it is closed again, and one of two told reviews it."""

import time
from collections.abc import Callable

import pytest

from reachable.access.context import running
from reachable.alerts.models import OutboxMessage, Telling
from reachable.demo.world import build_world
from tests.journeys.glass_pages import SUPERVISES
from tests.journeys.glass_steps import DANGER, states_a_child
from tests.journeys.live_site import MORNING, Site
from tests.journeys.page_rows import OTHER_AREA
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
OPENS_WITHIN_SECONDS = 10


@pytest.mark.parametrize("way", list(Way), ids=lambda way: way.name.lower())
def test_the_glass_is_broken_for_one_child_closed_again_and_reviewed(
    way: Way, fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    child = build_world(MORNING).child("hamza-iqbal")
    visitor = open_visitor(fresh_site, way)
    visitor.signs_in_as(OTHER_AREA)
    visitor.goes_to("/glass/")
    visitor.finds_nothing_wrong()
    visitor.presses("Break the glass")
    visitor.reads("The glass is not broken yet", "Choose why it cannot wait", "Enter a number, or the whole name")
    visitor.finds_nothing_wrong()
    states_a_child(visitor, given="Zeb", family="Quillfeather", born=child.born)
    visitor.presses("Break the glass")
    visitor.reads("Nothing was opened", "That does not mean that nobody is worried")
    visitor.finds_nothing_wrong()
    visitor.presses("Write it again")
    states_a_child(visitor, given="Hamza", family="Iqbal", born=child.born)
    began = time.monotonic()
    visitor.presses("Break the glass")
    visitor.reads("Hamza Iqbal", "Open by broken glass until", "minutes are left", "are not shown")
    assert time.monotonic() - began < OPENS_WITHIN_SECONDS
    visitor.finds_nothing_wrong()
    address = visitor.page.url.removeprefix(fresh_site.address)
    visitor.presses("Close the record now")
    visitor.reads("It is closed")
    visitor.goes_to(address)
    visitor.reads("Nothing you can see here")
    visitor.complaints.clear()
    reviewer = reviewers_told()[0]
    visitor.comes_back_as(reviewer, SUPERVISES)
    visitor.goes_to("/glass/reviews/")
    visitor.finds_nothing_wrong()
    visitor.follows(OTHER_AREA)
    visitor.reads(DANGER, "One record was opened until", "2 times in ninety days")
    visitor.presses("Keep my answer")
    visitor.reads("Your answer is not kept yet", "Choose whether it was right")
    visitor.finds_nothing_wrong()
    visitor.answers("Was it right?", "It was right")
    visitor.writes("What did you look at, and why do you answer so?", "The desk confirms the call.")
    visitor.presses("Keep my answer")
    visitor.reads("Your answer is kept under your name", "The desk confirms the call.")
    visitor.finds_nothing_wrong()


def reviewers_told() -> list[str]:
    """Return who was told last, and see that no message to them says of whom."""
    with running(job="test", now=MORNING):
        told = list(
            Telling.objects.filter(alert__cause="GLASS").order_by("-told_at", "name").values_list("name", flat=True)
        )
    assert not [
        text for text in OutboxMessage.objects.values_list("text", flat=True) if "Hamza" in text or "Iqbal" in text
    ]
    return told
