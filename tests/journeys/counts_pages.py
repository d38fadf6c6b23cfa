"""The pages of released counts, as rows of the table of pages.

In:  the demo in use, in which a quarter was released.
Out: COUNTS_PAGES.
"""

from collections.abc import Callable

from django.urls import reverse

from reachable.access.context import running
from reachable.oversight.models import CountRelease
from tests.journeys.live_site import MORNING
from tests.journeys.page_rows import ANALYST, EASTHAM_COORDINATOR, PageRow, at


def table_of(code: str, area: str) -> Callable[[], str]:
    """Return what finds the address of a table released of an area."""

    def find() -> str:
        with running(job="test", now=MORNING):
            found = CountRelease.objects.filter(table_code=code, area__name=area).latest("quarter_starts")
        return reverse("count_release", args=[found.id])

    return find


COUNTS_PAGES: tuple[PageRow, ...] = (
    PageRow(name="count_releases", who=ANALYST, heading="Counts", find=at("count_releases")),
    PageRow(
        name="count_releases", variant="manager", who=EASTHAM_COORDINATOR, heading="Counts", find=at("count_releases")
    ),
    *(
        PageRow(
            name="count_release",
            variant=code.lower(),
            who=ANALYST,
            heading=heading,
            find=table_of(code, "Northshire"),
        )
        for code, heading in (("ALERTS", "Alerts"), ("CHILDREN", "Children first known"))
    ),
)
