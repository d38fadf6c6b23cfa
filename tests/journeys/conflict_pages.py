"""The page on which somebody says whom they must be kept from, as rows of the table of pages.

In:  the demo in use. Nothing is declared there: these are signs of nobody.
Out: OWN_CONFLICT_PAGES.
"""

from tests.journeys.glass_pages import sends_nothing
from tests.journeys.page_rows import TEACHER, PageRow, at

HEADING = "Children you must not open"

OWN_CONFLICT_PAGES: tuple[PageRow, ...] = tuple(
    PageRow(name="own_conflicts", variant=variant, who=TEACHER, heading=HEADING, find=at("own_conflicts"), then=then)
    for variant, then in (("", None), ("not-kept", sends_nothing("Keep me from it")))
)
