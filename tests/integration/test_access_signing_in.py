"""Somebody signs in, says why they are looking, and every page knows it; nobody else gets past."""

import re

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from reachable.access import operations
from reachable.access.context import running
from reachable.access.domain.viewer import Purpose, Role
from reachable.access.models import Membership, User
from reachable.web.account.views import SIGN_IN_BACKEND
from tests.integration.made_up import DAY, MACHINE, NOW, make_corner

PASSWORD = "a long made-up password"


def who_is_looking(request):
    viewer = request.viewer
    return HttpResponse(f"{viewer.name}|{viewer.role.code}|{viewer.purpose.code}|{viewer.request_id}")


@login_not_required
def anybody(request):
    return HttpResponse(str(request.viewer))


urlpatterns = [
    path("", who_is_looking),
    path("anybody/", anybody),
    path("", include("reachable.web.account.urls")),
]


PLAIN_FILES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@pytest.fixture
def corner(database, tmp_path):
    with override_settings(ROOT_URLCONF=__name__, STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_corner()


def sign_in_as_asha(corner) -> Client:
    client = Client()
    client.post("/demo/sign-in/", {"membership_id": str(corner.asha_membership)})
    return client


def test_somebody_not_signed_in_is_sent_to_sign_in_and_back_again(corner):
    answer = Client().get("/?day=today")
    assert (answer.status_code, answer["Location"]) == (302, "/demo/sign-in/?next=%2F%3Fday%3Dtoday")


def test_a_public_page_is_open_and_nobody_is_looking(corner):
    answer = Client().get("/anybody/")
    assert answer.content == b"None"


def test_a_demo_lists_made_up_people_by_what_they_do_under_their_agency(corner):
    words = Client().get("/demo/sign-in/").content.decode()
    assert re.search(r"<h2[^>]*>Council</h2>.*Asha.*Tests.*Works with children, Workers", words, re.DOTALL)


def test_choosing_somebody_signs_in_as_them_and_notes_it(corner, privileged, database):
    client = Client()
    answer = client.post("/demo/sign-in/", {"membership_id": str(corner.asha_membership), "next": "/?day=today"})
    assert answer["Location"] == "/?day=today"
    assert client.get("/").content.startswith(b"Asha|PRACTITIONER|SAFEGUARDING|")
    with privileged.connect(database) as admin:
        noted = admin.execute("SELECT user_id FROM audit.entry WHERE kind = 'SIGNED_IN'").fetchall()
    assert noted == [(corner.asha,)]


def test_nobody_is_sent_to_another_site_after_signing_in(corner):
    sent = {"membership_id": str(corner.asha_membership), "next": "https://elsewhere.example.org/"}
    assert Client().post("/demo/sign-in/", sent)["Location"] == "/"


@pytest.mark.parametrize("wrong", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_choosing_nobody_signs_nobody_in(wrong, corner):
    client = Client()
    assert client.post("/demo/sign-in/", {"membership_id": wrong}).status_code == 200
    assert client.get("/").status_code == 302


def test_outside_a_demo_there_is_no_such_page(corner):
    with override_settings(DEMO=False):
        client = Client()
        assert client.get("/demo/sign-in/").status_code == 404
        assert client.post("/demo/sign-in/", {"membership_id": str(corner.asha_membership)}).status_code == 404
        assert client.get("/")["Location"] == "/accounts/login/?next=%2F"


def test_every_request_has_an_id_of_its_own(corner):
    client = sign_in_as_asha(corner)
    assert client.get("/").content != client.get("/").content


def test_pages_of_somebody_signed_in_are_kept_out_of_every_cache(corner):
    assert "no-store" in sign_in_as_asha(corner).get("/")["Cache-Control"]


def test_a_correlation_id_is_kept_when_it_is_harmless_and_replaced_when_not(corner):
    client = Client()
    assert client.get("/anybody/", headers={"X-Correlation-Id": "abc-12345"})["X-Correlation-Id"] == "abc-12345"
    for wild in ("x" * 65, "<script>alert(1)</script>", "short", "abc-12345\n"):
        assert client.get("/anybody/", headers={"X-Correlation-Id": wild})["X-Correlation-Id"] != wild


def test_a_purpose_is_chosen_and_stays_chosen(corner):
    client = sign_in_as_asha(corner)
    assert "Finding or welcoming back a missing child" in client.get("/assignment/").content.decode()
    chosen = {"membership_id": str(corner.asha_membership), "purpose": Purpose.RETURN_FROM_MISSING.code}
    assert client.post("/assignment/", chosen)["Location"] == "/"
    assert b"|RETURN_FROM_MISSING|" in client.get("/").content


@pytest.mark.parametrize("purpose", ["", "IMPORT", "no such purpose"])
def test_a_purpose_the_role_does_not_have_is_asked_for_again(purpose, corner):
    client = sign_in_as_asha(corner)
    answer = client.post("/assignment/", {"membership_id": str(corner.asha_membership), "purpose": purpose})
    assert answer.status_code == 422
    assert "Nothing was chosen" in answer.content.decode()
    assert b"|SAFEGUARDING|" in client.get("/").content


def test_somebody_with_several_assignments_and_none_chosen_is_asked(corner):
    with running(job="test", now=NOW):
        operations.register_membership(
            user_id=corner.asha, team_id=corner.custody, role=Role.DUTY_WORKER, starts_at=NOW - DAY, by=MACHINE, now=NOW
        )
    client = Client()
    client.force_login(User.objects.get(id=corner.asha), backend=SIGN_IN_BACKEND)
    assert client.get("/")["Location"] == "/assignment/?next=%2F"


def test_somebody_who_left_is_asked_at_the_very_next_request(corner):
    client = sign_in_as_asha(corner)
    assert client.get("/").status_code == 200
    with running(job="test", now=NOW):
        Membership.objects.update(ends_at=NOW)
    assert client.get("/")["Location"] == "/assignment/?next=%2F"
    assert "You have no assignment at the moment" in client.get("/assignment/").content.decode()


def test_a_part_of_a_page_is_told_to_load_the_whole_page_that_asks(corner):
    answer = Client().get("/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/demo/sign-in/?next=%2F"


def test_signing_out_ends_it(corner):
    client = sign_in_as_asha(corner)
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/").status_code == 302


def test_outside_a_demo_a_password_is_not_enough(corner):
    person = User.objects.get(id=corner.asha)
    person.set_password(PASSWORD)
    person.save()
    with override_settings(DEMO=False):
        client = Client()
        client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        assert client.session.get("_auth_user_id") == str(person.pk)
        assert client.get("/")["Location"].startswith("/accounts/2fa/totp/activate/")


def test_nobody_signs_up(corner):
    answer = Client().get("/accounts/signup/")
    assert b"<form" not in answer.content.split(b"<main")[1]
