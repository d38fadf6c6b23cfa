"""The pages of requests to holders, as rows of the table of pages.

In:  the demo in use.
Out: REQUEST_PAGES.
"""

from tests.journeys.page_rows import EASTHAM_COORDINATOR, OTHER_AREA, TEACHER, PageRow, at
from tests.journeys.request_steps import asks, can_be_asked

FORM = "for what it holds"


def nobody_asked_yet() -> str:
    """Return the address of the form for a holder whom no other row asks: rows are looked at in any order."""
    return can_be_asked("thameside-police")


REQUEST_PAGES: tuple[PageRow, ...] = (
    PageRow(name="requests", who=EASTHAM_COORDINATOR, heading="Requests", find=at("requests"), refused_to=TEACHER),
    PageRow(name="ask_holder", who=EASTHAM_COORDINATOR, heading=FORM, find=nobody_asked_yet, refused_to=OTHER_AREA),
    PageRow(
        name="ask_holder",
        variant="not-asked",
        who=EASTHAM_COORDINATOR,
        heading=FORM,
        find=nobody_asked_yet,
        then=lambda visitor: visitor.presses("Ask for it"),
    ),
    PageRow(name="request", who=EASTHAM_COORDINATOR, heading="A request to", find=can_be_asked, then=asks),
)
