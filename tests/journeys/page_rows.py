"""What a row of the table of pages is, who is in it, and how a page of one of the demo's children is found.

In:  the demo in use.
Out: PageRow; the people of the demo by what they do; ways to find an address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.urls import reverse

from reachable.access.context import running
from reachable.demo.truth import Truth, truth_of
from reachable.demo.world import build_world
from reachable.people.models import Subject
from tests.journeys.live_site import MORNING
from tests.journeys.visitor import Visitor

TEACHER, NURSE = "Joanna Pryce", "Blessing Udoh"
COORDINATOR, JUDGE = "Marian Okoye", "Helen Strand"
EASTHAM_COORDINATOR, EASTHAM_DUTY = "Denise Achampong", "Vikram Chand"
SERGEANT, EXTRACTS, ALLEGATIONS = "Farida Noor", "Stephen Mace", "Ruth Calloway"
AUTHORITY, OTHER_AREA = "Priya Lindqvist", "Una Fairbairn"
SOCIAL_WORKER, RELEASER = "Jin Howarth", "Patricia Voss"
ANALYST = "Noor Halabi"
NOBODY = ""
ALFIE = ("alfie-kendrick", "eastham-childrens-services")
IN_CUSTODY = ("alfie-kendrick", "northshire-police")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One page. `find` returns its address; `doing` tells apart the assignments of one person; `variant` two rows.

    `refused_to` names somebody without the right, who is answered as if there were no such record; `then` is what is
    done on the page before it is looked at.
    """

    name: str
    who: str
    heading: str
    find: Callable[[], str]
    doing: str = ""
    variant: str = ""
    refused_to: str = ""
    then: Callable[[Visitor], None] | None = None

    @property
    def code(self) -> str:
        """Return what the row and its pictures are called."""
        return f"{self.name}-{self.variant}" if self.variant else self.name


@cache
def _truth() -> Truth:
    return truth_of(build_world(MORNING))


def subject_of(child: str, agency: str) -> UUID:
    """Return the subject of an agency's record of one of the demo's children."""
    local_id = next(key.local_id for key, of in _truth().child_of.items() if of == child and key.agency == agency)
    with running(job="test", now=MORNING):
        return Subject.objects.get(agency__code=agency, local_id=local_id).id


def at(name: str, *words: str) -> Callable[[], str]:
    return lambda: reverse(name, args=words)


def of_child(name: str, child: str, agency: str) -> Callable[[], str]:
    return lambda: reverse(name, args=[subject_of(child, agency)])
