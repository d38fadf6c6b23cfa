"""A browser, the site it looks at, and a demo of its own for each test.

In:  Chromium; a database server that tests may lose.
Out: `site` (for a file), `fresh_site` (for a test), `open_visitor`. Without Chromium the tests are skipped, loudly.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.factories.databases import copied
from tests.journeys.demo_copy import make_demo
from tests.journeys.live_site import MORNING, Site, SiteClock, serve
from tests.journeys.visitor import Visitor
from tests.journeys.ways import Way

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--lang=en-GB",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
ASKS_THE_CLOCK = ("reachable.web.shared.viewing.read_clock", "reachable.web.account.adapter.read_clock")
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)  # a machine with other work is slow, not wrong


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Give what starts browsers: one to all tests, because two at once in a process refuse each other."""
    if not CHROMIUM.exists():
        pytest.skip(f"NO BROWSER TEST WAS RUN: there is no {CHROMIUM}. Install the Debian package chromium.")
    with sync_playwright() as starter:
        yield starter


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Give one Chromium to all tests."""
    browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the static files as they are served, under names that change with their content."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder):
        call_command("collectstatic", verbosity=0, interactive=False)
    return folder


@pytest.fixture(scope="session")
def demo_database(privileged: Any) -> str:
    """Return the name of a demo to copy."""
    return make_demo({alias: connections[alias].settings_dict["NAME"] for alias in connections}, MORNING)


@pytest.fixture(scope="module")
def site(privileged: Any, demo_database: str, static_folder: Path) -> Iterator[Site]:
    """Give the tests of one file a site with a demo of their own."""
    with _open_site(privileged, demo_database, static_folder) as opened:
        yield opened


@pytest.fixture
def fresh_site(privileged: Any, demo_database: str, static_folder: Path) -> Iterator[Site]:
    """Give one test a site with a demo that nobody has touched."""
    with _open_site(privileged, demo_database, static_folder) as opened:
        yield opened


@pytest.fixture
def open_visitor(browser: Browser) -> Iterator[Callable[[Site, Way], Visitor]]:
    """Give a way to open a browser for somebody; each has cookies of their own."""
    opened: list[BrowserContext] = []

    def open_page(way: Way, *, scripts: bool) -> Page:
        context = browser.new_context(
            viewport={"width": way.width, "height": 900}, java_script_enabled=scripts, locale="en-GB"
        )
        context.set_default_timeout(PATIENCE_MS)
        opened.append(context)
        return context.new_page()

    def open_one(site: Site, way: Way) -> Visitor:
        page = open_page(way, scripts=way.scripts)
        checked_on = page if way.scripts else open_page(way, scripts=True)
        return Visitor(page, checked_on, site, way.hands(page)).listen()

    yield open_one
    for context in opened:
        context.close()


@contextmanager
def _open_site(privileged: Any, demo_database: str, static_folder: Path) -> Iterator[Site]:
    clock = SiteClock()
    with pytest.MonkeyPatch.context() as patched:
        for name in ASKS_THE_CLOCK:
            patched.setattr(name, clock.read)
        with override_settings(STATIC_ROOT=static_folder), copied(privileged, demo_database), serve() as address:
            yield Site(address, clock)
