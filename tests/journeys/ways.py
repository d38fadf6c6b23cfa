"""The ways in which people use the site, and what every browser test is marked with.

In:  nothing.
Out: Way; BROWSER_TEST.
"""

from enum import Enum

import pytest
from playwright.sync_api import Page

from tests.journeys.hands import Hands, Keyboard, Pointer

DESK, PHONE = 1200, 390
BROWSER_TEST = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]


class Way(Enum):
    """How somebody uses the site: width in pixels, whether scripts run, whether there is a pointer."""

    AT_A_DESK = (DESK, True, True)
    WITH_THE_KEYBOARD_ALONE = (DESK, True, False)
    WITHOUT_SCRIPTS = (DESK, False, True)
    ON_A_PHONE = (PHONE, True, True)

    def __init__(self, width: int, scripts: bool, points: bool) -> None:
        self.width = width
        self.scripts = scripts
        self.points = points

    def hands(self, page: Page) -> Hands:
        """Return the hands that work a page in this way."""
        return Pointer(page) if self.points else Keyboard(page)
