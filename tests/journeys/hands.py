"""How somebody works a page: with a pointer, or with nothing but the keyboard.

In:  what to press, choose, tick or write into.
Out: Pointer and Keyboard, which are worked alike.
"""

from dataclasses import dataclass
from typing import Protocol

from playwright.sync_api import Locator, Page

MOST_TABS = 400
IS_FOCUSED = "each => each === document.activeElement"
GROUP_IS_FOCUSED = "each => document.activeElement.type === 'radio' && document.activeElement.name === each.name"


class CannotReach(AssertionError):
    """Something on the page cannot be come to with the keyboard."""


def leads_away(thing: Locator) -> bool:
    """Test if pressing something brings another page."""
    return bool(thing.evaluate("each => each.matches('a[href], button[type=submit]')"))


class Hands(Protocol):
    """What hands can do on a page."""

    def press(self, thing: Locator) -> None:
        """Press a button or a summary, or follow a link."""

    def choose(self, radio: Locator) -> None:
        """Choose one of several answers."""

    def tick(self, box: Locator) -> None:
        """Tick a box."""

    def write(self, box: Locator, text: str) -> None:
        """Replace what stands in a box."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A mouse or a finger."""

    page: Page

    def press(self, thing: Locator) -> None:
        """Press a button or a summary, or follow a link."""
        if not leads_away(thing):
            thing.click()
            return
        with self.page.expect_navigation():
            thing.click()

    def choose(self, radio: Locator) -> None:
        """Choose one of several answers."""
        radio.check()

    def tick(self, box: Locator) -> None:
        """Tick a box."""
        box.check()

    def write(self, box: Locator, text: str) -> None:
        """Replace what stands in a box."""
        box.fill(text)


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Tab, arrows, space, enter and letters. Nothing is ever clicked."""

    page: Page

    def press(self, thing: Locator) -> None:
        """Press a button or a summary, or follow a link."""
        self._come_to(thing, IS_FOCUSED)
        if not leads_away(thing):
            self.page.keyboard.press("Enter")
            return
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, radio: Locator) -> None:
        """Choose one of several answers: one tab stop for all of them, then arrows."""
        self._come_to(radio, GROUP_IS_FOCUSED)
        if radio.evaluate(IS_FOCUSED):
            self.page.keyboard.press("Space")
        for _ in range(MOST_TABS):
            if radio.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press("ArrowDown")
        raise CannotReach(f"no arrow leads to {radio}")

    def tick(self, box: Locator) -> None:
        """Tick a box."""
        self._come_to(box, IS_FOCUSED)
        if not box.is_checked():
            self.page.keyboard.press("Space")

    def write(self, box: Locator, text: str) -> None:
        """Replace what stands in a box."""
        self._come_to(box, IS_FOCUSED)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def _come_to(self, thing: Locator, arrived: str) -> None:
        thing.wait_for()
        for _ in range(MOST_TABS):
            if thing.evaluate(arrived):
                return
            self.page.keyboard.press("Tab")
        raise CannotReach(f"{MOST_TABS} tabs do not lead to {thing}")
