"""The pages on which the protection of where a child is is looked at again, as rows of the table of pages.

In:  the demo in use.
Out: PROTECTION_PAGES.
"""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Run
from reachable.access.models import User
from reachable.demo.agencies import N_CHILDREN
from reachable.demo.old_records import HELD, WAITING, OldRecord
from reachable.journeys.protections_due import put_protections_before_people
from reachable.kernel.ids import AgencyId, SubjectId, UserId
from reachable.people.models import Subject
from reachable.places.domain.looking_again import SpokenWith
from reachable.places.operations import protect_child
from reachable.places.operations.looks import ask_to_end_protection
from reachable.places.queries.looks import list_looked
from tests.journeys.live_site import MORNING
from tests.journeys.page_rows import OTHER_AREA, TEACHER, PageRow, at
from tests.journeys.visitor import Visitor

KEEPER, SECOND_KEEPER = "Wanda Escott", "Idris Vane"


def of_protected(old: OldRecord, *, asked: bool) -> Callable[[], str]:
    """Return what finds the page of a protection, which stands once it was looked for, and is asked to end or not."""

    def find() -> str:
        with running(job="test", now=MORNING):
            subject = Subject.objects.get(agency__code=N_CHILDREN, local_id=old.local_id)
            by = Actor(
                user_id=UserId(User.objects.get(name=SECOND_KEEPER).id),
                agency_id=AgencyId(subject.agency_id),
                name=SECOND_KEEPER,
            )
            known = list_looked(viewer=Run("test"), subject_ids=[SubjectId(subject.id)])
        if not known:
            _protect(SubjectId(subject.id), by, asked=asked)
        return reverse("protection", args=[subject.id])

    return find


def _protect(subject_id: SubjectId, by: Actor, *, asked: bool) -> None:
    if by.agency_id is None:
        raise LookupError("somebody protects for an agency")
    with acting(by=by, what="test", now=MORNING):
        protect_child(
            subject_id=subject_id,
            controller_id=by.agency_id,
            because="The men know the street the family moved to.",
            review_on=(MORNING + timedelta(days=7)).date(),
            by=by,
            now=MORNING,
        )
        if asked:
            ask_to_end_protection(
                subject_ids=[subject_id],
                agency_id=by.agency_id,
                because="The men are in prison, and the family has moved on.",
                spoken=SpokenWith(
                    who="Idris Vane", on=MORNING.date(), child_says="I want my friends to know where I am."
                ),
                by=by,
                now=MORNING,
            )
    put_protections_before_people(now=MORNING)


def of_keeping() -> str:
    """Return where a place of the child who is protected here is kept apart."""
    of_protected(WAITING, asked=False)()
    with running(job="test", now=MORNING):
        return reverse("keep_place", args=[Subject.objects.get(agency__code=N_CHILDREN, local_id=WAITING.local_id).id])


def keeps_nothing(visitor: Visitor) -> None:
    """Send the form as it comes."""
    visitor.presses("Keep it apart")


def says_nothing(visitor: Visitor) -> None:
    """Send it as it comes."""
    visitor.presses("Keep it protected")


PROTECTION_PAGES: tuple[PageRow, ...] = (
    PageRow(
        name="protections", who=KEEPER, heading="Is it still protected?", find=at("protections"), refused_to=TEACHER
    ),
    PageRow(
        name="protection",
        who=KEEPER,
        heading="Does where this child is",
        find=of_protected(WAITING, asked=False),
        refused_to=OTHER_AREA,
    ),
    PageRow(
        name="protection",
        variant="not-kept",
        who=KEEPER,
        heading="Does where this child is",
        find=of_protected(WAITING, asked=False),
        then=says_nothing,
    ),
    PageRow(name="keep_place", who=KEEPER, heading="Keep a place apart", find=of_keeping, refused_to=OTHER_AREA),
    PageRow(
        name="keep_place",
        variant="not-kept",
        who=KEEPER,
        heading="Keep a place apart",
        find=of_keeping,
        then=keeps_nothing,
    ),
    PageRow(
        name="protection",
        variant="asked",
        who=KEEPER,
        heading="Does where this child is",
        find=of_protected(HELD, asked=True),
    ),
)
