"""Pages on paper: as Chromium prints them on A4, with everything on them and nothing that only a screen needs."""

from collections.abc import Callable

import pytest

from tests.factories.pdf_files import open_pdf, text_of
from tests.journeys.live_site import Site
from tests.journeys.page_rows import PageRow
from tests.journeys.pages import PAGES
from tests.journeys.pictures import FOLDER
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
A4_POINTS = (595, 842)
ONLY_ON_SCREEN = (
    "Sign out",
    "Record a concern",
    "Look up a child",
    "Skip to main content",
    "Who has looked",
    "Read on",
)
PRINTED = {
    "child": "The picture",
    "custody_card": "Before the child leaves",
    "case": "Terry",
    "handover": "stands open",
}
"""What people print, and words that must be on it."""

ONCE_ASKED_FOR = {"handover"}
"""What is printed only once it was asked for on paper, so that it is noted."""

MOST_PAGES = {"custody_card": 1, "child": 4, "case": 25}


@pytest.mark.parametrize(
    "row", [row for row in PAGES if row.name in PRINTED and not row.variant], ids=lambda row: row.code
)
def test_a_printed_page_has_its_matter_on_a4_and_no_menu_or_button(
    row: PageRow, site: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    visitor = open_visitor(site, Way.AT_A_DESK)
    visitor.comes_back_as(row.who, row.doing)
    visitor.goes_to(row.find())
    if row.then is not None:
        row.then(visitor)
    if row.name in ONCE_ASKED_FOR:
        visitor.page.goto(f"{visitor.page.url}?taken=on-paper")
    content = visitor.page.pdf(format="A4", prefer_css_page_size=True)
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{row.code}-on-paper.pdf").write_bytes(content)
    pdf = open_pdf(content)
    for page in pdf.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4_POINTS, abs=1)
    text = text_of(pdf)
    assert PRINTED[row.name] in text
    assert [words for words in ONLY_ON_SCREEN if words in text] == []
    assert all(page.extract_text().strip() for page in pdf.pages)
    assert len(pdf.pages) <= MOST_PAGES.get(row.name, len(pdf.pages))
