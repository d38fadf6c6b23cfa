"""Somebody at a browser: what they do is said in the words on the page, with a pointer or with the keyboard alone.

In:  a browser's page, the site, and how this person works.
Out: Visitor, who finds what is wrong with a page: not accessible, too wide, or complained of by the browser.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.journeys.hands import Hands
from tests.journeys.live_site import Site

AXE = Axe()
FORM_SHOWN_AGAIN = "the server responded with a status of 422"
"""What the browser says of a form that lacks an answer and is shown again, as it should be."""

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNFOLD = """document.querySelectorAll('details:not([open])').forEach(
  each => { each.open = true; each.dataset.wasFolded = '1' })"""
FOLD = """document.querySelectorAll('details[data-was-folded]').forEach(
  each => { each.open = false; delete each.dataset.wasFolded })"""


@dataclass(slots=True)
class Visitor:
    """Somebody who visits the site. `complaints` is what the browser had to say since the last page that was checked.

    `checked_on` is where the rules of accessibility run: the same page, or another when scripts are off, for the rules
    are a script themselves.
    """

    page: Page
    checked_on: Page
    site: Site
    hands: Hands
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> "Visitor":
        """Keep what the browser complains of, and return the visitor."""
        self.page.on("console", lambda said: self._keep(said.text) if said.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self._keep(f"error in a script: {error}"))
        self.page.on("requestfailed", lambda request: self._keep_failed(request))
        return self

    def goes_to(self, path: str) -> None:
        """Open a page by its address."""
        self.page.goto(self.site.at(path))

    def signs_in_as(self, name: str, doing: str = "") -> None:
        """Choose somebody on the demo's sign-in page; `doing` tells apart the assignments of one person."""
        self.page.context.clear_cookies()
        self.goes_to("/demo/sign-in/")
        self.presses(re.compile(f"as {re.escape(name)}, .*{re.escape(doing)}"))

    def comes_back_as(self, name: str, doing: str = "") -> None:
        """Go on as somebody who has signed in before; the first time, sign in."""
        session = (name, doing)
        if session not in self.site.sessions:
            self.signs_in_as(name, doing)
            self.site.sessions[session] = self.page.context.cookies()
        self.page.context.clear_cookies()
        self.page.context.add_cookies(self.site.sessions[session])

    def chooses_from_menu(self, text: str) -> None:
        """Follow an entry of the navigation, opening it first where it is folded."""
        menu = self.page.get_by_role("navigation", name="Menu")
        button = menu.get_by_role("button", name="Menu")
        if button.is_visible():
            self.hands.press(button)
        self.hands.press(menu.get_by_role("link", name=text))

    def follows(self, text: str | re.Pattern[str]) -> None:
        """Follow a link of the page's own."""
        self.hands.press(self.main.get_by_role("link", name=text).first)

    def presses(self, text: str | re.Pattern[str]) -> None:
        """Press a button of the page's own."""
        self.hands.press(self.main.get_by_role("button", name=text).first)

    def unfolds(self, text: str) -> None:
        """Open what is folded away under some words."""
        summary = self.main.locator("summary", has_text=text).first
        if summary.evaluate("each => !each.parentElement.open"):
            self.hands.press(summary)

    def answers(self, question: str, choice: str) -> None:
        """Choose one of the answers to a question."""
        self.hands.choose(self._group(question).get_by_role("radio", name=choice).first)

    def ticks(self, choice: str) -> None:
        """Tick a box."""
        self.hands.tick(self.main.get_by_role("checkbox", name=choice).first)

    def writes(self, label: str, text: str) -> None:
        """Write into a box. Of boxes with the same label the first that can be seen is meant."""
        self.hands.write(self.main.get_by_label(label).locator("visible=true").first, text)

    def chooses_file(self, label: str, name: str, content: bytes) -> None:
        """Choose a file of one's own."""
        kind = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.main.get_by_label(label).set_input_files(kind)

    def saves(self, text: str | re.Pattern[str]) -> tuple[str, bytes]:
        """Follow a link to a file, and return what the browser calls it and what is in it."""
        with self.page.expect_download() as begun:
            self.main.get_by_role("link", name=text).first.press("Enter")
        return begun.value.suggested_filename, Path(begun.value.path()).read_bytes()

    def reads(self, *words: str) -> None:
        """Find words on the page.

        :raises AssertionError: when they are not there.
        """
        for each in words:
            expect(self.main).to_contain_text(each)

    def finds_nothing_wrong(self, *, colours: bool = True) -> None:
        """Check the page with everything on it unfolded: accessible, not too wide, no complaint of the browser.

        Without `colours` their contrast is not measured again, which takes the longest.

        :raises AssertionError: naming what is wrong and where.
        """
        complaints, self.complaints = self.complaints, []
        checked = self._copy_to_check()
        too_wide = checked.evaluate(TOO_WIDE)
        checked.evaluate(UNFOLD)
        faults = [*complaints, *find_faults(checked, colours=colours)]
        too_wide_unfolded = checked.evaluate(TOO_WIDE)
        checked.evaluate(FOLD)
        if too_wide > 0 or too_wide_unfolded > 0:
            faults.append(f"runs off the side by {too_wide} pixels, unfolded by {too_wide_unfolded}")
        where = self.page.url.removeprefix(self.site.address)
        assert not faults, f"{where}:\n" + "\n".join(faults)

    @property
    def main(self) -> Locator:
        """Return the page's own part."""
        return self.page.locator("main")

    def _copy_to_check(self) -> Page:
        """Return a page on which the rules can run and which shows what this one shows, without our own scripts."""
        if self.checked_on is not self.page:
            shown = self.page.content()
            self.checked_on.route("**/*.js", lambda route: route.abort())
            self.checked_on.route(self.page.url, lambda route: route.fulfill(body=shown, content_type="text/html"))
            self.checked_on.goto(self.page.url)
        return self.checked_on

    def _group(self, question: str) -> Locator:
        return self.main.get_by_role("group", name=question).first

    def _keep(self, said: str) -> None:
        if FORM_SHOWN_AGAIN not in said:
            self.complaints.append(said)

    def _keep_failed(self, request: Any) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):
            self._keep(f"not loaded: {request.url} {request.failure}")


def find_faults(page: Page, *, colours: bool) -> list[str]:
    """Return what the rules of accessibility find wrong on a page as it is shown, each with the first places."""
    options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": colours}}}
    found = AXE.run(page, options=options).response["violations"]
    return [f"{each['id']} ({each['help']}): {[node['html'][:160] for node in each['nodes'][:3]]}" for each in found]
