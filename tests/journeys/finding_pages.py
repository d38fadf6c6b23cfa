"""The pages of findings, as rows of the table of pages.

In:  the demo in use.
Out: FINDING_PAGES.
"""

from functools import cache
from uuid import uuid4

from django.urls import reverse

from reachable.access.context import running
from reachable.access.domain.viewer import Shown
from reachable.access.queries import get_viewer, list_sign_in_choices
from reachable.journeys.looks_watched import watch_looks
from reachable.kernel.ids import AboutId, RequestId
from reachable.oversight.models import LookFinding
from reachable.people.queries import open_records
from tests.journeys.glass_pages import SUPERVISES, sends_nothing
from tests.journeys.live_site import MORNING
from tests.journeys.page_rows import EASTHAM_COORDINATOR, OTHER_AREA, TEACHER, PageRow, at

HEADING = "A pattern to look into"


def a_pattern() -> str:
    """Let somebody ask for records of nobody, and return the address of what is found."""
    who = next(each.assignment for each in list_sign_in_choices(at=MORNING) if each.assignment.user_name == OTHER_AREA)
    for _ in range(12):
        viewer = get_viewer(
            user_id=who.user_id,
            membership_id=who.membership_id,
            purpose=None,
            request_id=RequestId(uuid4()),
            at=MORNING,
        )
        open_records(viewer=viewer, about_ids=[AboutId(uuid4())], shown=Shown.OPENED, what="child's page")
    watch_looks(now=MORNING)
    with running(job="test", now=MORNING):
        return reverse("finding", args=[LookFinding.objects.get(whom=who.user_id).id])


_found = cache(a_pattern)

FINDING_PAGES: tuple[PageRow, ...] = (
    PageRow(
        name="findings",
        who=EASTHAM_COORDINATOR,
        doing=SUPERVISES,
        heading="Patterns to look into",
        find=at("findings"),
        refused_to=TEACHER,
    ),
    *(
        PageRow(
            name="finding",
            variant=variant,
            who=EASTHAM_COORDINATOR,
            doing=SUPERVISES,
            heading=HEADING,
            find=_found,
            refused_to=TEACHER,
            then=then,
        )
        for variant, then in (("", None), ("not-answered", sends_nothing("Keep my answer")))
    ),
)
