"""Somebody says on a page whom they must be kept from, and their reviewer lets one record pass that is no conflict."""

import re
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.access.domain.viewer import RelationshipReason
from reachable.access.models import ClearedConflict, DeclaredConflict
from reachable.access.operations import begin_relationship
from reachable.journeys.looks_watched import watch_looks
from reachable.oversight.domain.limits import find_limits
from reachable.oversight.models import LookFinding
from tests.factories.child_stories import without_tokens
from tests.factories.children import make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

WORKER, REVIEWER, OTHERS = "northshire-social-worker", "northshire-supervisor", "eastham-supervisor"
PAGE = "/sessions/kept-from/"
PROVED = {"proof_demo": "1"}
A_YEAR = {"until_day": "1", "until_month": "2", "until_year": "2027"}


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


def work_on(made, name):
    """Make a child whom the worker's team is allocated, so that the record would open to them."""
    child = make_child(made, name)
    with running(job="test", now=NOW):
        begin_relationship(
            about_id=child,
            controller_id=made.agencies["northshire-social-care"],
            reason=RelationshipReason.ALLOCATED,
            starts_at=NOW - timedelta(days=1),
            ends_at=NOW + timedelta(days=30),
            team_id=made.teams["northshire-workers"],
            by=MACHINE,
            now=NOW,
        )
    return child


def found_of(made, child):
    """Let the worker be stopped, and return the address of what their reviewer is asked to look into."""
    assert made.client(WORKER).get(f"/child/{child}/").status_code == 404
    watch_looks(now=NOW)
    with running(job="test", now=NOW):
        return f"/findings/{LookFinding.objects.get().id}/"


def test_what_somebody_says_on_the_page_keeps_them_from_the_child_and_is_listed_in_their_words(made):
    child, client = work_on(made, "Robin Marsh"), made.client(WORKER)
    assert client.get(f"/child/{child}/").status_code == 200
    kept = client.post(PAGE, {"called": "my sister’s eldest", "name": "robin marsh"}, follow=True).content.decode()
    assert "my sister’s eldest" in kept
    assert "Robin" not in kept
    assert "Marsh" not in kept
    assert client.get(f"/child/{child}/").status_code == 404
    assert "my sister’s eldest" not in made.client(REVIEWER).get(PAGE).content.decode()


def test_a_child_who_is_known_and_one_who_is_not_are_answered_with_the_same_bytes(made):
    work_on(made, "Robin Marsh")
    answers = []
    for code, name in ((WORKER, "Robin Marsh"), ("northshire-duty-worker", "Nobody Known")):
        if code not in made.memberships:
            code = OTHERS
        page = made.client(code).post(PAGE, {"called": "my niece", "name": name}, follow=True).content.decode()
        answers.append(re.findall(r"It is kept[^<]*|<li><strong>my niece.*?</li>", page))
    assert answers[0] == answers[1]
    assert len(answers[0]) == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"called": "", "name": "Robin Marsh"}, "Write what you call it"),
        ({"called": "my niece"}, "name, a postcode, or both"),
        ({"called": "my street", "postcode": "ZZ1"}, "whole postcode"),
    ],
)
def test_what_keeps_nobody_from_anything_is_not_kept_and_the_page_says_what_to_change(sent, said, made):
    answer = made.client(WORKER).post(PAGE, sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    with running(job="test", now=NOW):
        assert not DeclaredConflict.objects.exists()


def test_a_reviewer_lets_one_record_pass_with_a_reason_and_it_opens_to_that_person(made):
    child, other = work_on(made, "Robin Marsh"), work_on(made, "Robin Marsh")
    made.client(WORKER).post(PAGE, {"called": "my nephew", "name": "Robin Marsh"})
    address, reviewer = found_of(made, child), made.client(REVIEWER)
    assert "Records they were stopped at" in reviewer.get(address).content.decode()
    sent = {"about": str(child), "because": "It is another boy of that name.", **A_YEAR}
    for wrong in ({**sent, "because": ""}, {**sent, "until_year": "2031"}):
        assert reviewer.post(f"{address}let-pass/", {**wrong, **PROVED}).status_code == 422
    assert reviewer.post(f"{address}let-pass/", {**sent, "about": str(other), **PROVED}).status_code == 404
    assert "Let pass until" in reviewer.post(f"{address}let-pass/", {**sent, **PROVED}, follow=True).content.decode()
    worker = made.client(WORKER)
    assert [worker.get(f"/child/{each}/").status_code for each in (child, other)] == [200, 404]


def test_nobody_lets_their_own_pass_and_no_other_agency_or_role_does(made):
    child = work_on(made, "Robin Marsh")
    made.client(WORKER).post(PAGE, {"called": "my nephew", "name": "Robin Marsh"})
    address = found_of(made, child)
    sent = {"about": str(child), "because": "It is another boy of that name.", **A_YEAR, **PROVED}
    for code in (WORKER, OTHERS):
        client = made.client(code)
        answer, absent = (client.post(f"/findings/{each}/let-pass/", sent) for each in (address.split("/")[2], child))
        assert answer.status_code == absent.status_code == 404
        assert without_tokens(answer.content) == without_tokens(absent.content)
    with running(job="test", now=NOW):
        assert not ClearedConflict.objects.exists()


def test_letting_a_conflict_pass_asks_again_who_somebody_is(made, monkeypatch):
    child = work_on(made, "Robin Marsh")
    made.client(WORKER).post(PAGE, {"called": "my nephew", "name": "Robin Marsh"})
    address, reviewer = found_of(made, child), made.client(REVIEWER)
    # Somebody goes on working, so that the desk does not lock; what they proved at signing in is long ago.
    for minutes in range(5, 61, 5):
        monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda at=NOW + timedelta(minutes=minutes): at)
        assert reviewer.get(address).status_code == 200
    sent = {"about": str(child), "because": "It is another boy of that name.", **A_YEAR}
    asked = reviewer.post(f"{address}let-pass/", sent).content.decode()
    assert "let a conflict of interest pass" in asked
    with running(job="test", now=NOW):
        assert not ClearedConflict.objects.exists()


def declare_homes(client, count, **also):
    """Let somebody say homes on the page, one after the other, and return the last answer."""
    for number in range(count):
        sent = {"called": f"what is {'my' * number} own", "postcode": f"ZZ8 {number}AA", **also}
        answer = client.post(PAGE, sent, follow=True)
    return answer.content.decode()


def test_homes_cannot_be_tried_one_after_the_other_and_the_reviewer_is_asked(made):
    child, client, reviewer = work_on(made, "Robin Marsh"), made.client(WORKER), made.client(REVIEWER)
    assert "It is kept. If a record" in declare_homes(client, 3)
    assert "does not keep you from a record yet" in declare_homes(client, 4)
    refused = client.post(PAGE, {"called": "one more", "postcode": "ZZ8 9ZZ"})
    assert refused.status_code == 422
    assert "has not answered about the last home yet" in refused.content.decode()
    with running(job="test", now=NOW):
        found = LookFinding.objects.get()
        assert DeclaredConflict.objects.filter(kind="HOME").count() == 4
    page = reviewer.get(f"/findings/{found.id}/").content.decode()
    assert "They declared one home more, where 3 of theirs stand" in page
    assert "mymymy" not in page, "what they call it is theirs alone"
    assert client.get(f"/findings/{found.id}/").status_code == 404
    assert client.post(f"/findings/{found.id}/declared/", {"allow": "yes", **PROVED}).status_code == 404
    assert reviewer.post(f"/findings/{found.id}/declared/", PROVED).status_code == 422
    reviewer.post(f"/findings/{found.id}/declared/", {"allow": "no", **PROVED})
    assert "does not keep you from a record" not in client.get(PAGE).content.decode()
    assert reviewer.post(f"/findings/{found.id}/declared/", {"allow": "yes", **PROVED}).status_code == 404
    assert client.get(f"/child/{child}/").status_code == 200


def test_each_home_somebody_declares_is_a_place_searched_in_pace_and_in_patterns(made):
    client = made.client(WORKER)
    with override_settings(LOOK_UPS_AN_HOUR=3):
        declare_homes(client, 3)
        assert client.post(PAGE, {"called": "one more", "postcode": "ZZ8 9ZZ"}).status_code == 429
        assert client.post(PAGE, {"called": "my niece", "name": "Nobody Known"}).status_code == 302
    with running(job="test", now=NOW):
        assert DeclaredConflict.objects.filter(kind="HOME").count() == 3
    few = replace(find_limits(NOW.date()), probing_in_a_day=3)
    with patch("reachable.journeys.looks_watched.find_limits", lambda _: few):
        watch_looks(now=NOW)
    with running(job="test", now=NOW):
        assert "declared homes as theirs" in LookFinding.objects.get(pattern="PLACE_PROBING").sentence


def test_somebody_who_has_moved_asks_on_the_page_and_their_reviewer_ends_it(made, monkeypatch):
    child, client, reviewer = work_on(made, "Robin Marsh"), made.client(WORKER), made.client(REVIEWER)
    client.post(PAGE, {"called": "his mother’s child", "name": "Robin Marsh"})
    with running(job="test", now=NOW):
        declared = DeclaredConflict.objects.get().id
    ending = {"end": "1", "declared": str(declared), "because": "He is my sister’s no more."}
    assert client.post(PAGE, {**ending, "because": ""}).status_code == 422
    assert client.post(PAGE, {**ending, "declared": str(child)}).status_code == 422
    assert "Until they do, it keeps you" in client.post(PAGE, ending, follow=True).content.decode()
    assert client.get(f"/child/{child}/").status_code == 404
    with running(job="test", now=NOW):
        found = LookFinding.objects.get(pattern="DECLARED")
    assert "He is my sister’s no more." in reviewer.get(f"/findings/{found.id}/").content.decode()
    answered = reviewer.post(f"/findings/{found.id}/declared/", {"allow": "yes", **PROVED}, follow=True)
    assert "What they ask" not in answered.content.decode()
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW + timedelta(minutes=1))
    assert client.get(f"/child/{child}/").status_code == 200
    assert "his mother’s child" not in client.get(PAGE).content.decode()
