import re
from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory, override_settings

from reachable.web.shared.page import FooterLink, NavigationItem, Page, Reader
from reachable.web.shared.style_guide import ExampleForm, example_picture, example_rule_timelines

PAGE = Page(
    demo=True,
    as_of="Thursday 14 May, 07:05",
    reader=Reader(
        name="Farah <Lindqvist>",
        role="Coordinates and triages",
        agency="Northshire children’s social care",
        purpose="Deciding what happens with a concern",
        sign_out_href="/sign-out/",
        purpose_href="/purpose/",
    ),
    navigation=(
        NavigationItem(text="Today", href="/", current=True, count=3),
        NavigationItem(text="Rules", href="/rules/"),
    ),
    footer_links=(FooterLink(text="Accessibility", href="/accessibility/"),),
)


@pytest.fixture(autouse=True)
def _uncompiled_static_files() -> Iterator[None]:
    with override_settings(
        STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    ):
        yield


@pytest.fixture
def request_for_a_page() -> HttpRequest:
    return RequestFactory().get("/")


def style_guide(page: Page, request: HttpRequest) -> str:
    template = engines["jinja2"].get_template("style_guide.jinja").template
    return template.render(
        page=page,
        request=request,
        csrf_input="TOKEN",
        form=ExampleForm(),
        sent_wrongly=ExampleForm({}),
        picture=example_picture(),
        examples=example_rule_timelines(),
    )


def test_every_component_can_be_drawn(request_for_a_page: HttpRequest) -> None:
    page = style_guide(PAGE, request_for_a_page)
    assert page.count("</html>") == 1
    assert page.count("<h1") == 1


def test_a_page_says_who_is_looking_for_whom_and_why(request_for_a_page: HttpRequest) -> None:
    page = style_guide(PAGE, request_for_a_page)
    for words in ("Farah &lt;Lindqvist&gt;", PAGE.reader.role, PAGE.reader.agency, PAGE.reader.purpose, PAGE.as_of):
        assert words in page
    assert re.search(r'<form method="post" action="/sign-out/">TOKEN<button', page)


def test_nobody_signed_in_is_shown_nobody_and_can_still_read_whom_to_ring(request_for_a_page: HttpRequest) -> None:
    page = style_guide(Page(), request_for_a_page)
    assert "reach-header__reader" not in page
    assert "Made-up data" not in page
    assert "ring 999" in page


def test_the_demo_says_that_its_people_are_invented(request_for_a_page: HttpRequest) -> None:
    assert "Made-up data" in style_guide(PAGE, request_for_a_page)


def test_the_current_page_is_marked_in_words_that_a_screen_reader_says(request_for_a_page: HttpRequest) -> None:
    page = style_guide(PAGE, request_for_a_page)
    assert re.findall(r'href="([^"]*)" aria-current="true"', page) == ["/"]


def test_the_first_link_skips_to_the_page_itself(request_for_a_page: HttpRequest) -> None:
    page = style_guide(PAGE, request_for_a_page)
    first = re.search(r"<a [^>]*href=\"([^\"]*)\"", page)
    assert first
    assert first.group(1) == "#main-content"
    assert 'id="main-content"' in page


def test_no_identifier_is_used_twice_on_a_page(request_for_a_page: HttpRequest) -> None:
    found = re.findall(r'\sid="([^"]+)"', style_guide(PAGE, request_for_a_page))
    assert sorted(found) == sorted(set(found))
