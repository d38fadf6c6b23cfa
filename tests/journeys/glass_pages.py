"""The pages of broken glass, as rows of the table of pages.

In:  the demo in use.
Out: GLASS_PAGES.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from uuid import uuid4

from django.urls import reverse

from reachable.access.queries import get_viewer, list_sign_in_choices
from reachable.journeys.glass_broken import break_glass
from reachable.kernel.ids import RequestId
from reachable.oversight.domain.broken_glass import GlassReason
from reachable.oversight.domain.exact_child import StatedChild
from tests.journeys.live_site import MORNING
from tests.journeys.page_rows import (
    EASTHAM_COORDINATOR,
    EASTHAM_DUTY,
    OTHER_AREA,
    TEACHER,
    PageRow,
    at,
)
from tests.journeys.visitor import Visitor

SUPERVISES = "Supervises and reviews who has looked"


def sends_nothing(button: str) -> Callable[[Visitor], None]:
    """Return what presses a button of a form with nothing in it."""
    return lambda visitor: visitor.presses(button)


@cache
def broken_glass() -> str:
    """Break the glass for a child nobody knows, and return the address at which it is reviewed."""
    who = next(each.assignment for each in list_sign_in_choices(at=MORNING) if each.assignment.user_name == OTHER_AREA)
    viewer = get_viewer(
        user_id=who.user_id,
        membership_id=who.membership_id,
        purpose=None,
        request_id=RequestId(uuid4()),
        at=MORNING,
    )
    broken = break_glass(
        stated=StatedChild(given="Zeb", family="Quillfeather", born=date(2011, 3, 3)),
        reason=GlassReason.MISSING,
        danger="He said he would be back at four, and it is dark.",
        viewer=viewer,
        now=MORNING,
    )
    return reverse("glass_review", args=[broken.glass_id])


GLASS_PAGES: tuple[PageRow, ...] = (
    PageRow(
        name="break_glass", who=EASTHAM_DUTY, heading="Break the glass", find=at("break_glass"), refused_to=TEACHER
    ),
    PageRow(
        name="break_glass",
        variant="not-broken",
        who=EASTHAM_DUTY,
        heading="Break the glass",
        find=at("break_glass"),
        then=sends_nothing("Break the glass"),
    ),
    PageRow(
        name="glass_nothing",
        who=EASTHAM_DUTY,
        heading="Nothing was opened",
        find=at("glass_nothing"),
        refused_to=TEACHER,
    ),
    PageRow(
        name="glass_reviews",
        who=EASTHAM_COORDINATOR,
        doing=SUPERVISES,
        heading="Broken glass to review",
        find=at("glass_reviews"),
        refused_to=TEACHER,
    ),
    *(
        PageRow(
            name="glass_review",
            variant=variant,
            who=EASTHAM_COORDINATOR,
            doing=SUPERVISES,
            heading="Was it right to break the glass?",
            find=broken_glass,
            refused_to=TEACHER,
            then=then,
        )
        for variant, then in (("", None), ("not-answered", sends_nothing("Keep my answer")))
    ),
)
