"""A list of children that leaves the screen is noted: it is not printed unnoted, and noted before it is copied."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import expect

from tests.factories.pdf_files import open_pdf, text_of
from tests.journeys.live_site import Site
from tests.journeys.page_rows import COORDINATOR, EASTHAM_DUTY, JUDGE
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
LISTS = (("/alerts/", EASTHAM_DUTY), ("/matches/", JUDGE), ("/triage/", COORDINATOR))
CHOOSE_ALL = "getSelection().selectAllChildren(document.getElementById('main-content'))"
CHOOSE_ONE = "getSelection().selectAllChildren(document.querySelector('#main-content h1'))"
DRAG = """document.querySelector('main tr a').dispatchEvent(
  new DragEvent('dragstart', { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() }))"""
CHOSEN_OF_ROWS = r"""(() => {
  const isAboutOne = (link) => /\/[0-9a-f]{8}-[0-9a-f-]{27}\//.test(link.getAttribute('href'));
  const rows = [...document.querySelectorAll('main :is(tr, li, details, .reach-card)')]
    .filter((row) => [...row.querySelectorAll('a[href]')].some(isAboutOne));
  const chosen = rows.map((row) => { getSelection().selectAllChildren(row); return getSelection().toString().trim(); });
  return [chosen.join(''), rows.length];
})()"""
"""What of the rows about somebody can be chosen, and how many such rows there are."""

SIGNED_OUT = "signed out"
REFUSED = (
    ("offline", "Nothing was copied, because it could not be noted first"),
    ("500", "Nothing was copied, because it could not be noted first"),
    ("429", "Nothing was copied: much was copied within the last minute"),
    ("403", "Nothing was copied, because you are not signed in here any more"),
    (SIGNED_OUT, "Nothing was copied, because you are not signed in here any more"),
)
LONG = 12


def noted(privileged: Any) -> list[tuple[str, int]]:
    """Return what was noted as copied: the kind of entry, and of how many records."""
    asked = "SELECT kind, count(DISTINCT about_id) FROM audit.entry WHERE what = 'copied out of a page' GROUP BY kind"
    with privileged.connect(connection.settings_dict["NAME"]) as admin:
        return list(admin.execute(asked).fetchall())


def copies(visitor: Visitor, choose: str) -> None:
    visitor.page.evaluate(choose)
    visitor.page.keyboard.press("Control+c")


@pytest.mark.parametrize(("path", "who"), LISTS)
def test_case_25_a_printed_list_has_no_child_on_it_and_says_why(
    path: str, who: str, site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(site, Way.AT_A_DESK)
    visitor.comes_back_as(who)
    visitor.goes_to(path)
    shown = visitor.page.locator("#main-content").inner_text().splitlines()
    lines = [" ".join(line.split()) for line in shown if len(line) > LONG]
    assert len(lines) > 1
    paper = text_of(open_pdf(visitor.page.pdf(format="A4")))
    assert "This page is not printed" in paper
    assert [line for line in lines if line in paper] == []


def test_case_25_copying_a_list_is_noted_for_each_child_on_it_once_for_a_look(
    fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor], privileged: Any
) -> None:
    visitor = at_alerts(fresh_site, open_visitor)
    told: list[str] = []
    visitor.page.on("request", lambda request: told.append(request.url) if "/copied/" in request.url else None)
    copies(visitor, CHOOSE_ONE)
    with visitor.page.expect_response("**/copied/") as answer:
        copies(visitor, CHOOSE_ALL)
    assert answer.value.status == 204
    says(visitor, "Copied. It is noted")
    assert on_the_clipboard(visitor).count("\n") > LONG
    ((kind, records),) = noted(privileged)
    assert (kind, records > 1) == ("OPENED", True)
    copies(visitor, CHOOSE_ALL)
    assert len(told) == 1
    visitor.finds_nothing_wrong()


@pytest.mark.parametrize(("how", "said"), REFUSED)
def test_case_25_a_list_whose_copy_cannot_be_noted_is_not_copied_and_the_page_says_so(
    how: str, said: str, fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor], privileged: Any
) -> None:
    visitor = at_alerts(fresh_site, open_visitor)
    copies(visitor, CHOOSE_ONE)
    before = on_the_clipboard(visitor)
    assert before
    refuse(visitor, how)
    for keys in ("Control+c", "Control+x"):
        visitor.page.evaluate(CHOOSE_ALL)
        visitor.page.keyboard.press(keys)
        says(visitor, said)
        assert on_the_clipboard(visitor) == before
        visitor.page.get_by_role("button", name="Close").press("Enter")
    assert noted(privileged) == []
    visitor.complaints.clear()
    says_nothing(visitor)
    visitor.page.unroute("**/copied/")
    if how != SIGNED_OUT:
        copies(visitor, CHOOSE_ALL)
        says(visitor, "Copied. It is noted")
        assert on_the_clipboard(visitor) != before
    visitor.finds_nothing_wrong()


def test_case_25_a_list_is_not_dragged_out_before_that_is_noted(
    fresh_site: Site, open_visitor: Callable[[Site, Way], Visitor], privileged: Any
) -> None:
    visitor = at_alerts(fresh_site, open_visitor)
    visitor.page.evaluate(CHOOSE_ALL)
    assert visitor.page.evaluate(DRAG) is False
    says(visitor, "Nothing was copied yet. It is noted now")
    assert noted(privileged) != []
    assert visitor.page.evaluate(DRAG) is True


@pytest.mark.parametrize(("path", "who"), [*LISTS, ("/", COORDINATOR)])
def test_case_25_without_scripts_no_row_of_a_list_can_be_chosen_and_the_page_says_why(
    path: str, who: str, site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(site, Way.WITHOUT_SCRIPTS)
    visitor.comes_back_as(who)
    visitor.goes_to(path)
    expect(visitor.main.locator("noscript .reach-cannot-copy")).to_be_visible()
    chosen, kept = visitor.page.evaluate(CHOSEN_OF_ROWS)
    assert (chosen, kept > 1) == ("", True)
    visitor.page.evaluate(CHOOSE_ONE)
    heading = visitor.page.locator("#main-content h1").inner_text()
    assert " ".join(visitor.page.evaluate("getSelection().toString()").split()) == " ".join(heading.split())


def at_alerts(site: Site, open_visitor: Callable[[Site, Way], Visitor]) -> Visitor:
    """Return somebody at their list of alerts, with the page ready to note what they copy."""
    visitor = open_visitor(site, Way.AT_A_DESK)
    visitor.comes_back_as(EASTHAM_DUTY)
    visitor.goes_to("/alerts/")
    expect(visitor.page.locator("body")).to_have_class(re.compile("reach-copies-noted"))
    return visitor


def refuse(visitor: Visitor, how: str) -> None:
    """Let the page's asking come to nothing from now on."""
    if how == SIGNED_OUT:
        visitor.page.context.clear_cookies()
    elif how == "offline":
        visitor.page.route("**/copied/", lambda route: route.abort())
    else:
        visitor.page.route("**/copied/", lambda route: route.fulfill(status=int(how)))


def says(visitor: Visitor, words: str) -> None:
    expect(visitor.page.get_by_role("status").filter(has_text=words)).to_be_visible()


def says_nothing(visitor: Visitor) -> None:
    expect(visitor.page.locator("#copying")).to_be_empty()


def on_the_clipboard(visitor: Visitor) -> str:
    """Return what would be put in elsewhere."""
    elsewhere = visitor.page.context.new_page()
    elsewhere.set_content("<textarea></textarea>")
    elsewhere.locator("textarea").press("Control+v")
    words = elsewhere.locator("textarea").input_value()
    elsewhere.close()
    visitor.page.bring_to_front()
    return words
