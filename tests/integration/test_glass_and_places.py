"""Under broken glass no page says where a child was found, no landline, and not why a child is protected."""

from datetime import date, timedelta

import pytest

from reachable.access.context import reading, running
from reachable.access.domain.viewer import RelationshipReason, Shown
from reachable.access.operations import begin_relationship
from reachable.journeys.child_opened import AskedToSee, open_child
from reachable.journeys.protection_looked_at import keep_on, open_protection
from reachable.journeys.whereabouts_opened import open_whereabouts
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.kernel.ids import AboutId
from reachable.people.models import Contact
from reachable.people.queries import list_claims, open_records
from reachable.places.domain.kinds import REASON_WITHHELD
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.withheld import DETAILS_WITHHELD
from reachable.web.child.records import list_records
from tests.factories.children import add_event, let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership

AT = NOW.replace(hour=1)
"""Two in the morning in London."""
HOUR = timedelta(hours=1)
BREAKER, KEEPER, KEEPERS = "eastham-social-worker", "northshire-missing-officer", "northshire-missing"


@pytest.fixture
def made(database):
    return make_partnership()


@pytest.fixture
def child(made):
    return make_child(made, "Ayaan Khan")


def breaks(made, child):
    with running(job="test", now=AT):
        begin_relationship(
            about_id=AboutId(child),
            controller_id=made.agencies["northshire-police"],
            reason=RelationshipReason.BROKEN_GLASS,
            user_id=made.users[BREAKER],
            starts_at=AT,
            ends_at=AT + HOUR,
            by=MACHINE,
            now=AT,
        )


def test_where_a_missing_child_was_found_is_not_shown_under_broken_glass(made, child):
    at = NOW - timedelta(days=1)
    add_event(made, child, K.MISSING_FOUND, at, place="Fernleigh", found_where="Fernleigh", miles_from_home=84)
    breaks(made, child)
    page = open_child(
        viewer=made.viewer(BREAKER, at=AT), subject_id=child, asked=AskedToSee(), now=AT, what="child's page"
    )
    lines = list_records(page, backwards=True)
    assert "Fernleigh" not in repr(page) + repr(lines)
    (found,) = [line for line in lines if line.what.startswith("Found or returned")]
    assert found.what == f"Found or returned: {DETAILS_WITHHELD}"
    assert "84" not in repr(lines)


def test_a_telephone_that_stands_in_a_building_is_shut_under_broken_glass_and_a_mobile_is_not(made):
    child = make_child(made, "Ayaan Khan", phones=("01632 960123", "+44 1632 960124", "07700 900456", "+447700900457"))
    breaks(made, child)
    for who, seen_numbers in ((BREAKER, 2), (KEEPER, 4)):
        if who != BREAKER:
            let_look(made, KEEPERS, child)
        viewer = made.viewer(who, at=AT)
        open_records(viewer=viewer, about_ids=[AboutId(child)], shown=Shown.OPENED, what="test")
        with reading(viewer):
            contacts = list_claims(viewer=viewer, subject_ids=[child])[child].contacts
            assert Contact.objects.count() == seen_numbers
        assert len(contacts) == seen_numbers
        assert who != BREAKER or all(each.claim.value.endswith(("900456", "900457")) for each in contacts)


def test_that_a_child_is_protected_is_said_under_broken_glass_and_why_is_not(made, child):
    let_look(made, KEEPERS, child)
    because = "Her uncle at Fernleigh is looking for her"
    protect_whereabouts(
        subject_id=child,
        because=because,
        review_on=date(2026, 9, 1),
        viewer=made.viewer(KEEPER, at=AT - HOUR),
        now=AT - HOUR,
    )
    keeper = made.viewer(KEEPER, at=AT)
    looked = open_protection(subject_id=child, viewer=keeper, now=AT)
    keep_on(page=looked, because=because, next_on=date(2026, 10, 1), viewer=keeper, now=AT)
    breaks(made, child)
    found = open_whereabouts(viewer=made.viewer(BREAKER, at=AT), subject_id=child, what="test", now=AT)
    assert [each.because for each in found.protections] == [REASON_WITHHELD]
    assert (found.looks, found.under_glass) == ((), True)
    assert "Fernleigh" not in repr(found)
    own = open_whereabouts(viewer=made.viewer(KEEPER, at=AT), subject_id=child, what="test", now=AT)
    assert [each.because for each in own.protections] == [because]
    assert own.looks
    assert not own.under_glass
