"""What cannot be taken back needs a proof given a few minutes ago of who it is; nothing typed is lost."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.views.decorators.http import require_POST, require_safe

from reachable.access.models import User
from reachable.web.account.views import SIGN_IN_BACKEND
from reachable.web.shared.fresh_proof import needs_fresh_proof
from tests.factories.one_time_codes import code_now
from tests.factories.plain_files import PLAIN_FILES
from tests.integration.made_up import NOW, make_corner

PASSWORD = "seven herons under the old bridge"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@needs_fresh_proof("open a sealed record")
@require_POST
def unseal(request):
    return HttpResponse(f"opened because {request.POST['reason']}, {'+'.join(request.POST.getlist('box'))}")


@needs_fresh_proof("take an export", reading_too=True)
@require_safe
def export(request):
    return HttpResponse(f"exported {request.GET.get('of', '')}")


urlpatterns = [
    path("unseal/", unseal),
    path("export/", export),
    path("", include("reachable.web.standing.urls")),
    path("", include("reachable.web.account.urls")),
]
WHAT_WAS_FILLED_IN = {"reason": 'she said "now" <b>', "box": ["one", "two"]}
DONE = b'opened because she said "now" <b>, one+two'


class Clock:
    now = NOW

    def pass_minutes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: clock.now)
    monkeypatch.setattr("reachable.web.account.adapter.read_clock", lambda: clock.now)
    return clock


@pytest.fixture
def corner(database, tmp_path, clock):
    with override_settings(ROOT_URLCONF=__name__, STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_corner()


def sign_in_as_asha(corner) -> Client:
    client = Client()
    client.post("/demo/sign-in/", {"membership_id": str(corner.asha_membership)})
    return client


def make_password_of_asha(corner) -> User:
    person = User.objects.get(id=corner.asha)
    person.password = make_password(PASSWORD)
    person.save()
    return person


def test_somebody_who_has_just_signed_in_is_not_asked_again(corner):
    assert sign_in_as_asha(corner).post("/unseal/", WHAT_WAS_FILLED_IN).content == DONE


@pytest.mark.parametrize(("minutes", "asked"), [(14, False), (15, True), (60, True)])
def test_a_proof_lasts_as_long_as_the_setting_says(minutes, asked, corner, clock):
    client = sign_in_as_asha(corner)
    clock.pass_minutes(minutes)
    assert client.post("/unseal/", WHAT_WAS_FILLED_IN).status_code == (403 if asked else 200)


def test_acting_does_not_make_a_proof_last_longer(corner, clock):
    client = sign_in_as_asha(corner)
    clock.pass_minutes(10)
    assert client.post("/unseal/", WHAT_WAS_FILLED_IN).content == DONE
    clock.pass_minutes(10)
    assert client.post("/unseal/", WHAT_WAS_FILLED_IN).status_code == 403


def test_what_was_filled_in_comes_back_with_the_proof_and_the_act_is_done_once_it_is_given(corner, clock):
    client = sign_in_as_asha(corner)
    clock.pass_minutes(30)
    page = client.post("/unseal/", WHAT_WAS_FILLED_IN).content.decode()
    assert "Before you open a sealed record, show that it is still you" in page
    assert "This is a demonstration, so there is nothing to prove" in page
    assert '<input type="hidden" name="reason" value="she said &#34;now&#34; &lt;b&gt;">' in page
    assert client.post("/unseal/", {**WHAT_WAS_FILLED_IN, "proof_demo": "1"}).content == DONE


def test_what_is_only_read_is_asked_about_too_when_it_leaves_the_building(corner, clock):
    client = sign_in_as_asha(corner)
    assert client.get("/export/?of=list").content == b"exported list"
    clock.pass_minutes(30)
    assert b"Before you take an export" in client.get("/export/?of=list").content
    answer = client.post("/export/?of=list", {"proof_demo": "1", "proof_of_reading": "1"})
    assert (answer.status_code, answer["Location"]) == (302, "/export/?of=list")
    assert client.get("/export/?of=list").content == b"exported list"


def test_a_file_that_cannot_be_kept_is_said_to_be_lost(corner, clock, tmp_path):
    chosen = tmp_path / "made-up.csv"
    chosen.write_text("a,b")
    client = sign_in_as_asha(corner)
    clock.pass_minutes(30)
    with chosen.open("rb") as file:
        answer = client.post("/unseal/", {**WHAT_WAS_FILLED_IN, "file": file})
    assert b"The file you chose could not be kept" in answer.content


def signed_in_for_real(corner, clock) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=corner.asha), backend=SIGN_IN_BACKEND)
    return client


def test_outside_a_demo_saying_so_proves_nothing(corner, clock):
    make_password_of_asha(corner)
    with override_settings(DEMO=False):
        TOTP.activate(User.objects.get(id=corner.asha), TOTP_SECRET)
        client = signed_in_for_real(corner, clock)
        assert client.post("/unseal/", {**WHAT_WAS_FILLED_IN, "proof_demo": "1"}).status_code == 403


def test_outside_a_demo_a_code_is_asked_for_and_a_password_is_not_enough(corner, clock):
    make_password_of_asha(corner)
    with override_settings(DEMO=False):
        TOTP.activate(User.objects.get(id=corner.asha), TOTP_SECRET)
        client = signed_in_for_real(corner, clock)
        page = client.post("/unseal/", WHAT_WAS_FILLED_IN).content
        assert b'name="proof_code"' in page
        assert b'name="proof_password"' not in page
        assert client.post("/unseal/", {**WHAT_WAS_FILLED_IN, "proof_password": PASSWORD}).status_code == 403
        wrong = client.post("/unseal/", {**WHAT_WAS_FILLED_IN, "proof_code": "000000"})
        assert (wrong.status_code, b"Nothing has been done yet" in wrong.content) == (422, True)
        assert b"000000" not in wrong.content
        assert client.post("/unseal/", {**WHAT_WAS_FILLED_IN, "proof_code": code_now(TOTP_SECRET)}).content == DONE


def test_a_session_that_never_proved_anything_is_asked(corner, clock):
    client = signed_in_for_real(corner, clock)
    assert client.post("/unseal/", WHAT_WAS_FILLED_IN).status_code == 403
