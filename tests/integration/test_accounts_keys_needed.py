"""Somebody whose role needs a security key is told in time, and from its day gets on with a key alone."""

import html
import re
import time
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from reachable.access import operations
from reachable.access.context import running
from reachable.access.domain.key_rules import KeyRule
from reachable.access.domain.viewer import Role
from reachable.access.models import Membership, User
from reachable.adapters.clock import read_clock
from reachable.alerts.models import OutboxMessage
from reachable.config.boot import UnsafeToStart, refuse_unknown_agencies
from reachable.journeys.keys_asked import ask_for_keys
from reachable.kernel.london import london_date
from tests.factories.one_time_codes import code_now
from tests.factories.plain_files import PLAIN_FILES
from tests.integration.made_up import DAY, MACHINE, NOW, make_corner
from tests.integration.test_concern_pages import FILLED

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


def signed_in(asha: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": asha.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": code_now(TOTP_SECRET)})
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
        assert client.get("/look-up/")["Location"] == "/accounts/2fa/keys/?next=%2Flook-up%2F"
        asked = client.get("/accounts/2fa/keys/")["Location"]
        assert asked.startswith("/accounts/reauthenticate/"), "with what they have they may add one"
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        page = client.get("/accounts/2fa/keys/").content
        assert b"opens hardly any page until you have added one here" in page
        assert b"needs a security key from" not in page, "the day has come"
        give_key(asha)
        assert client.get("/look-up/")["Location"] == "/accounts/2fa/keys/again/?next=%2Flook-up%2F"
        use_key(client)
        assert client.get("/look-up/").status_code == 200
        session = client.session
        session[USED] = [each for each in session[USED] if each.get("type") != "webauthn"]
        session.save()
        assert client.get("/look-up/")["Location"].startswith("/accounts/2fa/keys/again/"), "used in this session"
        with override_settings(DEMO=True):
            assert client.get("/look-up/").status_code == 200, "a demonstration asks for none"


@pytest.fixture
def no_browser(monkeypatch):
    """Let the page that asks for a key be answered: what a browser is asked for needs a real key to be made."""
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.begin_authentication", lambda _user: {"publicKey": {}})


def said(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(answer.content.decode())).split())


def test_whoever_lost_their_key_reads_that_no_code_is_enough_who_lets_them_back_and_what_opens(asha, no_browser):
    give_key(asha)
    with override_settings(KEY_RULES=(rule(grace=0),)):
        client = signed_in(asha)
        answer = client.get("/look-up/", follow=True)
        page = said(answer)
        assert "A code from your app, a recovery code or your password is not enough here" in page
        assert "whoever runs Reachable at your agency" in page
        assert "a supervisor, who is not you, agrees" in page
        assert "ring 999" in page
        for way_back_here in ("/accounts/2fa/reauthenticate/", "/accounts/reauthenticate/"):
            assert way_back_here not in answer.content.decode(), "it would lead back to this page"
        assert 'href="/ring/"' in answer.content.decode()
        assert "Choose another of your roles" not in page
        assert client.get("/ring/").status_code == 200
        assert client.get("/concerns/new/").status_code == 200
        assert client.get("/concerns/new/worker/").status_code == 200
    with override_settings(KEY_RULES=(rule(grace=1),)):
        other = client.get("/accounts/2fa/keys/again/").content.decode()
        assert "/accounts/2fa/reauthenticate/" in other, "where no role needs a key a code is another way"


def test_whoever_has_another_role_reads_that_they_can_choose_it(asha, no_browser):
    give_key(asha)
    with running(job="test", now=NOW):
        team = Membership.objects.get(user=asha).team_id
        operations.register_membership(
            user_id=asha.id, team_id=team, role=Role.RECORDER, starts_at=NOW - DAY, by=MACHINE, now=NOW
        )
    with override_settings(KEY_RULES=(rule(grace=0),)):
        client = signed_in(asha)
        assert "Choose another of your roles" in said(client.get("/accounts/2fa/keys/again/"))


def test_a_concern_is_sent_without_the_key_and_nothing_of_before_is_shown_or_lost(asha):
    sent = {"sending": str(uuid4()), **FILLED}
    with override_settings(KEY_RULES=(rule(grace=1),)):
        client = signed_in(asha)
        client.post("/concerns/new/", {**sent, "what_i_saw": "Written on Monday", "later": "yes"})
    give_key(asha)
    with override_settings(KEY_RULES=(rule(grace=0),)):
        form = client.get("/concerns/new/").content.decode()
        assert "Written on Monday" not in form
        assert "You have not shown your security key" in form
        client.post("/concerns/draft/", {**sent, "what_i_saw": "Typed over"})
        client.post("/concerns/new/", {"start_again": "yes"})
        refused = client.post("/concerns/new/", {**sent, "file": SimpleUploadedFile("a.txt", b"x", "text/plain")})
        assert (refused.status_code, "Without your key no file is sent" in said(refused)) == (422, True)
        done = client.post("/concerns/new/", sent)
        assert done["Location"].startswith("/concerns/sent/"), said(done)
        assert "Your concern was sent" in said(client.get(done["Location"]))
        assert client.get("/concerns/mine/")["Location"].startswith(ASKS)
        session = client.session
        del session["sent_without_key"]
        session.save()
        assert client.get(done["Location"])["Location"].startswith(ASKS), "no other concern of theirs is read"
    with override_settings(KEY_RULES=(rule(grace=1),)):
        assert "Written on Monday" in client.get("/concerns/new/").content.decode(), "and what was there is still there"


def test_a_rule_for_an_agency_that_is_not_here_stops_the_start_and_names_the_setting(asha):
    here = Membership.objects.get(user=asha).team.agency_id
    refuse_unknown_agencies((rule(grace=0), replace(rule(grace=0), agency=here)))
    nowhere = UUID(int=7)
    with pytest.raises(UnsafeToStart, match=f"REACHABLE_KEY_RULES names {nowhere}, and no agency here has that id"):
        refuse_unknown_agencies((replace(rule(grace=0), agency=nowhere),))


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
    what = {"session": "nobody", "proof_code": code_now(TOTP_SECRET)}
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
    assert "your role needs a security key, and opens hardly any page until you have one" in message.text
    assert "a code opens everything" not in message.text
