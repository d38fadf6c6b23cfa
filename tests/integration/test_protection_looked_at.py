"""The protection of where a child is is looked at again by named people, kept on with a reason, and ended by two."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import override_settings

from reachable.access.context import acting, running
from reachable.access.domain.seals import NamedPerson, SealKind, WantedSeal
from reachable.alerts.models import OutboxMessage
from reachable.journeys.protections_due import put_protections_before_people
from reachable.journeys.record_sealed import seal_child
from reachable.journeys.whereabouts_hidden import hide_whereabouts
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.kernel.london import start_of_day
from reachable.people.models import Residence
from reachable.places.models import ProtectedChild, ProtectionLook
from reachable.sharing.operations.agreements import name_data_protection_officer
from tests.factories.child_stories import without_tokens
from tests.factories.children import let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES
from tests.factories.protected_child import (
    BECAUSE,
    CHILD,
    ENDS_BECAUSE,
    PHONE,
    REVIEW_ON,
    add_supervisor,
    end_by_two,
    protect_linked_child,
)
from tests.factories.sent_records import JAYDEN, send, social_care_row

DECIDER, SUPERVISOR, SECOND, OFFICER = (
    "northshire-social-worker",
    "northshire-supervisor",
    "second",
    "northshire-duty-manager",
)
DAY = timedelta(days=1)
NEAR, PASSED = NOW + 70 * DAY, NOW + 91 * DAY
PROVED = {"proof_demo": "1"}
SAID = "I want to see my friends again."
MOVED = {"address": "3 Ash Close, Northshire", "postcode": "ZZ1 9ZZ"}


class Clock:
    """The moment at which the pages are looked at."""

    now = NOW


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: clock.now)
    return clock


@pytest.fixture
def made(database, tmp_path, clock):
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        made = make_partnership()
        add_supervisor(made, SECOND, "northshire-workers")
        yield made


@pytest.fixture
def both(made):
    """Give the council's and the police's record of one child, protected by a social worker of the council."""
    return protect_linked_child(made)


def address(subject):
    return f"/child/{subject}/whereabouts/again/"


def read(made, who, where):
    return made.client(who).get(where).content.decode()


def send_act(made, who, subject, act, **fields):
    """Send a decision from a browser in which somebody proved long ago who they are."""
    client = made.client(who)
    session = client.session
    del session["proved_at"]
    session.save()
    return client.post(address(subject), {"act": act, **fields}, follow=True)


def on(prefix, name, day):
    return {
        f"{prefix}-{name}_day": day.day,
        f"{prefix}-{name}_month": day.month,
        f"{prefix}-{name}_year": day.year,
    }


def asking(day):
    return {
        "end-child_says": SAID,
        "end-spoken_by": "His social worker",
        "end-because": ENDS_BECAUSE,
        **on("end", "spoken_on", day),
    }


def messages_about(*words):
    with running(job="test", now=PASSED):
        rows = OutboxMessage.objects.filter(key__contains=":protection:").order_by("to_name", "key")
        return [(row.to_name, row.text) for row in rows if all(word in row.text for word in words)]


def names_of(made, *codes):
    return sorted(made.viewer(code).name for code in codes)


def days_and_ends():
    with running(job="test", now=PASSED):
        rows = ProtectedChild.objects.select_related("controller").order_by("decided_at", "id")
        return {(row.controller.code, row.review_on, row.ended_at is not None) for row in rows}


def homes():
    with running(job="test", now=PASSED):
        return {row.address for row in Residence.objects.all()}


def test_as_its_day_nears_it_is_the_turn_of_whoever_decided_and_of_their_supervisors(made, both, clock):
    assert put_protections_before_people(now=NOW) == 0
    clock.now = NEAR
    assert "No protection waits for you" in read(made, SUPERVISOR, "/whereabouts/"), "nobody has put it before them yet"
    assert put_protections_before_people(now=NEAR) == 2, "the council's, and the police's of the same child"
    told = messages_about("to be looked at again")
    assert sorted(name for name, _text in told) == names_of(made, DECIDER, SUPERVISOR, SECOND)
    for _name, text in told:
        assert not any(word in text for word in ("Okafor", "Jayden", "Alder", "ZZ1", BECAUSE))
    assert put_protections_before_people(now=NEAR) == 2
    assert messages_about("to be looked at again") == told, "nobody is written to twice for one time"
    for who in (SUPERVISOR, DECIDER):
        assert "1 protection of where a child is waits for you" in read(made, who, "/"), who
        page = read(made, who, "/whereabouts/")
        assert f"P-{both[0].hex[:6]}" in page
        assert "Okafor" not in page
    assert "No protection waits" in read(made, "northshire-duty-worker", "/whereabouts/")
    assert "waits for you to look at it again" not in read(made, "northshire-coordinator", "/")


def test_nothing_ends_when_its_day_passes_and_it_climbs_to_the_officer(made, both, clock):
    agency = made.agencies["northshire-social-care"]
    with acting(by=made.actor(SUPERVISOR), what="test", now=NOW):
        name_data_protection_officer(
            agency_id=agency, user_id=made.users[OFFICER], starts_at=NOW, by=made.actor(SUPERVISOR), now=NOW
        )
    put_protections_before_people(now=NEAR)
    assert made.viewer(OFFICER).name not in [name for name, _text in messages_about()]
    clock.now = PASSED
    put_protections_before_people(now=PASSED)
    assert made.viewer(OFFICER).name in [name for name, _text in messages_about("not looked at by its day")]
    assert {ended for _agency, _day, ended in days_and_ends()} == {False}
    send(made, "social_care", social_care_row(CHILD, **JAYDEN, **MOVED, **PHONE), now=PASSED)
    assert MOVED["address"] not in homes(), "silence opens no address"
    assert "Its day has passed" in read(made, OFFICER, "/whereabouts/")
    assert "It was to be looked at by Wednesday 12 August 2026" in read(made, OFFICER, address(both[0]))


def test_it_is_kept_on_until_a_day_for_a_reason_and_every_look_is_shown(made, both, clock):
    put_protections_before_people(now=NEAR)
    clock.now = NEAR
    later = (NEAR + 60 * DAY).date()
    refused = send_act(made, SUPERVISOR, both[0], "KEEP", **on("still", "next_on", later))
    assert refused.status_code == 422
    assert "It stays protected: nothing is decided yet" in refused.content.decode()
    too_far = on("still", "next_on", (NEAR + 400 * DAY).date())
    refused = send_act(made, SUPERVISOR, both[0], "KEEP", **{"still-because": "They still ask for him."}, **too_far)
    assert "within 365 days" in refused.content.decode()
    kept = {"still-because": "They still ask for him at 3 Ash Close, ZZ1 9ZZ.", **on("still", "next_on", later)}
    done = send_act(made, SUPERVISOR, both[0], "KEEP", **kept)
    assert "It stays protected." in done.content.decode()
    assert days_and_ends() == {
        ("northshire-social-care", later, False),
        ("northshire-police", REVIEW_ON, False),
    }
    assert "No protection waits for you" in read(made, DECIDER, "/whereabouts/")
    let_look(made, "northshire-workers", both[0], now=NEAR)
    page = read(made, DECIDER, f"/child/{both[0]}/whereabouts/")
    assert "Still protected: They still ask for him" in page
    assert "Ash Close" not in page, "no place is kept in a reason"
    assert made.viewer(SUPERVISOR).name in page


def test_two_people_end_it_who_prove_who_they_are_and_what_the_child_says_is_read_first(made, both, clock):
    put_protections_before_people(now=NEAR)
    clock.now = NEAR
    asked = asking(NEAR.date())
    assert send_act(made, DECIDER, both[0], "ASK", **asked).status_code == 403, "a fresh proof is asked for"
    for missing in ("end-child_says", "end-spoken_by", "end-because", "end-spoken_on_day"):
        refused = send_act(made, DECIDER, both[0], "ASK", **PROVED, **{**asked, missing: ""})
        assert refused.status_code == 422, missing
    page = read(made, DECIDER, address(both[0]))
    for said in (
        "A new home, school, placement",
        "What was kept apart until now stays apart",
        "Northshire police protect",
    ):
        assert said in page, said
    assert (
        "stays protected until another person"
        in send_act(made, DECIDER, both[0], "ASK", **PROVED, **asked).content.decode()
    )
    assert sorted(name for name, _text in messages_about("second person")) == names_of(made, SUPERVISOR, SECOND)
    alone = send_act(made, DECIDER, both[0], "END", **PROVED)
    assert alone.status_code == 422
    assert "Another person of your agency has to confirm" in alone.content.decode()
    assert "Ending it waits for you" in read(made, SUPERVISOR, "/whereabouts/")
    page = read(made, SUPERVISOR, address(both[0]))
    assert page.index(SAID) < page.index(ENDS_BECAUSE) < page.index("End the protection")
    assert send_act(made, SUPERVISOR, both[0], "END").status_code == 403
    assert {ended for _agency, _day, ended in days_and_ends()} == {False}
    assert "has ended" in send_act(made, SUPERVISOR, both[0], "END", **PROVED).content.decode()
    assert days_and_ends() == {
        ("northshire-social-care", REVIEW_ON, True),
        ("northshire-police", REVIEW_ON, False),
    }
    assert [name for name, _text in messages_about("ended a protection")] == names_of(made, SECOND)
    with running(job="test", now=NEAR):
        assert list(ProtectionLook.objects.order_by("number").values_list("kind", "looked_by__name")) == [
            ("ASKED", made.viewer(DECIDER).name),
            ("ENDED", made.viewer(SUPERVISOR).name),
        ]


def test_keeping_it_on_takes_back_that_it_was_asked_to_end(made, both, clock):
    put_protections_before_people(now=NEAR)
    clock.now = NEAR
    send_act(made, DECIDER, both[0], "ASK", **PROVED, **asking(NEAR.date()))
    kept = {"still-because": "He is afraid of them.", **on("still", "next_on", (NEAR + 30 * DAY).date())}
    send_act(made, SUPERVISOR, both[0], "KEEP", **kept)
    put_protections_before_people(now=NEAR + 5 * DAY)
    refused = send_act(made, SUPERVISOR, both[0], "END", **PROVED)
    assert "Nobody has asked for this protection to end" in refused.content.decode()


def test_what_one_agency_ends_another_goes_on_protecting_until_it_ends_its_own(made, both, clock, privileged, database):
    for code in ("police-one", "police-two"):
        add_supervisor(made, code, "northshire-custody")
    put_protections_before_people(now=NEAR)
    end_by_two(made, both[0], DECIDER, SUPERVISOR, now=NEAR)
    after = NEAR + timedelta(hours=1)
    send(made, "social_care", social_care_row(CHILD, **JAYDEN, **MOVED, **PHONE), now=after)
    assert MOVED["address"] not in homes(), "the police protect the same child"
    with running(job="test", now=after):
        hide_whereabouts(subject_ids=both, by=MACHINE, now=after)
    assert ("northshire-social-care", REVIEW_ON, True) in days_and_ends()
    assert len(days_and_ends()) == 2, "what two people ended is not begun again by the same decision"
    end_by_two(made, both[1], "police-one", "police-two", now=after)
    later = after + timedelta(hours=1)
    again = {"address": "9 Elm Row, Northshire", "postcode": "ZZ1 7YY", "recorded_at": "13/05/2026 14:00"}
    send(made, "social_care", social_care_row(CHILD, **JAYDEN, **again, **PHONE), now=later)
    assert "9 Elm Row, Northshire" in homes()
    assert MOVED["address"] not in homes(), "what was kept apart stays apart"
    clock.now = later
    let_look(made, "northshire-workers", both[0], now=later)
    page = read(made, DECIDER, f"/child/{both[0]}/whereabouts/")
    for said in ("The protection that stood here has ended", "See where the child is", f"Ended: {ENDS_BECAUSE}"):
        assert said in page, said
    with privileged.connect(database) as admin:
        noted = admin.execute(
            "SELECT what FROM audit.entry WHERE what LIKE '%protection of where a child is'"
        ).fetchall()
    assert sorted(what for (what,) in noted) == [
        *["asked to end the protection of where a child is"] * 2,
        *["ended the protection of where a child is"] * 2,
    ]


def test_for_whoever_it_is_not_it_is_the_same_bytes_as_nothing(made, both, clock):
    put_protections_before_people(now=NEAR)
    clock.now = NEAR
    for team in ("northshire-duty", "northshire-missing", "northshire-triage"):
        for each in both:
            let_look(made, team, each, now=NEAR)
    strangers = ("northshire-duty-worker", "northshire-missing-officer", "northshire-coordinator", "eastham-supervisor")
    kept = {"still-because": "They still ask for him.", **on("still", "next_on", (NEAR + 30 * DAY).date())}
    for who in strangers:
        for subject in both:
            client = made.client(who)
            nothing = without_tokens(client.get(address(made.users[who])).content)
            assert without_tokens(client.get(address(subject)).content) == nothing, who
            assert without_tokens(client.post(address(subject), {"act": "KEEP", **kept}).content) == nothing, who
    assert {day for _agency, day, _ended in days_and_ends()} == {REVIEW_ON}


def test_of_a_sealed_child_only_the_named_are_asked_and_only_they_look(made, both, clock):
    named = NamedPerson(made.users[SECOND], PASSED + 300 * DAY)
    seal_child(
        agency_id=made.agencies["northshire-social-care"],
        system="social_care",
        local_id=CHILD,
        wanted=WantedSeal(kind=SealKind.WITNESS_PROTECTION, because="Threats", named=(named,), into_user_id=None),
        by=made.actor("northshire-sealing-authority"),
        now=NOW,
    )
    put_protections_before_people(now=NEAR)
    assert [name for name, _text in messages_about()] == names_of(made, SECOND)
    clock.now = NEAR
    for who in (DECIDER, SUPERVISOR):
        assert "No protection waits for you" in read(made, who, "/whereabouts/"), who
        assert made.client(who).get(address(both[0])).status_code == 404, who
    assert f"P-{both[0].hex[:6]}" in read(made, SECOND, "/whereabouts/")
    assert "Keep it protected" in read(made, SECOND, address(both[0]))


def test_whoever_ended_it_is_bound_by_the_next_decision_all_the_same(made, both):
    put_protections_before_people(now=NEAR)
    end_by_two(made, both[0], DECIDER, SUPERVISOR, now=NEAR)
    protect_whereabouts(
        subject_id=both[1],
        because="Somebody asked a neighbour for him.",
        review_on=(NEAR + 90 * DAY).date(),
        viewer=made.viewer(SUPERVISOR, at=NEAR + DAY),
        now=NEAR + DAY,
    )
    assert days_and_ends() == {
        ("northshire-social-care", REVIEW_ON, True),
        ("northshire-social-care", (NEAR + 90 * DAY).date(), False),
        ("northshire-police", REVIEW_ON, False),
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("review_on = review_on + 1", "moves only by a look"),
        ("ended_at = now(), ended_because = 'Because I say so.'", "ends only by a look"),
        ("because = 'Something else altogether.'", "never written over"),
        ("decided_by_name = 'Somebody else'", "never written over"),
    ],
)
def test_the_database_lets_nobody_move_the_day_or_end_it_without_a_look(made, both, change, said):
    by = made.actor(SUPERVISOR)
    with pytest.raises(DatabaseError, match=said), acting(by=by, what="test", now=NOW), connection.cursor() as cursor:
        cursor.execute(f"UPDATE places_protectedchild SET {change}")


def test_the_day_a_protection_is_looked_at_is_a_london_day_from_its_first_minutes(made, both, clock):
    put_protections_before_people(now=NEAR)
    clock.now = start_of_day(REVIEW_ON + DAY) + DAY / 48
    assert clock.now.date() == REVIEW_ON, "in summer the day begins in London before it does in UTC"
    assert "It was to be looked at by" in read(made, DECIDER, address(both[0]))
    clock.now -= DAY / 24
    assert "It was to be looked at by" not in read(made, DECIDER, address(both[0]))


def test_a_child_is_protected_until_a_day_that_is_still_to_come_in_london(made, clock):
    child = make_child(made, "Sam Reed", agency="northshire-social-care")
    let_look(made, "northshire-workers", child, agency="northshire-social-care", now=PASSED)
    clock.now = start_of_day(PASSED.date()) + DAY / 48
    for day, status in ((PASSED.date(), 422), (PASSED.date() + DAY, 302)):
        sent = {"because": BECAUSE, "review_on_day": day.day, "review_on_month": day.month, "review_on_year": day.year}
        answer = made.client(DECIDER).post(f"/child/{child}/whereabouts/protected/", sent)
        assert answer.status_code == status, day
