"""A desk covers itself when nobody is there; what was typed is there again for the same person, without scripts too."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import override_settings
from playwright.sync_api import APIResponse, Route, expect

from reachable.access.domain.sign_in_rules import read_dated_minutes
from tests.journeys.live_site import Site
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
SERGEANT = "Farida Noor"
SOMEBODY_COMES_BACK = "window.dispatchEvent(new Event('focus'))"
AFTER_WHAT_IS_WAITING = "new Promise(done => setTimeout(done, 200))"


@pytest.fixture(autouse=True)
def ten_minutes() -> Iterator[None]:
    with override_settings(IDLE_LOCK=read_dated_minutes({"2020-01-01": "10"})):
        yield


def test_an_open_page_is_covered_and_uncovered_with_what_was_typed(
    site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(site, Way.AT_A_DESK)
    visitor.signs_in_as(SERGEANT)
    visitor.goes_to("/look-up/")
    box, cover = visitor.page.locator("input[name=words]"), visitor.page.locator("#desk-cover")
    box.fill("Jo Pike, 14")
    expect(cover).to_be_hidden()
    site.clock.put_forward(timedelta(minutes=11))
    visitor.page.evaluate(SOMEBODY_COMES_BACK)
    expect(cover).to_be_visible()
    expect(box).to_be_hidden()
    visitor.finds_nothing_wrong()
    with visitor.page.context.expect_page() as opened:
        cover.get_by_role("link", name="Show that it is still you").click()
    tab = opened.value
    tab.get_by_role("button", name="Continue").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("This desk is open")
    tab.close()
    visitor.page.evaluate(SOMEBODY_COMES_BACK)
    expect(cover).to_be_hidden()
    expect(box).to_be_visible()
    expect(box).to_have_value("Jo Pike, 14")


def test_an_answer_that_was_overtaken_does_not_uncover_the_page(
    site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor, late = open_visitor(site, Way.AT_A_DESK), list[tuple[Route, APIResponse]]()

    def holds_the_first(route: Route) -> None:
        answer = route.fetch()
        if late:
            route.fulfill(response=answer)
        else:
            late.append((route, answer))

    visitor.signs_in_as(SERGEANT)
    visitor.page.route("**/desk/", holds_the_first)
    with visitor.page.expect_request("**/desk/"):
        visitor.goes_to("/look-up/")
    cover = visitor.page.locator("#desk-cover")
    while not late:
        visitor.page.wait_for_timeout(20)
    site.clock.put_forward(timedelta(minutes=11))
    visitor.page.evaluate(SOMEBODY_COMES_BACK)
    expect(cover).to_be_visible()
    route, answer = late[0]
    assert answer.json()["left"] > 0
    with visitor.page.expect_request_finished(lambda request: request is route.request):
        route.fulfill(response=answer)
    visitor.page.evaluate(AFTER_WHAT_IS_WAITING)
    expect(cover).to_be_visible()


def test_the_cover_stays_however_often_escape_is_pressed(
    site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(site, Way.AT_A_DESK)
    visitor.signs_in_as(SERGEANT)
    visitor.goes_to("/look-up/")
    cover = visitor.page.locator("#desk-cover")
    site.clock.put_forward(timedelta(minutes=11))
    visitor.page.evaluate(SOMEBODY_COMES_BACK)
    expect(cover).to_be_visible()
    for _time in range(4):
        visitor.page.keyboard.press("Escape")
    visitor.page.evaluate(AFTER_WHAT_IS_WAITING)
    expect(cover).to_be_visible()
    expect(visitor.page.locator("input[name=words]")).to_be_hidden()


@pytest.mark.parametrize("way", [Way.WITHOUT_SCRIPTS, Way.WITH_THE_KEYBOARD_ALONE, Way.ON_A_PHONE])
def test_what_is_sent_from_a_locked_desk_goes_on_with_the_proof(
    way: Way, site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(site, way)
    visitor.signs_in_as(SERGEANT)
    visitor.goes_to("/look-up/")
    visitor.hands.write(visitor.page.locator("input[name=words]"), "Jo Pike, 14")
    site.clock.put_forward(timedelta(minutes=11))
    visitor.presses("Look up")
    visitor.reads("This desk is locked", "What you sent has not been done yet")
    visitor.complaints.clear()
    visitor.finds_nothing_wrong()
    visitor.presses("Continue")
    visitor.reads("Jo Pike")
