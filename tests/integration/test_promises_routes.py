"""Every address of the site, who may open it, and what anybody else is answered. An address not in the table fails."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client, override_settings
from django.urls import get_resolver, reverse

from reachable.access.context import running
from reachable.access.domain.viewer import RelationshipReason, Role
from reachable.access.operations import begin_relationship, register_membership
from reachable.kernel.ids import AlertId
from tests.factories.child_stories import without_tokens
from tests.factories.children import make_child
from tests.factories.library_routes import OF_THE_LIBRARY, OF_THE_LIBRARY_WITH_WORDS
from tests.factories.partnership import MACHINE, NOW
from tests.factories.pdf_files import open_pdf, text_of
from tests.factories.plain_files import PLAIN_FILES
from tests.factories.routes_table import (
    ABOUT_ONE,
    ABSENT,
    COORDINATOR,
    ELSEWHERE,
    NOT_KEPT,
    OPEN,
    OWN_OFFICER,
    REFUSED,
    ROUTES,
    SIGN_IN,
    SOCIAL_WORKER,
    SUPERVISOR,
)
from tests.factories.state import dump_bytes
from tests.factories.whole_scene import SECRETS, make_scene
from tests.factories.wrong_posts import wrong_posts

RECORDER, STRANGER, OFFICER = "northshire-nurse", "eastham-social-worker", "eastham-extract-officer"
"""Somebody of the same area who only records; a social worker of another area; another police force's officer."""

CHANGED_BY_SIGNING_IN = ("django_session", "access_user", "access_signedinsession")


@pytest.fixture
def scene(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_scene()


def patterns(listed, before=""):
    for each in listed:
        if hasattr(each, "url_patterns"):
            yield from patterns(each.url_patterns, before + str(each.pattern))
        else:
            yield before + str(each.pattern), each.name


def address(name, words):
    """Return the address of a route, with only the ids that stand in it."""
    needed = next(iter(get_resolver().reverse_dict.getlist(name)))[0][0][1]
    return reverse(name, kwargs={word: words[word] for word in needed if word in words})


def body(answer):
    return without_tokens(answer.content)


def state(privileged, database, also_left_out=()):
    with privileged.connect(database) as admin:
        return dump_bytes(admin, leaving_out=(*CHANGED_BY_SIGNING_IN, *also_left_out))


def words_answered(answer):
    is_pdf = answer.get("Content-Type") == "application/pdf"
    return text_of(open_pdf(answer.content)) if is_pdf else answer.content.decode("utf-8", "replace")


def test_every_address_is_in_the_table_once():
    shut = {"accounts/email/", "accounts/confirm-email/", r"accounts/^confirm-email/(?P<key>[-:\w]+)/$"}
    found = [(path, name) for path, name in patterns(get_resolver().url_patterns)]
    asked_for_a_key_first = ["account_change_password", "account_set_password"]  # Ours stand before the library's own.
    known = [*(route.name for route in ROUTES), *OF_THE_LIBRARY, *asked_for_a_key_first]
    assert sorted(name for _, name in found if name) == sorted(known)
    assert all(name or path.replace("^accounts/confirm", "accounts/^confirm") in shut for path, name in found)


@pytest.mark.parametrize("column", ["nobody", "recorder", "stranger", "officer"])
def test_whoever_an_address_is_not_for_is_answered_as_the_table_says_and_reads_nothing_of_a_child(column, scene):
    code = {"recorder": RECORDER, "stranger": STRANGER, "officer": OFFICER}.get(column)
    client = scene.made.client(code) if code else Client()
    for route in ROUTES:
        answer = client.get(address(route.name, scene.words()))
        assert answer.status_code == getattr(route, column), route.name
        if answer.status_code == SIGN_IN and column == "nobody":
            assert answer.url.startswith("/demo/sign-in/"), route.name
        page = words_answered(answer)
        assert [word for word in SECRETS if word in page] == [], route.name
        assert "no concerns" not in page.lower(), route.name


def test_somebody_each_address_is_for_can_open_it(scene):
    clients = {code: scene.made.client(code) for code in {route.whose for route in ROUTES}}
    for route in ROUTES:
        answer = clients[route.whose].get(address(route.name, scene.words()))
        assert answer.status_code == route.theirs, route.name


def test_pages_for_signing_in_are_answered_as_the_table_says(scene):
    nobody, somebody = Client(), scene.made.client(RECORDER)
    found = {
        name: tuple(
            client.get(reverse(name, kwargs=OF_THE_LIBRARY_WITH_WORDS.get(name))).status_code
            for client in (nobody, somebody)
        )
        for name in OF_THE_LIBRARY
    }
    assert found == OF_THE_LIBRARY


@pytest.mark.parametrize("code", [RECORDER, STRANGER, OFFICER])
def test_an_id_that_is_not_open_and_one_of_nothing_are_answered_with_the_same_bytes(code, scene):
    client = scene.made.client(code)
    for name in ABOUT_ONE:
        closed, absent = (client.get(address(name, words)) for words in (scene.words(), scene.absent_words()))
        assert (closed.status_code, body(closed)) == (absent.status_code, body(absent)), name


PUT_ON_THE_REGISTER = ("sharing_lefthere",)
"""A file leaves by following a link, and that is written down: see test_files_left."""


def test_opening_pages_changes_nothing_but_the_audit_record(scene, privileged, database):
    codes = {route.whose for route in ROUTES} | {RECORDER, STRANGER, OFFICER}
    clients = [scene.made.client(code) for code in sorted(codes)]
    before = state(privileged, database, PUT_ON_THE_REGISTER)
    for client in clients:
        for route in ROUTES:
            client.get(address(route.name, scene.words()))
    assert state(privileged, database, PUT_ON_THE_REGISTER) == before


@pytest.mark.parametrize("code", ["", RECORDER, STRANGER, OFFICER])
def test_nothing_of_somebody_elses_can_be_answered_decided_judged_or_brought_in(code, scene, privileged, database):
    client = scene.made.client(code) if code else Client()
    before = state(privileged, database)
    for name, words, sent in wrong_posts(scene):
        answer = client.post(address(name, words), sent)
        assert answer.status_code in (ABSENT, ELSEWHERE), name
        if code and answer.status_code == ELSEWHERE:
            assert name in ("triage_judge", "what_now_judge"), name
        assert [word for word in SECRETS if word in answer.content.decode()] == [], name
        assert state(privileged, database) == before, name


def test_what_a_stranger_sends_would_work_for_those_it_belongs_to(scene):
    owner = {"bring_in_extract": OWN_OFFICER, "glass_review": SUPERVISOR, "finding": SUPERVISOR}
    for name, words, sent in wrong_posts(scene):
        if name in ("match", "undo_match", "bring_in_extract", "triage_concern", "glass_review", "finding"):
            client = scene.made.client(owner.get(name, COORDINATOR))
            assert client.post(address(name, words), sent).status_code == ELSEWHERE, name


@pytest.mark.parametrize("agency", ["eastham-police", "northshire-social-care"])
def test_an_officer_sends_no_file_for_another_agency(agency, scene, privileged, database):
    client = scene.made.client(OFFICER)
    before = state(privileged, database)
    answer = client.post("/extracts/", {"extract": f"custody:{scene.made.agencies[agency]}"})
    assert answer.status_code == NOT_KEPT
    assert state(privileged, database) == before


def test_records_that_are_closed_cannot_be_judged_by_naming_one_that_is_open(scene, privileged, database):
    client = scene.made.client(STRANGER)
    own = make_child(scene.made, "Rhian Plover", agency="eastham-social-care", home="eastham")
    with running(job="test", now=NOW):
        begin_relationship(
            about_id=own,
            reason=RelationshipReason.ALLOCATED,
            starts_at=NOW - timedelta(days=1),
            ends_at=NOW + timedelta(days=1),
            controller_id=scene.made.agencies["eastham-social-care"],
            user_id=scene.made.users[STRANGER],
            by=MACHINE,
            now=NOW,
        )
    assert client.get(f"/child/{own}/").status_code == OPEN
    before = state(privileged, database)
    judged = client.post(f"/matches/{own}/{scene.child}/", {"answer": "SAME", "because": "I think so"})
    assert judged.status_code == ABSENT
    sent = {"own": own, "other": scene.child, "answer": "SAME", "because": "I think so"}
    said = client.post(f"/happened/now/{own}/same-child/", sent, follow=True)
    assert "Nothing was changed." in said.content.decode()
    assert "Kestrel" not in said.content.decode()
    assert state(privileged, database) == before


def test_changing_the_assignment_shuts_what_the_last_one_opened(scene):
    code = SOCIAL_WORKER
    with running(job="test", now=NOW):
        second = register_membership(
            user_id=scene.made.users[code],
            team_id=scene.made.teams["eastham-staff"],
            role=Role.PRACTITIONER,
            starts_at=NOW - timedelta(days=1),
            by=MACHINE,
            now=NOW,
        )
    client = scene.made.client(code)
    assert client.get(f"/child/{scene.child}/").status_code == OPEN
    client.post("/assignment/", {"membership_id": str(second), "purpose": "SAFEGUARDING"})
    assert client.get(f"/child/{scene.child}/").status_code == ABSENT
    assert client.get(f"/alerts/{scene.alert}/").status_code == ABSENT


def test_every_page_is_kept_out_of_caches_frames_and_foreign_scripts(scene):
    client = scene.made.client(COORDINATOR)
    absent = client.get(f"/child/{uuid4()}/")
    for answer in (absent, *(client.get(address(route.name, scene.words())) for route in ROUTES)):
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_every_answer_is_hardened_whoever_asks_and_however_it_ends(scene):
    clients = (Client(), scene.made.client(RECORDER))
    library = [reverse(name, kwargs=OF_THE_LIBRARY_WITH_WORDS.get(name)) for name in OF_THE_LIBRARY]
    ours = [address(route.name, scene.words()) for route in ROUTES]
    answers = [client.get(where) for client in clients for where in (*ours, *library, "/no-such-page/", "/alive/")]
    answers += [Client(enforce_csrf_checks=True).post("/concerns/new/", {}), Client().post("/sign-out/")]
    assert {200, 302, 403, 404, 405} <= {answer.status_code for answer in answers}
    for answer in answers:
        assert "no-store" in answer["Cache-Control"]
        assert "object-src 'none'" in answer["Content-Security-Policy"]
        assert "base-uri 'none'" in answer["Content-Security-Policy"]
        assert "report-uri /policy-report/" in answer["Content-Security-Policy"]
        assert "camera=()" in answer["Permissions-Policy"]
        assert "geolocation=()" in answer["Permissions-Policy"]
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in answer
        assert "Server" not in answer
        if answer.content:
            assert "charset=utf-8" in answer["Content-Type"] or answer["Content-Type"] == "application/pdf"


def test_cookies_are_for_this_site_and_no_script(scene):
    client = scene.made.client(COORDINATOR)
    client.get("/concerns/new/")
    assert set(client.cookies) == {"sessionid", "csrftoken"}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_a_request_forged_elsewhere_is_refused(scene, privileged, database):
    client = Client(enforce_csrf_checks=True)
    client.cookies = scene.made.client(COORDINATOR).cookies
    before = state(privileged, database)
    answer = client.post(f"/alerts/{AlertId(scene.alert)}/answer/", {"act": "ACT_ON", "act_on-reason": "Done"})
    assert answer.status_code == REFUSED
    assert state(privileged, database) == before
