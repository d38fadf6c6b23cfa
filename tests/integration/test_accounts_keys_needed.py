"""Somebody whose role needs a security key is told in time, and from its day gets on with a key alone."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings

from reachable.access.domain.key_rules import KeyRule
from reachable.access.domain.viewer import Role
from reachable.access.models import User
from reachable.adapters.clock import read_clock
from reachable.alerts.models import OutboxMessage
from reachable.journeys.keys_asked import ask_for_keys
from reachable.kernel.london import london_date
from tests.factories.plain_files import PLAIN_FILES
from tests.integration.made_up import make_corner

PASSWORD = "seven herons under the old bridge"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
USED = "account_authentication_methods"


def rule(grace: int, role: Role = Role.PRACTITIONER) -> KeyRule:
    today = london_date(read_clock())
    return KeyRule(role=role, asked_from=today, grace_days=grace, because="a test")


@pytest.fixture
def asha(database, tmp_path):
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path, DEMO=False, HTTPS=False):
        user = User.objects.get(id=make_corner().asha)
        user.password = make_password(PASSWORD)
        user.save()
        TOTP.activate(user, TOTP_SECRET)
        yield user


def code_now() -> str:
    return str(format_hotp_value(hotp_value(TOTP_SECRET, next(iter(yield_hotp_counters_from_time())))))


def signed_in(asha: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": asha.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    return client


def give_key(asha: User) -> None:
    Authenticator.objects.create(user=asha, type=Authenticator.Type.WEBAUTHN, data={"name": "blue", "credential": {}})


def use_key(client: Client, at: float = 0) -> None:
    """Stand for the browser's part: test_security_keys.py has a real one."""
    session = client.session
    session[USED] = [*session[USED], {"method": "mfa", "type": "webauthn", "at": at or time.time()}]
    session.save()


def test_until_its_day_a_code_is_enough_and_the_page_says_from_when(asha):
    with override_settings(KEY_RULES=(rule(grace=1),)):
        client = signed_in(asha)
        assert client.get("/ring/").status_code == 200
        assert b"Your role needs one from" in client.get("/sessions/").content
        give_key(asha)
        assert b"Your role needs one from" not in client.get("/sessions/").content, "whoever has one need not read it"
        Authenticator.objects.filter(user=asha, type=Authenticator.Type.WEBAUTHN).delete()
    with override_settings(KEY_RULES=(rule(grace=0, role=Role.SUPERVISOR),)):
        assert client.get("/ring/").status_code == 200, "another role's rule is none of hers"
        assert b"Your role needs one from" not in client.get("/sessions/").content


def test_from_its_day_a_role_opens_nothing_until_a_key_was_used(asha):
    with override_settings(KEY_RULES=(rule(grace=0),)):
        client = signed_in(asha)
        assert client.get("/ring/")["Location"] == "/accounts/2fa/keys/?next=%2Fring%2F"
        asked = client.get("/accounts/2fa/keys/")["Location"]
        assert asked.startswith("/accounts/reauthenticate/"), "with what they have they may add one"
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        page = client.get("/accounts/2fa/keys/").content
        assert b"opens no page until you have added one here" in page
        assert b"needs a security key from" not in page, "the day has come"
        give_key(asha)
        assert client.get("/ring/")["Location"] == "/accounts/2fa/keys/again/?next=%2Fring%2F"
        use_key(client)
        assert client.get("/ring/").status_code == 200
        session = client.session
        session[USED] = [each for each in session[USED] if each.get("type") != "webauthn"]
        session.save()
        assert client.get("/ring/")["Location"].startswith("/accounts/2fa/keys/again/"), "used in this session"
        with override_settings(DEMO=True):
            assert client.get("/ring/").status_code == 200, "a demonstration asks for none"


def test_before_what_cannot_be_taken_back_a_code_is_no_proof_any_more(asha, monkeypatch):
    give_key(asha)
    client = signed_in(asha)
    use_key(client)
    later = read_clock() + timedelta(minutes=8)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: later)
    session = client.session
    del session["proved_at"]
    session.save()
    key = "reachable.web.shared.key_options.ask_for_key"
    monkeypatch.setattr(key, lambda _user: "{}")
    monkeypatch.setattr("reachable.web.shared.fresh_proof.ask_for_key", lambda _user: "{}")
    what = {"session": "nobody", "proof_code": code_now()}
    with override_settings(KEY_RULES=(rule(grace=0),)):
        answer = client.post("/sessions/end/", what)
        assert answer.status_code in (403, 422)
        assert b"Your role needs a security key here" in answer.content
        assert b'name="proof_code"' not in answer.content
    with override_settings(KEY_RULES=(rule(grace=1),)):
        assert b'name="proof_code"' in client.post("/sessions/end/", {"session": "nobody"}).content


WAYS_IN = (
    *("/accounts/2fa/keys/", "/accounts/2fa/totp/deactivate/", "/accounts/2fa/totp/activate/"),
    *("/accounts/2fa/recovery-codes/new/", "/accounts/password/change/", "/accounts/password/set/"),
)
ASKS = "/accounts/2fa/keys/again/"


def asks_for_key(client: Client, address: str, method: str = "get") -> bool:
    return getattr(client, method)(address).get("Location", "").startswith(ASKS)


def test_whoever_has_a_password_and_a_code_changes_no_way_in_of_somebody_whose_role_needs_a_key(asha):
    give_key(asha)
    key = Authenticator.objects.get(user=asha, type=Authenticator.Type.WEBAUTHN)
    remove = f"/accounts/2fa/keys/{key.pk}/remove/"
    with override_settings(KEY_RULES=(rule(grace=0),)):
        thief = signed_in(asha)
        thief.post("/accounts/reauthenticate/", {"password": PASSWORD})
        for address in WAYS_IN:
            for method in ("get", "post"):
                assert asks_for_key(thief, address, method), (method, address)
        assert asks_for_key(thief, remove, "post")
        session = thief.session
        session.pop("membership_id", None)
        session.save()
        assert asks_for_key(thief, "/accounts/2fa/keys/"), "and not choosing an assignment is no way round"
        use_key(thief, at=time.time() - 3600)
        assert asks_for_key(thief, remove, "post"), "a key of an hour ago is none of now"
        assert Authenticator.objects.filter(pk=key.pk).exists()
        use_key(thief)
        assert not any(asks_for_key(thief, each) for each in WAYS_IN[1:])
        assert not asks_for_key(thief, remove, "post")
        assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_where_no_role_needs_a_key_yet_the_factor_somebody_has_changes_their_ways_in(asha):
    give_key(asha)
    with override_settings(KEY_RULES=(rule(grace=1),)):
        client = signed_in(asha)
        assert not any(asks_for_key(client, each) for each in WAYS_IN)


def test_people_are_told_once_and_whoever_has_a_key_is_not(asha):
    now = read_clock()
    early = rule(grace=90)
    assert ask_for_keys(rules=(rule(grace=90, role=Role.SUPERVISOR),), now=now) == 0
    assert ask_for_keys(rules=(early,), now=now - timedelta(days=2)) == 0
    assert ask_for_keys(rules=(early,), now=now) == 1
    assert ask_for_keys(rules=(early,), now=now + timedelta(days=1)) == 1
    (message,) = OutboxMessage.objects.filter(to_address=asha.email)
    assert "your role needs a security key from" in message.text
    with override_settings(KEY_RULES=(early,)):
        assert message.text.encode()[:40] in signed_in(asha).get("/sessions/").content
    give_key(asha)
    assert ask_for_keys(rules=(early,), now=now) == 0


def test_whoever_comes_into_a_role_after_its_day_is_not_told_of_a_day_that_is_over(asha):
    now = read_clock()
    assert ask_for_keys(rules=(rule(grace=0),), now=now) == 1
    assert ask_for_keys(rules=(rule(grace=0),), now=now + timedelta(days=1)) == 1
    (message,) = OutboxMessage.objects.filter(to_address=asha.email)
    assert "your role needs a security key, and opens no page until you have one" in message.text
    assert "a code opens everything" not in message.text
