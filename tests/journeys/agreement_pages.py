"""The pages of agreements, as rows of the table of pages.

In:  the demo in use.
Out: AGREEMENT_PAGES.
"""

from collections.abc import Callable

from django.urls import reverse

from reachable.access.context import running
from reachable.demo.agreed import DUE, IN_FORCE, WAITING
from reachable.sharing.models import AgreementVersion
from tests.journeys.live_site import MORNING
from tests.journeys.page_rows import OTHER_AREA, TEACHER, PageRow, at
from tests.journeys.visitor import Visitor

SIGNER, OTHER_SIGNER, HUB_SIGNER = "Wanda Escott", "Patricia Voss", "Sunita Rao"
SUPERVISES = "Supervises and reviews who has looked"


def address_of(title: str, name: str = "agreement") -> str:
    """Return where one of the demo's agreements is read, or its next version written."""
    with running(job="test", now=MORNING):
        version = AgreementVersion.objects.filter(title=title).earliest("number")
    return reverse(name, args=[version.agreement_id])


def of_agreement(title: str, name: str = "agreement") -> Callable[[], str]:
    """Return what finds a page of an agreement once the demo is in use."""
    return lambda: address_of(title, name)


def writes_nothing(visitor: Visitor) -> None:
    """Send the form as it comes."""
    visitor.presses("Keep this version")


AGREEMENT_PAGES: tuple[PageRow, ...] = (
    PageRow(name="agreements", who=TEACHER, heading="Agreements on sharing", find=at("agreements")),
    PageRow(name="agreements", variant="mine", who=SIGNER, heading="Agreements on sharing", find=at("agreements")),
    PageRow(name="agreement", who=SIGNER, heading=IN_FORCE, find=of_agreement(IN_FORCE), refused_to=OTHER_AREA),
    PageRow(name="agreement", variant="waiting", who=SIGNER, heading=WAITING, find=of_agreement(WAITING)),
    PageRow(name="agreement", variant="due", who=HUB_SIGNER, doing=SUPERVISES, heading=DUE, find=of_agreement(DUE)),
    PageRow(
        name="new_agreement", who=SIGNER, heading="Write an agreement", find=at("new_agreement"), refused_to=TEACHER
    ),
    PageRow(
        name="new_agreement",
        variant="not-written",
        who=SIGNER,
        heading="Write an agreement",
        find=at("new_agreement"),
        then=writes_nothing,
    ),
    PageRow(
        name="new_agreement_version",
        who=SIGNER,
        heading="Write the next version",
        find=of_agreement(IN_FORCE, "new_agreement_version"),
        refused_to=OTHER_AREA,
    ),
)
