"""The pages of keeping, as rows of the table of pages.

In:  the demo in use.
Out: KEEPING_PAGES.
"""

from collections.abc import Callable

from django.urls import reverse

from reachable.access.context import running
from reachable.demo.agencies import N_CHILDREN
from reachable.demo.old_records import HELD, PASSED, PROPOSED, OldRecord
from reachable.people.models import Subject
from tests.journeys.live_site import MORNING
from tests.journeys.page_rows import OTHER_AREA, TEACHER, PageRow, at
from tests.journeys.protection_pages import PROTECTION_PAGES
from tests.journeys.visitor import Visitor

KEEPER, SECOND_KEEPER = "Wanda Escott", "Idris Vane"


def address_of(old: OldRecord) -> str:
    """Return where one of the demo's old records is decided on."""
    with running(job="test", now=MORNING):
        subject_id = Subject.objects.get(agency__code=N_CHILDREN, local_id=old.local_id).id
    return reverse("kept_record", args=[subject_id])


def of_old(old: OldRecord) -> Callable[[], str]:
    """Return what finds the page of an old record once the demo is in use."""
    return lambda: address_of(old)


def keeps_nothing(visitor: Visitor) -> None:
    """Open what is folded away and send it as it comes."""
    visitor.unfolds("Keep it longer")
    visitor.presses("Keep it until then")


KEEPING_PAGES: tuple[PageRow, ...] = (
    PageRow(name="keeping", who=KEEPER, heading="Is it still needed?", find=at("keeping"), refused_to=TEACHER),
    PageRow(name="holds", who=KEEPER, heading="Holds", find=at("holds"), refused_to=TEACHER),
    PageRow(name="erased", who=KEEPER, heading="Erased", find=at("erased"), refused_to=TEACHER),
    PageRow(name="kept_record", who=KEEPER, heading="Is record K-", find=of_old(PASSED), refused_to=OTHER_AREA),
    PageRow(name="kept_record", variant="held", who=KEEPER, heading="Is record K-", find=of_old(HELD)),
    PageRow(name="kept_record", variant="proposed", who=KEEPER, heading="Is record K-", find=of_old(PROPOSED)),
    PageRow(
        name="kept_record",
        variant="not-decided",
        who=KEEPER,
        heading="Is record K-",
        find=of_old(PASSED),
        then=keeps_nothing,
    ),
    *PROTECTION_PAGES,
)
