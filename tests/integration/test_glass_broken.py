"""Somebody breaks the glass at two in the morning: one child opens for an hour, two are told, and it is reviewed."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from reachable.access import operations
from reachable.access.context import reading, running
from reachable.access.domain.viewer import RelationshipReason, Role, Run, Shown
from reachable.access.models import User
from reachable.access.queries.alarms import list_alarms
from reachable.alerts.models import Alert, OutboxMessage, Telling
from reachable.journeys.child_opened import AskedToSee, open_child
from reachable.journeys.glass_broken import (
    MayNotRead,
    SayTheDanger,
    break_glass,
    close_my_glass,
    find_my_glass,
)
from reachable.journeys.glass_reviewed import (
    EACH_OTHER,
    NotYoursToReview,
    ReviewedAlready,
    SayWhy,
    list_to_review,
    open_glass,
    review_glass,
)
from reachable.journeys.ladder_climbed import climb_ladders
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.journeys.whereabouts_opened import show_whereabouts
from reachable.kernel.ids import AboutId, RequestId
from reachable.oversight.domain.broken_glass import GlassAnswer, GlassOutcome, GlassReason
from reachable.oversight.domain.exact_child import StatedChild
from reachable.oversight.models import BrokenGlass
from reachable.oversight.operations.glass import GlassIsOpen
from reachable.people.models import Residence, SourceRecord, Subject
from reachable.people.operations import seal_record
from reachable.people.queries import list_claims, open_records
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.withheld import PLACE_WITHHELD
from reachable.timeline.queries import list_facts
from tests.factories.children import BORN, add_event, let_look
from tests.factories.children import make_child as make_record
from tests.factories.partnership import MACHINE, NOW, make_partnership

AT = NOW.replace(hour=1)
"""Two in the morning in London."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BREAKER, STRANGER = "eastham-social-worker", "eastham-duty-worker"
FIRST, SECOND = "northshire-police-reviewer", "northshire-second-police-reviewer"
DANGER = "He says they are coming for him at three and will hurt him."
STATED = StatedChild(given="Ayaan", family="Khan", born=BORN)


@pytest.fixture
def made(database):
    made = make_partnership()
    add_reviewer(made, FIRST)
    add_reviewer(made, SECOND)
    return made


@pytest.fixture
def child(made):
    child = make_child(made, "Ayaan Khan")
    add_event(made, child, K.ARREST, NOW - timedelta(days=2), place="14 Larch Close, Northshire", drugs_supply=True)
    return child


def make_child(made, name, **how):
    """Make a record that a search can find."""
    child = make_record(made, name, **how)
    with running(job="test", now=NOW):
        look_for_same_child(subject_ids=[child], because="test", by=MACHINE, now=NOW)
    return child


def add_reviewer(made, code, team="northshire-records"):
    with running(job="test", now=NOW):
        made.users[code] = operations.register_user(
            email=f"{code}@example.org", name=code, phone="07700 900990", what_they_do="", by=MACHINE, now=NOW
        )
        made.memberships[code] = operations.register_membership(
            user_id=made.users[code],
            team_id=made.teams[team],
            role=Role.SUPERVISOR,
            starts_at=NOW - timedelta(days=9),
            by=MACHINE,
            now=NOW,
        )


def breaks(made, *, who=BREAKER, stated=STATED, at=AT, danger=DANGER):
    viewer = made.viewer(who, at=at)
    return break_glass(stated=stated, reason=GlassReason.THREATENED, danger=danger, viewer=viewer, now=at)


def is_open_to(made, child, who=BREAKER, at=AT):
    about = AboutId(child)
    viewer = made.viewer(who, at=at)
    return about in open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="test").granted


def seen(ask):
    with running(job="test", now=AT):
        return ask()


def kept(glass_id):
    return seen(lambda: BrokenGlass.objects.select_related("controller").get(id=glass_id))


def test_it_opens_one_child_to_one_person_for_an_hour(made, child):
    assert not is_open_to(made, child)
    broken = breaks(made)
    assert broken.subject_id == child
    assert broken.ends_at == AT + HOUR
    assert is_open_to(made, child, at=AT + 59 * MINUTE)
    assert not is_open_to(made, child, at=AT + HOUR)
    assert not is_open_to(made, child, STRANGER)
    glass = find_my_glass(viewer=made.viewer(BREAKER, at=AT), now=AT + MINUTE)
    assert (glass.reason, glass.danger, glass.outcome) == (GlassReason.THREATENED, DANGER, GlassOutcome.OPENED)


def test_two_who_supervise_in_the_agency_that_owns_the_record_are_told_and_no_message_says_of_whom(made, child):
    broken = breaks(made)
    alert = seen(lambda: Alert.objects.get(about_id=broken.glass_id))
    told = seen(lambda: list(Telling.objects.filter(alert=alert).values_list("user_id", flat=True)))
    assert set(told) == {made.users[FIRST], made.users[SECOND]}
    messages = seen(lambda: list(OutboxMessage.objects.filter(key__startswith=str(alert.id))))
    assert {each.to_address for each in messages} == {f"{FIRST}@example.org", f"{SECOND}@example.org"}
    for each in messages:
        assert alert.reference in each.text
        assert not any(word in each.text for word in ("Ayaan", "Khan", "glass", "hurt", "Northshire", str(child)))


@pytest.mark.parametrize(
    "stated",
    [
        StatedChild(given="Ayaan", family="Khan", born=date(2011, 3, 4)),
        StatedChild(given="Nobody", family="Known", born=BORN),
        StatedChild(given="Ayaan", family="Khan", number="999 000 0018"),
    ],
)
def test_a_wrong_child_opens_nothing_and_is_kept_and_told_all_the_same(stated, made, child):
    broken = breaks(made, stated=stated)
    assert (broken.subject_id, broken.ends_at) == (None, None)
    assert not is_open_to(made, child)
    glass = kept(broken.glass_id)
    assert (glass.outcome, glass.subject_id) == ("NOTHING", None)
    told = seen(lambda: set(Telling.objects.filter(about_id=broken.glass_id).values_list("user_id", flat=True)))
    assert len(told) == 2
    assert made.users[BREAKER] not in told
    assert "eastham-supervisor" in {code for code, user_id in made.users.items() if user_id in told}


def test_a_sealed_record_two_children_of_one_name_and_nobody_are_one_answer(made, child):
    with running(job="test", now=NOW):
        subject = Subject.objects.get(id=child)
        seal_record(
            agency_id=subject.agency_id, system="test", local_id=subject.local_id, because="test", by=MACHINE, now=NOW
        )
    sealed = breaks(made)
    make_child(made, "Sam Reed")
    make_child(made, "Sam Reed", agency="eastham-police", home="eastham")
    two = breaks(made, stated=StatedChild(given="Sam", family="Reed", born=BORN))
    nobody = breaks(made, stated=StatedChild(given="Nobody", family="Known", born=BORN))
    assert {(each.subject_id, each.ends_at) for each in (sealed, two, nobody)} == {(None, None)}
    assert {kept(each.glass_id).controller.name for each in (sealed, two, nobody)} == {"Eastham children's social care"}


def test_ones_own_kin_is_answered_as_nobody_and_the_reviewers_are_told(made, child):
    with running(job="test", now=NOW):
        User.objects.filter(id=made.users[BREAKER]).update(name="Ayaan Khan")
    broken = breaks(made)
    assert (broken.subject_id, broken.ends_at) == (None, None)
    assert kept(broken.glass_id).controller.name == "Eastham children's social care"
    alarms = seen(lambda: list_alarms(viewer=Run("test"), since=AT - HOUR))
    assert "a conflict of interest: their own name" in {alarm.what for alarm in alarms}
    assert not is_open_to(made, child)


def test_a_child_sealed_since_the_glass_was_broken_closes_at_once(made, child):
    breaks(made)
    with running(job="test", now=NOW):
        subject = Subject.objects.get(id=child)
        seal_record(
            agency_id=subject.agency_id, system="test", local_id=subject.local_id, because="test", by=MACHINE, now=NOW
        )
    assert not is_open_to(made, child)


def test_where_a_protected_child_is_stays_shut_under_broken_glass(made, child):
    breaks(made)
    shown = show_whereabouts(
        viewer=made.viewer(BREAKER, at=AT), subject_id=child, because="I need to find the child tonight"
    )
    assert not shown.granted


def test_one_child_at_a_time_and_then_the_next_once_it_is_closed(made, child):
    other = make_child(made, "Sam Reed")
    stated = StatedChild(given="Sam", family="Reed", born=BORN)
    breaks(made)
    with pytest.raises(GlassIsOpen):
        breaks(made, stated=stated, at=AT + MINUTE)
    close_my_glass(viewer=made.viewer(BREAKER, at=AT + MINUTE), now=AT + MINUTE)
    assert not is_open_to(made, child, at=AT + MINUTE)
    assert breaks(made, stated=stated, at=AT + 2 * MINUTE).subject_id == other


def test_breaking_it_twice_at_one_moment_opens_one_child_and_says_that_theirs_is_open(made, child, monkeypatch):
    make_child(made, "Sam Reed")
    breaks(made)
    # Two requests at once: when this one looked, the other had not yet committed.
    monkeypatch.setattr("reachable.journeys.glass_broken.find_open_glass", lambda **_asked: None)
    with pytest.raises(GlassIsOpen):
        breaks(made, stated=StatedChild(given="Sam", family="Reed", born=BORN), at=AT + MINUTE)
    assert seen(BrokenGlass.objects.count) == 1
    assert seen(lambda: Alert.objects.filter(cause="GLASS").count()) == 1


def test_the_database_itself_refuses_a_second_child_and_a_longer_hour(made, child):
    broken = breaks(made)
    row = kept(broken.glass_id)
    for change in ({"ends_at": AT + timedelta(minutes=30)}, {"starts_at": AT + HOUR, "ends_at": AT + 3 * HOUR}):
        number = uuid4()
        with running(job="test", now=AT), pytest.raises(IntegrityError), transaction.atomic():
            values = {field.attname: getattr(row, field.attname) for field in BrokenGlass._meta.concrete_fields}
            BrokenGlass.objects.create(**(values | {"id": number, "about_id": number} | change))
    with running(job="test", now=AT), pytest.raises(IntegrityError), transaction.atomic():
        operations.begin_relationship(
            about_id=AboutId(child),
            reason=RelationshipReason.BROKEN_GLASS,
            starts_at=AT + 2 * HOUR,
            ends_at=AT + 4 * HOUR,
            controller_id=made.agencies["northshire-police"],
            user_id=made.users[BREAKER],
            by=MACHINE,
            now=AT,
        )


def test_who_may_never_read_may_not_break_it_and_the_danger_must_be_said(made, child):
    with pytest.raises(MayNotRead):
        breaks(made, who="northshire-teacher")
    with pytest.raises(SayTheDanger):
        breaks(made, danger="help")
    assert seen(BrokenGlass.objects.count) == 0


def test_no_place_is_shown_to_whoever_only_broke_the_glass(made, child):
    add_event(made, child, K.SIGN_NOTICED, NOW - timedelta(days=1), indicator="new trainers", place="The Parade")
    breaks(made)
    about, viewer = AboutId(child), made.viewer(BREAKER, at=AT)
    open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="test")
    with reading(viewer):
        facts = list_facts(viewer=viewer, subject_ids=[child])
        claims = list_claims(viewer=viewer, subject_ids=[child])[child]
        raw = (Residence.objects.count(), SourceRecord.objects.count())
    assert {fact.place for fact in facts} == {PLACE_WITHHELD}
    assert {fact.place_key for fact in facts} == {""}
    assert claims.names
    assert claims.residences == []
    assert raw == (0, 0)


def test_whoever_works_with_the_child_anyway_still_sees_where(made, child):
    breaks(made)
    let_look(made, "eastham-workers", child)
    about, viewer = AboutId(child), made.viewer(BREAKER, at=AT)
    open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="test")
    with reading(viewer):
        assert list_facts(viewer=viewer, subject_ids=[child])[0].place == "14 Larch Close, Northshire"
        assert list_claims(viewer=viewer, subject_ids=[child])[child].residences


def test_the_page_of_the_child_opens_and_says_nothing_of_where(made, child):
    breaks(made)
    page = open_child(
        viewer=made.viewer(BREAKER, at=AT), subject_id=child, asked=AskedToSee(), now=AT, what="child's page"
    )
    assert page.name == "Ayaan Khan"
    assert page.home is None
    assert "Larch" not in repr(page)


def test_a_reviewer_reads_who_why_and_their_own_number_of_the_record_and_answers_with_a_reason(made, child):
    broken = breaks(made)
    viewer = made.viewer(FIRST, at=AT + HOUR)
    assert [each.id for each in list_to_review(viewer=viewer, now=AT + HOUR)] == [broken.glass_id]
    page = open_glass(glass_id=broken.glass_id, viewer=made.viewer(FIRST, at=AT + HOUR), now=AT + HOUR)
    own = seen(lambda: Subject.objects.get(id=child).local_id)
    assert (page.own_reference, page.may_review, page.glass.danger) == (own, True, DANGER)
    with pytest.raises(SayWhy):
        reviews(made, broken, words=" ")
    reviews(made, broken)
    assert kept(broken.glass_id).answer == "RIGHT"
    assert seen(lambda: Alert.objects.get(about_id=broken.glass_id)).state == "ACTED_ON"
    with pytest.raises(ReviewedAlready):
        reviews(made, broken, who=SECOND)


def reviews(made, broken, *, who=FIRST, at=AT + HOUR, words="Rang the desk: it was so.", answer=GlassAnswer.RIGHT):
    review_glass(glass_id=broken.glass_id, answer=answer, words=words, viewer=made.viewer(who, at=at), now=at)


def test_nobody_else_reads_a_review_and_the_breaker_least_of_all(made, child):
    broken = breaks(made)
    for who in (BREAKER, STRANGER, "northshire-supervisor"):
        viewer = made.viewer(who, at=AT + HOUR)
        assert open_glass(glass_id=broken.glass_id, viewer=viewer, now=AT + HOUR) is None
        with pytest.raises(NotYoursToReview):
            reviews(made, broken, who=who)


def test_unreviewed_after_a_day_it_climbs_to_others(made, child):
    broken = breaks(made)
    assert climb_ladders(now=AT + timedelta(hours=23)) == 0
    climb_ladders(now=AT + timedelta(hours=24))
    told = seen(lambda: list(Telling.objects.filter(about_id=broken.glass_id).order_by("step")))
    assert len(told) > 2
    later = told[2]
    assert later.told_at == AT + timedelta(hours=24)
    assert later.user_id not in {made.users[BREAKER], made.users[FIRST], made.users[SECOND]}


def test_from_then_on_the_desk_behind_can_read_and_review_it(made, child):
    broken = breaks(made)
    at = AT + timedelta(hours=25)
    who = "northshire-coordinator"
    assert open_glass(glass_id=broken.glass_id, viewer=made.viewer(who, at=AT + HOUR), now=AT + HOUR) is None
    reviews(made, broken, who=who, at=at)
    assert kept(broken.glass_id).reviewed_by_id == made.users[who]


def test_case_22_the_database_refuses_a_review_of_ones_own(made, child):
    broken = breaks(made)
    with running(job="test", now=AT), pytest.raises(IntegrityError), transaction.atomic():
        BrokenGlass.objects.filter(id=broken.glass_id).update(
            answer="RIGHT", answer_words="mine", reviewed_at=AT, reviewed_by=made.users[BREAKER]
        )


def test_cases_21_and_22_the_reviewer_is_shown_three_in_a_week_and_that_two_approve_each_other(made, child):
    for day in range(3):
        broken = breaks(made, at=AT - timedelta(days=2 - day))
    page = open_glass(glass_id=broken.glass_id, viewer=made.viewer(FIRST, at=AT + HOUR), now=AT + HOUR)
    assert page.patterns == ("They have broken the glass 3 times in seven days.",)
    other = make_child(made, "Sam Reed", agency="eastham-police", home="eastham")
    add_reviewer(made, "eastham-police-reviewer", "eastham-records")
    mine = breaks(made, who="eastham-police-reviewer")
    reviews(made, mine, who=FIRST)
    theirs = break_glass(
        stated=StatedChild(given="Sam", family="Reed", born=BORN),
        reason=GlassReason.HURT,
        danger=DANGER,
        viewer=made.viewer(FIRST, at=AT),
        now=AT,
    )
    assert theirs.subject_id == other
    back = open_glass(glass_id=theirs.glass_id, viewer=made.viewer("eastham-police-reviewer", at=AT), now=AT)
    assert EACH_OTHER not in back.patterns
    reviews(made, theirs, who="eastham-police-reviewer")
    again = open_glass(glass_id=mine.glass_id, viewer=made.viewer(FIRST, at=AT + HOUR), now=AT + HOUR)
    assert EACH_OTHER in again.patterns
    alarms = seen(lambda: list_alarms(viewer=Run("test"), since=AT - HOUR))
    assert {alarm.what for alarm in alarms} == {"two who answer for each other’s broken glass"}


def test_a_request_signed_in_another_request_reads_nothing(made, child):
    breaks(made)
    viewer = made.viewer(BREAKER, at=AT)
    open_records(viewer=viewer, about_ids=[AboutId(child)], shown=Shown.OPENED, what="test")
    with reading(replace(viewer, request_id=RequestId(uuid4()))):
        assert list_facts(viewer=viewer, subject_ids=[child]) == ()


def test_a_child_is_found_however_many_records_may_be_meant(made, child, monkeypatch):
    monkeypatch.setattr("reachable.journeys.glass_broken.AT_ONCE", 1)
    for _number in range(3):
        make_child(made, "Ayaan Khan", born=BORN - timedelta(days=1))
    assert breaks(made).subject_id == child
