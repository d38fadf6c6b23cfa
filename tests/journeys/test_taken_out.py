"""A list of children that leaves the screen is noted: it is not printed unnoted, and copying it is told and noted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.factories.pdf_files import open_pdf, text_of
from tests.journeys.live_site import Site
from tests.journeys.page_rows import COORDINATOR, EASTHAM_DUTY, JUDGE
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
LISTS = (("/alerts/", EASTHAM_DUTY), ("/matches/", JUDGE), ("/triage/", COORDINATOR))
CHOOSE_ALL = "getSelection().selectAllChildren(document.getElementById('main-content'))"
CHOOSE_ONE = "getSelection().selectAllChildren(document.querySelector('#main-content h1'))"
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
    visitor = open_visitor(fresh_site, Way.AT_A_DESK)
    visitor.comes_back_as(EASTHAM_DUTY)
    visitor.goes_to("/alerts/")
    told: list[str] = []
    visitor.page.on("request", lambda request: told.append(request.url) if "/copied/" in request.url else None)
    copies(visitor, CHOOSE_ONE)
    with visitor.page.expect_response("**/copied/") as answer:
        copies(visitor, CHOOSE_ALL)
    assert answer.value.status == 204
    ((kind, records),) = noted(privileged)
    assert (kind, records > 1) == ("OPENED", True)
    copies(visitor, CHOOSE_ALL)
    assert len(told) == 1
    visitor.finds_nothing_wrong()
