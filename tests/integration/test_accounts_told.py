"""Somebody is sent word, and reads in Reachable, when their way in changes or a sign-in as them is strange."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client, override_settings

from reachable.access.models import User
from reachable.adapters.clock import read_clock
from reachable.adapters.email import send_email
from reachable.alerts.models import OutboxMessage
from reachable.journeys.identities_bound import bind_identities
from reachable.journeys.messages_sent import send_messages
from reachable.web.shared.recovery import renew_codes
from tests.factories.plain_files import PLAIN_FILES
from tests.integration.made_up import make_corner

PASSWORD = "seven herons under the old bridge"
NEW_PASSWORD = "lampen duvet kraken stilts"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def asha(database, tmp_path):
    with override_settings(DEMO=False, SECURE_SSL_REDIRECT=False, STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        made = make_corner()
        User.objects.filter(id=made.asha).update(password=make_password(PASSWORD))
        yield User.objects.get(id=made.asha)


def signs_in(password=PASSWORD, **where) -> Client:
    client = Client(**where)
    client.post("/accounts/login/", {"login": "asha@example.org", "password": password})
    client.get("/accounts/2fa/")
    return client


def told() -> list[str]:
    return list(OutboxMessage.objects.order_by("created_at").values_list("text", flat=True))


def shows_again(client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def test_a_sign_in_as_always_tells_nobody_and_a_strange_one_is_sent_and_stands_on_the_page(asha):
    signs_in()
    signs_in()
    assert told() == []
    client = signs_in(REMOTE_ADDR="198.51.100.7", headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/143"})
    (text,) = told()
    assert "from another place, with another kind of browser" in text
    assert "while in use elsewhere" in text
    assert "198.51" not in text
    TOTP.activate(asha, TOTP_SECRET)
    assert text in client.get("/sessions/").content.decode()
    assert send_messages(now=read_clock(), send=send_email) == 1
    assert (mail.outbox[-1].to, mail.outbox[-1].body) == ([f"{asha.name} <asha@example.org>"], text)


def test_a_sign_in_after_wrong_passwords_is_told_and_the_next_begins_anew(asha):
    signs_in()
    for _each in range(3):
        signs_in("another long one here")
    signs_in()
    assert ["after wrong passwords" in each for each in told()] == [True]
    signs_in()
    assert len(told()) == 1


def test_whoever_comes_back_reads_that_something_was_told_since(asha):
    def comes_back():
        sent = {"login": "asha@example.org", "password": PASSWORD}
        return Client().post("/accounts/login/", sent, follow=True).content.decode()

    signs_in()
    assert "since you last signed in" not in comes_back()
    signs_in(REMOTE_ADDR="198.51.100.7")
    assert "since you last signed in" in comes_back()


def change_password(client, _asha):
    sent = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post("/accounts/password/change/", sent)


def switch_app_off(client, asha):
    TOTP.activate(asha, TOTP_SECRET)
    shows_again(client)
    client.post("/accounts/2fa/totp/deactivate/")


def make_codes(client, asha):
    TOTP.activate(asha, TOTP_SECRET)
    shows_again(client)
    client.post("/accounts/2fa/recovery-codes/new/")


def use_code(client, asha):
    TOTP.activate(asha, TOTP_SECRET)
    client.post("/accounts/2fa/reauthenticate/", {"code": renew_codes(asha)[0]})


def bind(_client, asha):
    bind_identities(pairs=[(asha.email, "subject-1")], issuer="https://id.example.org", now=read_clock())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (change_password, "your password was changed"),
        (switch_app_off, "your authenticator app was switched off"),
        (make_codes, "new recovery codes were made"),
        (use_code, "one of your recovery codes was used"),
        (bind, "bound to your agency's own sign-in"),
    ],
)
def test_a_change_of_the_way_in_is_told_once(change, said, asha):
    change(signs_in(), asha)
    assert [said in each for each in told()] == [True]
