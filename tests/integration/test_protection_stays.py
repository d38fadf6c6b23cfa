"""A protected child stays protected: when records part, when one is erased, when another comes in at that moment."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from reachable.access.context import acting, running
from reachable.access.domain.seals import NamedPerson, SealKind, WantedSeal
from reachable.access.domain.viewer import Actor, Run
from reachable.intake.models import Extract
from reachable.journeys.extract_undone import undo_extract
from reachable.journeys.match_judged import judge_match, undo_match
from reachable.journeys.record_erased import erase_child, propose_to_erase
from reachable.journeys.record_sealed import ask_for_seal_off, seal_child, take_seal_off
from reachable.journeys.whereabouts_opened import find_whereabouts, show_whereabouts
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.keeping.domain.deciding import ErasureGround
from reachable.matching.domain.clusters import Answer
from reachable.matching.operations import record_judgement
from reachable.matching.queries import list_judgements
from reachable.people.models import Residence, Subject
from reachable.people.queries import list_same_person
from reachable.places.domain.kinds import PlaceKind
from reachable.places.models import ProtectedChild
from reachable.places.queries import find_protected
from tests.factories.children import let_look
from tests.factories.erasing_scene import make_second
from tests.factories.partnership import NOW, make_partnership
from tests.factories.protected_child import end_by_two
from tests.factories.sent_records import HOME, JAYDEN, custody_row, send, social_care_row, subjects

RUN = Run("test")
HOUR = timedelta(hours=1)
LATER = NOW + HOUR
WORKER = "northshire-social-worker"
ARREST, CHILD = "EC/26/000001", "LA1"
PHONE = {"phone": "07700 900123"}
AT_HOME = {"address": HOME["home_address"], "postcode": HOME["home_postcode"], **PHONE}
BECAUSE = "The men he owes know where his family lives."


@pytest.fixture
def made(database):
    return make_partnership()


@pytest.fixture
def linked(made):
    """Give the council's and the police's record of one child, linked by name, birth date, home and telephone."""
    send(made, "social_care", social_care_row(CHILD, **JAYDEN, **AT_HOME))
    send(made, "custody", custody_row(ARREST, **JAYDEN, **HOME, **PHONE))
    both = subjects()
    assert person_of(both[CHILD]) == {both[CHILD], both[ARREST]}
    return both[CHILD], both[ARREST]


def person_of(subject):
    with running(job="test", now=LATER):
        return set(list_same_person(viewer=RUN, subject_ids=[subject])[subject])


def protect(made, subject, *, now=NOW):
    protect_whereabouts(
        subject_id=subject,
        because=BECAUSE,
        review_on=(NOW + timedelta(days=90)).date(),
        viewer=made.viewer(WORKER, at=now),
        now=now,
    )


def protected(*records):
    with running(job="test", now=LATER):
        return find_protected(viewer=RUN, subject_ids=records)


def homes():
    with running(job="test", now=LATER):
        return {(row.address, row.postcode) for row in Residence.objects.all()}


def judge(made, left, right, *, now=NOW, before_end=lambda: None):
    by = made.actor("northshire-coordinator")
    with acting(by=by, what="test", now=now):
        record_judgement(left=left, right=right, answer=Answer.SAME, because="One boy", by=by, now=now)
        before_end()


def meanwhile(act):
    """Begin an act in another thread, and return how to wait a moment for it and how to wait for its end."""
    failed = []

    def run():
        try:
            act()
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)

    def begin():
        thread.start()
        thread.join(timeout=1)

    def end():
        thread.join()
        assert failed == []

    return begin, end


def test_a_link_that_stood_is_not_lost_when_what_bore_it_out_is_hidden(made, linked):
    protect(made, linked[0])
    assert person_of(linked[0]) == set(linked)
    assert homes() == {("", "ZZ1")}


def test_what_the_other_agency_sends_next_is_hidden_too(made, linked):
    protect(made, linked[0])
    moved = {"home_address": "3 Ash Close, Northshire", "home_postcode": "ZZ1 9ZZ", "recorded_at": "14/05/2026 02:00"}
    send(made, "custody", custody_row(ARREST, **JAYDEN, **PHONE, **moved), now=LATER)
    assert homes() == {("", "ZZ1")}
    assert person_of(linked[0]) == set(linked)


def test_a_link_the_records_speak_against_is_undone_though_the_child_is_protected(made, linked):
    protect(made, linked[0])
    other = {**JAYDEN, "dob": "11/11/2011", "recorded_at": "14/05/2026 02:00"}
    send(made, "custody", custody_row(ARREST, **HOME, **PHONE, **other), now=LATER)
    assert person_of(linked[0]) == {linked[0]}
    assert protected(*linked) == set(linked), "and both stay protected until somebody ends it"


def test_every_record_of_the_child_is_protected_under_its_own_agency(made, linked):
    protect(made, linked[0])
    with running(job="test", now=NOW):
        rows = set(ProtectedChild.objects.values_list("subject_id", "controller_id"))
    assert rows == {
        (linked[0], made.agencies["northshire-social-care"]),
        (linked[1], made.agencies["northshire-police"]),
    }
    let_look(made, "northshire-workers", linked[0])
    viewer = made.viewer(WORKER)
    assert len(find_whereabouts(viewer=viewer, subject_id=linked[0], what="test")) == 1, "one decision is said once"


@pytest.fixture
def judged(made):
    """Give two records of one child that a person linked, the first of them protected before."""
    send(made, "social_care", social_care_row(CHILD, **JAYDEN, **AT_HOME))
    send(made, "custody", custody_row(ARREST, surname="Bell", forename="Jay", dob="04/09/2010"))
    both = subjects()[CHILD], subjects()[ARREST]
    protect(made, both[0])
    for each in both:
        let_look(made, "northshire-workers", each)
    judge_match(
        left=both[0],
        right=both[1],
        answer=Answer.SAME,
        because="His sister says so",
        viewer=made.viewer(WORKER),
        now=NOW,
    )
    return both


def test_a_record_linked_to_a_protected_child_is_protected_and_stays_so_when_that_is_undone(made, judged):
    assert protected(*judged) == set(judged)
    with running(job="test", now=NOW):
        (judgement,) = [each for each in list_judgements(viewer=RUN, subject_ids=judged) if each.undone_at is None]
    undo_match(judgement_id=judgement.id, because="It was his cousin", viewer=made.viewer(WORKER, at=LATER), now=LATER)
    assert person_of(judged[0]) == {judged[0]}
    assert protected(*judged) == set(judged)


def test_when_one_agency_erases_what_the_other_holds_stays_protected(made, linked):
    protect(made, linked[0])
    act = propose_to_erase(
        subject_id=linked[0],
        agency_id=made.agencies["northshire-social-care"],
        ground=ErasureGround.ASKED_FOR,
        because="The family asked and the council agreed",
        by=made.actor("northshire-supervisor"),
        now=NOW,
    )
    erase_child(act_id=act, by=make_second(made), now=LATER)
    assert protected(*linked) == {linked[1]}


def test_ending_it_ends_it_for_the_records_of_the_agency_whose_people_ended_it(made, linked):
    protect(made, linked[0])
    make_second(made)
    let_look(made, "northshire-workers", linked[0])
    end_by_two(made, linked[0], WORKER, "second", now=LATER)
    assert protected(*linked) == {linked[1]}


@pytest.fixture
def apart(made):
    """Give two records of a child that nothing links yet."""
    send(made, "social_care", social_care_row(CHILD, **JAYDEN, **AT_HOME))
    send(made, "custody", custody_row(ARREST, surname="Bell", forename="Jay", dob="04/09/2010", **HOME))
    return subjects()[CHILD], subjects()[ARREST]


def test_a_record_that_is_linked_at_that_moment_is_protected_too(made, apart):
    begin, end = meanwhile(lambda: protect(made, apart[0], now=LATER))
    judge(made, *apart, before_end=begin)
    end()
    assert protected(*apart) == set(apart)
    assert homes() == {("", "ZZ1")}


def wanted_seal(made):
    return WantedSeal(
        kind=SealKind.STAFF_CHILD,
        because="A colleague's child",
        named=(NamedPerson(made.users["northshire-duty-worker"], NOW + timedelta(days=7)),),
        into_user_id=None,
    )


def seal(made, *, now=NOW):
    return seal_child(
        agency_id=made.agencies["northshire-social-care"],
        system="social_care",
        local_id=CHILD,
        wanted=wanted_seal(made),
        by=made.actor("northshire-supervisor"),
        now=now,
    )


def sealed():
    with running(job="test", now=LATER):
        return set(Subject.objects.filter(sealed_at__isnull=False).values_list("id", flat=True))


def test_a_record_that_is_linked_at_that_moment_is_sealed_too(made, apart):
    begin, end = meanwhile(lambda: seal(made, now=LATER))
    judge(made, *apart, before_end=begin)
    end()
    assert sealed() == set(apart)


def test_what_came_in_while_a_record_was_sealed_is_compared_when_it_is_unsealed(made):
    send(made, "social_care", social_care_row(CHILD, **JAYDEN, **AT_HOME))
    act, agency = seal(made), made.agencies["northshire-social-care"]
    assert sealed() == {subjects()[CHILD]}
    send(made, "custody", custody_row(ARREST, **JAYDEN, **HOME, **PHONE))
    child, arrested = subjects()[CHILD], subjects()[ARREST]
    assert person_of(child) == {child}
    ask_for_seal_off(
        act_id=act, agency_id=agency, because="The inquiry is over", by=made.actor("northshire-supervisor"), now=LATER
    )
    take_seal_off(act_id=act, agency_id=agency, by=make_second(made), now=LATER)
    assert person_of(child) == {child, arrested}


def shown_homes(made, child, now):
    """Return the homes shown to the worker, the latest told first."""
    shown = show_whereabouts(viewer=made.viewer(WORKER, at=now), subject_id=child, because="I drive him home today.")
    assert shown.granted
    return [value for place, value in shown.places if place.kind is PlaceKind.HOME]


def test_a_home_told_again_is_the_latest_and_one_that_was_undone_is_none(made):
    send(made, "social_care", social_care_row(CHILD, **JAYDEN, **AT_HOME))
    child = subjects()[CHILD]
    let_look(made, "northshire-workers", child)
    protect(made, child)
    first, second, wrong = (f"{number} Ash Close, Northshire" for number in (3, 5, 7))
    rows = {}
    for hours, home in enumerate((first, second, first, wrong), start=1):
        moved = {"address": home, "postcode": "ZZ1 9ZZ", "recorded_at": f"13/05/2026 1{hours}:30"}
        rows[hours] = social_care_row(CHILD, **JAYDEN, **moved)
    for hours in (1, 2, 3):
        send(made, "social_care", rows[hours], now=NOW + hours * HOUR)
    homes = shown_homes(made, child, NOW + 3 * HOUR)
    assert homes[:2] == [f"{first}, ZZ1 9ZZ", f"{second}, ZZ1 9ZZ"]
    send(made, "social_care", rows[4], now=NOW + 4 * HOUR)
    assert shown_homes(made, child, NOW + 4 * HOUR) == [f"{wrong}, ZZ1 9ZZ", *homes]
    with running(job="test", now=NOW):
        extract = Extract.objects.latest("brought_in_at").id
    by = Actor(user_id=None, agency_id=made.agencies["northshire-social-care"], name="clerk")
    undo_extract(extract_id=extract, because="Another family's file", by=by, now=NOW + 5 * HOUR)
    assert shown_homes(made, child, NOW + 5 * HOUR) == homes
    send(made, "social_care", rows[4], now=NOW + 6 * HOUR)
    assert f"{wrong}, ZZ1 9ZZ" in shown_homes(made, child, NOW + 6 * HOUR), "it stands again when it is sent again"
