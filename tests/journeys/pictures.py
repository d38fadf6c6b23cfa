"""Pictures of pages, kept for people to look at; git does not see them.

In:  a visitor on a page.
Out: files in .screenshots.
"""

from pathlib import Path

from tests.journeys.visitor import Visitor
from tests.journeys.ways import DESK, PHONE

FOLDER = Path(__file__).resolve().parents[2] / ".screenshots"


def look_at_both_widths(visitor: Visitor, name: str) -> None:
    """Keep a picture of the page at a desk and on a phone, and check it at both widths."""
    FOLDER.mkdir(exist_ok=True)
    for width in (DESK, PHONE):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        visitor.page.screenshot(path=FOLDER / f"{name}-{width}.png", full_page=True)
        # Colours are the same at every width: they are measured once.
        visitor.finds_nothing_wrong(colours=width == DESK)
    visitor.page.set_viewport_size({"width": DESK, "height": 900})
