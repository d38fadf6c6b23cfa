"""Guessing is counted for all processes, a new password leads past no code, and signing out leaves nothing."""

import logging
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.core.cache import caches
from django.test import Client, override_settings

from reachable.access.domain.audit_verifier import Head
from reachable.access.domain.witnessing import WitnessAway
from reachable.access.models import User
from reachable.adapters.witnesses import PartnerWitness
from tests.factories.one_time_codes import code_now
from tests.factories.plain_files import PLAIN_FILES
from tests.integration.made_up import NOW, make_corner

PASSWORD = "seven herons under the old bridge"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW_PASSWORD = "lampen duvet kraken stilts"


@pytest.fixture
def corner(database, tmp_path):
    with override_settings(DEMO=False, SECURE_SSL_REDIRECT=False, STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        made = make_corner()
        User.objects.filter(id=made.asha).update(password=make_password(PASSWORD))
        yield made


def sign_in(password, **where) -> Client:
    client = Client(**where)
    client.post("/accounts/login/", {"login": "asha@example.org", "password": password})
    return client


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_after_five_wrong_passwords_the_right_one_waits_too_wherever_it_is_tried(corner, caplog):
    assert settings.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache"), "counted in the database"
    with caplog.at_level(logging.CRITICAL):
        for place in range(5):
            assert not is_in(sign_in("another long one here", REMOTE_ADDR=f"10.1.2.{place}"))
        assert not is_in(sign_in(PASSWORD, REMOTE_ADDR="10.9.9.9"))
        caches["default"].clear()
        assert is_in(sign_in(PASSWORD, REMOTE_ADDR="10.9.9.9")), "no account is locked"


def test_a_sign_in_that_fails_is_noted_under_whose_address_it_was(corner, privileged, database):
    sign_in("another long one here")
    Client().post("/accounts/login/", {"login": "nobody@example.org", "password": PASSWORD})
    with privileged.connect(database) as admin:
        rows = admin.execute("SELECT user_id, what FROM audit.entry WHERE kind = 'SIGNED_IN' ORDER BY id").fetchall()
    assert rows == [(corner.asha, "a password was wrong"), (None, "a password was wrong")]


def test_a_code_signs_in_once_and_one_that_is_wrong_is_noted(corner, privileged, database):
    TOTP.activate(User.objects.get(id=corner.asha), TOTP_SECRET)
    code = code_now(TOTP_SECRET)
    first, second = sign_in(PASSWORD), sign_in(PASSWORD)
    assert not is_in(first), "the password alone is not enough"
    first.post("/accounts/2fa/authenticate/", {"code": code})
    assert is_in(first)
    again = second.post("/accounts/2fa/authenticate/", {"code": code})
    assert not is_in(second)
    assert b"That code was used already" in again.content
    with privileged.connect(database) as admin:
        rows = admin.execute("SELECT user_id, what FROM audit.entry WHERE what LIKE '%wrong'").fetchall()
    assert rows == [(corner.asha, "a one-time code was wrong")]


def test_who_forgot_their_password_is_answered_alike_whether_there_is_an_account(corner):
    known, unknown = (
        Client().post("/accounts/password/reset/", {"email": email}, follow=True)
        for email in ("asha@example.org", "nobody@example.org")
    )
    assert known.status_code == unknown.status_code == 200
    assert known.redirect_chain == unknown.redirect_chain


def test_a_new_password_signs_nobody_in_and_the_second_factor_is_asked_for_as_before(corner):
    client = Client()
    client.post("/accounts/password/reset/", {"email": "asha@example.org"})
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)
    assert link is not None
    form = client.get(link[1], follow=True)
    done = client.post(form.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert done.status_code == 302
    assert not is_in(client)
    assert client.get("/")["Location"].startswith("/accounts/login/")
    again = sign_in(NEW_PASSWORD)
    assert again.get("/")["Location"].startswith("/accounts/2fa/totp/activate/")


def test_the_link_for_a_new_password_works_once(corner):
    client = Client()
    client.post("/accounts/password/reset/", {"email": "asha@example.org"})
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)
    assert link is not None
    form = client.get(link[1], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    again = Client().get(link[1], follow=True)
    assert b'name="password1"' not in again.content


def test_a_password_changed_signs_out_everywhere_else(corner):
    one, other = sign_in(PASSWORD), sign_in(PASSWORD)
    other.get("/accounts/2fa/")
    one.get("/accounts/2fa/")
    changed = one.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    assert changed.status_code == 302
    assert "login" in other.get("/accounts/2fa/")["Location"]
    assert one.get("/accounts/2fa/").status_code == 200


def test_changing_a_password_asks_for_the_old_one(corner):
    one = sign_in(PASSWORD)
    one.post(
        "/accounts/password/change/",
        {"oldpassword": "another long one here", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    assert User.objects.get(id=corner.asha).check_password(PASSWORD)


def test_signing_out_tells_the_browser_to_forget(corner):
    answer = sign_in(PASSWORD).post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_a_proof_given_again_changes_the_key_of_the_session(corner):
    client = sign_in(PASSWORD)
    client.get("/accounts/2fa/")
    client.post("/desk/lock/")
    before = client.session.session_key
    assert client.post("/desk/unlock/", {"proof_password": PASSWORD, "proof_of_reading": "1"}).status_code == 302
    assert client.session.session_key != before
    assert not Client(headers={"cookie": f"sessionid={before}"}).session.items()


@pytest.mark.parametrize(
    "address", ["/.git/config", "/.git/HEAD", "/static/", "/pyproject.toml", "/static/../pyproject.toml", "/src/"]
)
def test_no_folder_and_no_file_of_the_source_is_served(address, corner):
    assert Client().get(address).status_code == 404


def test_a_request_to_be_echoed_is_refused(corner):
    for address in ("/look-up/", "/concerns/new/", "/alive"):
        assert Client().trace(address).status_code in (302, 405)
        assert b"TRACE" not in Client().trace(address).content


def test_a_program_that_forgets_https_is_told_so_and_not_led_on(corner):
    with override_settings(HTTPS=True, SECURE_SSL_REDIRECT=True):
        assert Client().post("/api/witness", "{}", content_type="application/json").status_code == 403
        assert Client().get("/look-up/").status_code == 301


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_witness_that_sends_us_elsewhere_is_away_and_nothing_follows():
    seen = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self):
            seen.append(self.path)
            self.send_response(307)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
            self.end_headers()

        def log_message(self, *_words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        head = Head("0" * 32, 1, "00" * 32, NOW.isoformat())
        with pytest.raises(WitnessAway):
            PartnerWitness(f"http://127.0.0.1:{server.server_port}/api/witness", "a key").take(head)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert seen == ["/api/witness"]
