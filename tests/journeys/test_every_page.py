"""Every page, at a desk and on a phone: it is there, accessible, and fits; a picture of it is kept to look at."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import expect

from tests.journeys.live_site import Site
from tests.journeys.page_rows import NOBODY, PageRow
from tests.journeys.pages import NOT_PAGES, PAGES, SEEN_WHEN_SIGNING_IN
from tests.journeys.pictures import look_at_both_widths
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
NOTHING = "Nothing you can see here"


def _names(resolver: URLResolver) -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _names(each)
        elif isinstance(each, URLPattern) and each.name:
            yield each.name


def test_every_address_is_in_the_table_or_is_no_page():
    listed = {row.name for row in PAGES} | SEEN_WHEN_SIGNING_IN | NOT_PAGES.keys()
    there = set(_names(get_resolver()))
    assert there - listed == set()
    assert listed - there == set()


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.code)
def test_a_page_is_accessible_and_fits_at_a_desk_and_on_a_phone(
    row: PageRow, site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(site, Way.AT_A_DESK)
    if row.who != NOBODY:
        visitor.comes_back_as(row.who, row.doing)
    visitor.goes_to(row.find())
    if row.then is not None:
        row.then(visitor)
    expect(visitor.main.get_by_role("heading", level=1)).to_contain_text(row.heading)
    look_at_both_widths(visitor, row.code)


@pytest.mark.parametrize("row", [row for row in PAGES if row.refused_to], ids=lambda row: row.code)
def test_somebody_without_the_right_is_told_the_same_as_if_there_were_nothing(
    row: PageRow, site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(site, Way.AT_A_DESK)
    visitor.comes_back_as(row.refused_to)
    visitor.goes_to(row.find())
    refused = visitor.main.inner_text()
    assert NOTHING in refused
    visitor.goes_to(f"/child/{uuid4()}/")
    assert visitor.main.inner_text() == refused
