"""Nothing a page showed stays in the browser of a shared desk after somebody has gone: no cache, no form data."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.journeys.conftest import CHROMIUM, FLAGS, PATIENCE_MS
from tests.journeys.live_site import Site
from tests.journeys.page_rows import ALFIE, EASTHAM_COORDINATOR, of_child
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
TYPED = "Zyxcanarywords were typed and never sent."
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Return the folder in which a browser keeps what it keeps."""
    return tmp_path / "profile"


@pytest.fixture
def desk(playwright: Playwright, profile: Path) -> Iterator[BrowserContext]:
    """Give a browser that keeps on disk whatever a page lets it keep, as the one on a shared desk does."""
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=str(CHROMIUM), args=list(FLAGS), locale="en-GB"
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


def test_where_a_child_is_and_what_was_typed_are_not_left_in_the_browser_of_a_shared_desk(
    site: Site, desk: BrowserContext, profile: Path
) -> None:
    visitor = sits_down(desk.new_page(), site)
    visitor.signs_in_as(EASTHAM_COORDINATOR)
    visitor.goes_to(of_child("child", *ALFIE)())
    name = visitor.main.get_by_role("heading", level=1).inner_text()
    visitor.goes_to(of_child("child_people", *ALFIE)())
    shown = set(POSTCODE.findall(visitor.main.inner_text()))
    assert shown, visitor.main.inner_text()
    visitor.goes_to("/handover/new/")
    visitor.writes("What must the next shift know?", TYPED)
    visitor.page.wait_for_load_state("networkidle")
    visitor.page.context.close()
    kept = list(files_of(profile))
    # The browser did keep something, in which all of this was looked for: without it the test would prove nothing.
    assert any(is_in("/people/", content) for _, content in kept)
    left = {(what, name) for what in (*shown, TYPED, name) for name, content in kept if is_in(what, content)}
    assert left == set()


def sits_down(page: Page, site: Site) -> Visitor:
    """Return somebody at the desk."""
    return Visitor(page, page, site, Way.AT_A_DESK.hands(page)).listen()


def files_of(profile: Path) -> Iterator[tuple[str, bytes]]:
    """Yield everything the browser has left, by name; what is not a file of its own is passed over."""
    for folder, _, names in os.walk(profile):
        for name in names:
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                yield str(path.relative_to(profile)), path.read_bytes()


def is_in(words: str, content: bytes) -> bool:
    """Test if words stand in bytes, in either of the ways in which a browser writes them."""
    return words.encode() in content or words.encode("utf-16-le") in content
