"""A seal of a child hides concerns and requests about it too; their clocks run on, for whoever is named."""

from datetime import timedelta

import pytest

from reachable.access.context import running
from reachable.access.domain.seals import NamedPerson, SealKind, WantedSeal
from reachable.access.domain.viewer import Shown
from reachable.alerts.models import Alert, Telling
from reachable.intake.models import ConcernChild
from reachable.journeys.alerts_opened import list_my_alerts, open_alert
from reachable.journeys.concern_triaged import list_concerns_of_area, open_concern
from reachable.journeys.holder_asked import list_my_requests, open_request
from reachable.journeys.ladder_climbed import climb_ladders
from reachable.journeys.record_sealed import seal_child
from reachable.journeys.shared_by_decision import list_sent, open_sent
from reachable.kernel.ids import AboutId
from reachable.people.models import Subject
from reachable.people.queries import open_records
from tests.factories.concerns import about_a_child, raise_concern
from tests.factories.partnership import MACHINE, NOW
from tests.integration import test_holder_asked as asked

holder_made, child = asked.made, asked.child
TRIAGE, SECOND, NAMED = "northshire-coordinator", "northshire-second-coordinator", "northshire-sergeant"
SEALED, LATER = NOW + timedelta(minutes=5), NOW + timedelta(days=2)


@pytest.fixture
def made(holder_made):
    return holder_made


def seal(made, subject_id, *named):
    with running(job="test", now=NOW):
        subject = Subject.objects.get(pk=subject_id)
    seal_child(
        agency_id=subject.agency_id,
        system=subject.system,
        local_id=subject.local_id,
        wanted=WantedSeal(
            kind=SealKind.WITNESS_PROTECTION,
            because="Threats",
            named=tuple(NamedPerson(made.users[each], NOW + timedelta(days=9)) for each in named),
        ),
        by=MACHINE,
        now=SEALED,
    )


def raised(made):
    concern_id = raise_concern(made, about_a_child()).concern_id
    with running(job="test", now=NOW):
        return concern_id, ConcernChild.objects.get(concern_id=concern_id).subject_id


def viewer(made, code, at=LATER):
    return made.viewer(code, at=at)


def told_since(cause):
    """Return who was told after the seal."""
    with running(job="test", now=LATER):
        alert = Alert.objects.get(cause=cause)
        return alert, set(Telling.objects.filter(alert=alert, told_at__gt=SEALED).values_list("user_id", flat=True))


def test_a_concern_about_a_sealed_child_is_open_to_whoever_is_named_and_to_nobody_else(made):
    concern_id, subject_id = raised(made)
    assert open_concern(concern_id=concern_id, viewer=viewer(made, TRIAGE), now=LATER) is not None
    seal(made, subject_id, NAMED)
    assert open_concern(concern_id=concern_id, viewer=viewer(made, TRIAGE), now=LATER) is None
    assert list_concerns_of_area(viewer=viewer(made, TRIAGE), now=LATER).waiting == ()
    page = open_concern(concern_id=concern_id, viewer=viewer(made, NAMED), now=LATER)
    assert page is not None
    assert page.concern.id == concern_id


def test_a_concern_about_another_child_stays_open(made):
    _, subject_id = raised(made)
    other, _ = raised(made)
    seal(made, subject_id, NAMED)
    assert open_concern(concern_id=other, viewer=viewer(made, TRIAGE), now=LATER) is not None


def test_the_alert_of_a_concern_about_a_sealed_child_climbs_to_whoever_is_named_alone(made):
    _, subject_id = raised(made)
    seal(made, subject_id, NAMED)
    climb_ladders(now=LATER)
    alert, told = told_since("CONCERN")
    assert told == {made.users[NAMED]}
    for code in (TRIAGE, SECOND):
        assert open_alert(viewer=viewer(made, code), alert_id=alert.id, now=LATER) is None
        listed = list_my_alerts(viewer=viewer(made, code), now=LATER)
        assert (listed.waiting, listed.told_only) == ((), ())
    theirs = list_my_alerts(viewer=viewer(made, NAMED), now=LATER)
    assert [each.alert_id for each in (*theirs.waiting, *theirs.taken)] == [alert.id]


def test_a_request_about_a_sealed_child_is_left_to_whoever_is_named(made, child):
    path = asked.asks(made, child)
    with running(job="test", now=NOW):
        alert = Alert.objects.get(cause="REQUEST")
    request_id = alert.about_id
    assert str(request_id) in path
    seal(made, child, NAMED)
    for code in (asked.ASKER, asked.HOLDER):
        assert open_request(request_id=request_id, viewer=viewer(made, code), now=LATER) is None
        assert list_my_requests(viewer=viewer(made, code), now=LATER) == ()
        assert open_alert(viewer=viewer(made, code), alert_id=alert.id, now=LATER) is None
    climb_ladders(now=LATER)
    _, told = told_since("REQUEST")
    assert told == {made.users[NAMED]}
    page = open_request(request_id=request_id, viewer=viewer(made, NAMED), now=LATER)
    assert page is not None
    assert page.may_answer, "they are of the agency that was asked: the clock is not lost"


def test_an_envelope_about_a_sealed_child_is_refused_like_one_that_was_never_sent(made, child):
    asked.share_one(made, child)
    (envelope,) = list_sent(viewer=viewer(made, asked.ASKER), now=LATER)
    seal(made, child, NAMED)
    assert list_sent(viewer=viewer(made, asked.ASKER), now=LATER) == ()
    assert open_sent(envelope_id=envelope.id, viewer=viewer(made, asked.ASKER), now=LATER) is None
    opened = open_records(
        viewer=viewer(made, asked.ASKER), about_ids=[AboutId(envelope.id)], shown=Shown.OPENED, what="test"
    )
    assert opened.granted == frozenset()


def test_being_named_for_one_sealed_child_opens_nothing_about_another(made):
    first, sealed_one = raised(made)
    second_concern, _ = raised(made)
    seal(made, sealed_one, NAMED)
    assert open_concern(concern_id=first, viewer=viewer(made, NAMED), now=LATER) is not None
    assert open_concern(concern_id=second_concern, viewer=viewer(made, NAMED), now=LATER) is None
