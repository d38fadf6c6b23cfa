"""Sealing a record on the page, reading the seal, and taking it off by two; nobody else finds that it is there."""

import re
from datetime import timedelta

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.access.domain.viewer import RelationshipReason
from reachable.access.models import Seal, User, WorkingRelationship
from reachable.alerts.models import Alert, OutboxMessage, Telling
from reachable.journeys.ladder_climbed import climb_ladders
from reachable.people.models import Subject
from reachable.rules.operations import ask_to_evaluate
from reachable.timeline.domain.kinds import EventKind
from tests.factories.child_stories import tell, without_tokens
from tests.factories.children import ask_rules, let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

AUTHORITY, SECOND, NAMED = (
    "northshire-sealing-authority",
    "northshire-second-authority",
    "northshire-social-worker",
)
PROVED = {"proof_demo": "1"}


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


def sent(made, number, **changed):
    """Return what the form sends for one person, with something changed."""
    return {
        "kind": "WITNESS_PROTECTION",
        "system": "social_care",
        "local_id": number,
        "because": "Threats",
        "into": "",
        "email_1": address_of(made, NAMED),
        "until_1_day": "31",
        "until_1_month": "12",
        "until_1_year": "2030",
        **PROVED,
        **changed,
    }


def address_of(made, code):

    return User.objects.get(id=made.users[code]).email


def seal(made, number="C-1"):
    answer = made.client(AUTHORITY).post("/seals/new/", sent(made, number))
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def test_a_number_is_taken_only_from_a_system_its_agency_has(made):
    client = made.client(AUTHORITY)
    page = client.get("/seals/new/", PROVED).content.decode()
    choices = re.findall(r'<option value="([^"]*)"', page)
    assert choices[0] == "social_care"
    assert {"custody", "placements"}.isdisjoint(choices), "police numbers, and what comes from another system"
    for system in ("custody", "placements"):
        answer = client.post("/seals/new/", sent(made, "C-1", system=system))
        assert answer.status_code == 422
    assert "Your agency has sealed no record" in client.get("/seals/").content.decode()


def test_what_is_missing_is_said_and_nothing_is_sealed(made):
    client = made.client(AUTHORITY)
    page = client.post("/seals/new/", {**PROVED}).content.decode()
    for said in ("Nothing is sealed yet", "Choose why it must be hidden", "Enter the number", "Say why the record"):
        assert said in page, said
    page = client.post("/seals/new/", sent(made, "C-1", email_1="", until_1_day="")).content.decode()
    assert "This date must also have a day" in page
    page = client.post("/seals/new/", sent(made, "C-1", email_1="nobody@example.org")).content.decode()
    assert "Nobody signs in with this address" in page
    page = client.post("/seals/new/", sent(made, "C-1", until_1_year="2020")).content.decode()
    assert "Each person named must have an end that is still to come" in page
    assert "Your agency has sealed no record" in client.get("/seals/").content.decode()


def test_sealing_and_unsealing_ask_again_who_somebody_is(made, monkeypatch):
    client, second = made.client(AUTHORITY), made.client(SECOND)
    address = seal(made)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW + timedelta(hours=2))
    asked = sent(made, "C-1")
    del asked["proof_demo"]
    assert "show that it is still you" in client.post("/seals/new/", asked).content.decode()
    assert "show that it is still you" in second.post(f"{address}take-off/").content.decode()


def test_a_child_in_a_hundred_lists_is_gone_for_who_is_not_named_and_there_for_who_is(made):
    child = make_child(made, "Ayaan Kestrel", agency="northshire-social-care")
    for team in ("northshire-workers", "northshire-triage"):
        let_look(made, team, child)
    worker, coordinator = made.client(NAMED), made.client("northshire-coordinator")
    assert "Kestrel" in coordinator.get(f"/child/{child}/").content.decode()
    number = number_of(child)
    seal(made, number)
    assert "Kestrel" in worker.get(f"/child/{child}/").content.decode()
    refused, absent = coordinator.get(f"/child/{child}/"), coordinator.get(f"/child/{made.users[NAMED]}/")
    assert (refused.status_code, without_tokens(refused.content)) == (404, without_tokens(absent.content))
    for path in ("/", "/alerts/", "/matches/", "/look-up/?words=Ayaan+Kestrel", "/handover/new/"):
        assert "Kestrel" not in coordinator.get(path).content.decode(), path


def number_of(child):

    with running(job="test", now=NOW):
        Subject.objects.filter(id=child).update(system="social_care")
        return Subject.objects.get(id=child).local_id


def test_one_asks_and_another_takes_it_off_and_neither_alone(made):
    address = seal(made)
    first, second = made.client(AUTHORITY), made.client(SECOND)
    assert "Say why the seal should be taken off" in first.post(f"{address}ask/", PROVED).content.decode()
    assert first.post(f"{address}ask/", {"because": "The trial is over", **PROVED}).status_code == 302
    assert "Another person who may unseal has to confirm" in first.get(address).content.decode()
    page = first.post(f"{address}take-off/", PROVED, follow=True).content.decode()
    assert "You asked for it" in page
    assert "The seal is off" in second.post(f"{address}take-off/", PROVED, follow=True).content.decode()
    assert "Taken off" in second.get("/seals/").content.decode()


def test_another_agencys_authority_the_named_and_everybody_else_take_nothing_off(made):
    address = seal(made)
    for code in ("eastham-sealing-authority", NAMED, "northshire-supervisor", "northshire-teacher"):
        client = made.client(code)
        for path in (f"{address}ask/", f"{address}take-off/"):
            assert client.post(path, {"because": "Mine", **PROVED}).status_code == 404, code
        assert (client.get(address).status_code == 200) is (code == NAMED), code


def test_the_authority_reads_who_asked_for_it_and_the_named_do_not(made):
    child = make_child(made, "Ayaan Kestrel", agency="northshire-social-care")
    let_look(made, "northshire-triage", child)
    address = seal(made, number_of(child))
    made.client("northshire-coordinator").get(f"/child/{child}/")
    assert "Asked for and not shown" in made.client(AUTHORITY).get(address).content.decode()
    named = made.client(NAMED).get(address).content.decode()
    assert "Threats" in named
    assert "Asked for and not shown" not in named


def test_case_4_a_controller_a_seal_or_a_role_added_to_a_form_is_passed_over(made):
    child = make_child(made, "Ayaan Kestrel", agency="northshire-social-care")
    let_look(made, "northshire-triage", child)
    added = {
        "controller": str(made.agencies["eastham-police"]),
        "controller_id": str(made.agencies["eastham-police"]),
        "agency_id": str(made.agencies["eastham-police"]),
        "sealed_at": "",
        "sealed_because": "",
        "sharing": "HOLDER",
        "role": "SEALING_AUTHORITY",
        "unsealed_at": NOW.isoformat(),
        "sealed_by": str(made.users[NAMED]),
    }
    answer = made.client(AUTHORITY).post("/seals/new/", sent(made, number_of(child), **added))
    assert answer.status_code == 302

    with running(job="test", now=NOW):
        row = Seal.objects.get(about_id=child)
        held = (row.controller_id, row.unsealed_at, row.sealed_by_id, row.sharing)
        named = WorkingRelationship.objects.filter(reason=RelationshipReason.NAMED_FOR_SEALED.code)
        users = set(named.values_list("user_id", flat=True))
    authority = made.users[AUTHORITY]
    assert held == (made.agencies["northshire-social-care"], None, authority, "PARTNERS")
    assert users == {made.users[NAMED]}
    coordinator = made.client("northshire-coordinator")
    assert coordinator.post("/seals/new/", sent(made, "C-2", role="SEALING_AUTHORITY")).status_code == 404


def test_case_40_what_falls_due_of_a_sealed_child_is_told_to_the_named_and_to_nobody_else(made):
    child = make_child(made, "Ayaan Kestrel", agency="northshire-social-care")
    for team in ("northshire-workers", "northshire-triage", "northshire-duty"):
        let_look(made, team, child)
    seal(made, number_of(child))
    tell(made, child, EventKind.SEIZURE, NOW - timedelta(minutes=5), drugs="brown powder", wraps=14, cash_pence=34000)
    with running(job="test", now=NOW):
        ask_to_evaluate(subject_ids=[child], because="test", by=MACHINE, now=NOW)
    ask_rules(NOW)
    for later in (timedelta(minutes=20), timedelta(hours=3), timedelta(hours=9)):
        climb_ladders(now=NOW + later)
    with running(job="test", now=NOW):
        alerts = list(Alert.objects.filter(about_id=child).values_list("id", flat=True))
        told = set(Telling.objects.filter(about_id=child).values_list("user_id", flat=True))
        looking = WorkingRelationship.objects.filter(about_id=child, reason=RelationshipReason.ALERTED.code).count()
    assert alerts
    assert told == {made.users[NAMED]}
    assert looking == 0
    assert set(OutboxMessage.objects.values_list("to_address", flat=True)) == {address_of(made, NAMED)}
    for code in (NAMED, "northshire-coordinator", "northshire-duty-worker", "northshire-supervisor"):
        page = made.client(code).get("/alerts/").content.decode()
        assert any(str(each) in page for each in alerts) is (code == NAMED), code


def test_case_12_no_number_on_any_page_is_other_with_a_sealed_child_than_without_one(made):
    other = make_child(made, "Robin Marsh", agency="northshire-social-care")
    tell(made, other, EventKind.SEIZURE, NOW - timedelta(minutes=5), drugs="brown powder", wraps=14, cash_pence=34000)
    let_look(made, "northshire-triage", other)
    with running(job="test", now=NOW):
        ask_to_evaluate(subject_ids=[other], because="test", by=MACHINE, now=NOW)
    ask_rules(NOW)
    own = ("", "records/", "people/", "whereabouts/")
    lists = ("/", "/alerts/", "/matches/", "/triage/", "/handover/new/", "/look-up/?words=Ayaan+Kestrel")
    lists += ("/handover/", "/requests/", "/sharing/", "/rules/", "/rules/R050/", "/feeds/", "/counts/", "/ring/")
    readers = {
        "coordinator": (*lists, *(f"/child/{other}/{part}" for part in own)),
        "supervisor": ("/", "/alerts/", "/matches/", "/findings/", "/glass/reviews/", "/rules/", "/counts/"),
        "extract-officer": ("/extracts/", "/feeds/", "/rules/"),
        "analyst": ("/counts/", "/rules/", "/rules/R050/"),
        "teacher": ("/concerns/mine/", "/rules/"),
    }
    pages = [(made.client(f"northshire-{code}"), path) for code, paths in readers.items() for path in paths]
    before = [without_tokens(client.get(path).content) for client, path in pages]
    assert {client.get(path).status_code for client, path in pages} == {200}
    child = make_child(made, "Ayaan Kestrel", agency="northshire-social-care")
    let_look(made, "northshire-triage", child)
    seal(made, number_of(child))
    tell(made, child, EventKind.SEIZURE, NOW - timedelta(minutes=5), drugs="brown powder", wraps=14, cash_pence=34000)
    with running(job="test", now=NOW):
        ask_to_evaluate(subject_ids=[child], because="test", by=MACHINE, now=NOW)
    ask_rules(NOW)
    for (client, path), page in zip(pages, before, strict=True):
        assert without_tokens(client.get(path).content) == page, path
