"""Somebody signs in with their agency: exactly whom the agency bound, once, and only by what was asked for."""

import json
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client, override_settings

from reachable.access.context import acting
from reachable.access.domain.key_rules import KeyRule
from reachable.access.domain.viewer import Role
from reachable.access.models import OutsideIdentity, SignedInSession, User
from reachable.access.operations.identities import IdentityTaken, bind_identity
from reachable.access.operations.leavers import close_account
from reachable.adapters.clock import read_clock
from reachable.adapters.identity_provider import ProvidersUnread, forget_providers, read_providers
from reachable.config.command import main
from reachable.journeys.identities_bound import bind_identities
from tests.factories.identity_provider import CLIENT, KEYS, SECRET, follow, tiny_provider
from tests.factories.plain_files import PLAIN_FILES
from tests.integration.made_up import MACHINE, NOW, make_corner, make_user

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
START = "/accounts/with/council/"


@pytest.fixture
def provider(tmp_path):
    forget_providers()
    with tiny_provider() as it, override_settings(IDENTITY_PROVIDERS=(it.provider(),), DEMO=False, HTTPS=False):
        yield it


@pytest.fixture
def corner(database, tmp_path, provider):
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path, SECURE_SSL_REDIRECT=False):
        made = make_corner()
        email = User.objects.get(id=made.asha).email
        assert bind_identities(pairs=[(email, "subject-1")], issuer=provider.issuer, now=NOW).bound == 1
        yield made


def brought_back(client: Client, start: str = START) -> str:
    return follow(client.get(start)["Location"])


def signed_in(corner) -> Client:
    client = Client()
    assert client.get(brought_back(client)).status_code == 302
    return client


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def entries(privileged, database) -> list[str]:
    with privileged.connect(database) as admin:
        return [row[0] for row in admin.execute("SELECT what FROM audit.entry WHERE kind = 'SIGNED_IN'")]


def test_somebody_bound_signs_in_goes_where_they_were_going_and_their_second_factor_there_counts(corner, provider):
    client = Client()
    assert client.get("/ring/")["Location"] == "/accounts/login/?next=%2Fring%2F"
    assert b"Sign in with Northshire Council" in client.get("/accounts/login/?next=%2Fring%2F").content
    before = client.session.session_key
    answer = client.get(brought_back(client, f"{START}?next=/ring/"))
    assert (answer.status_code, answer["Location"]) == (302, "/ring/")
    assert (who(client), client.get("/ring/").status_code) == (str(corner.asha), 200)
    assert client.session.session_key != before
    assert SignedInSession.objects.get().user_id == corner.asha


def test_before_anybody_leaves_for_another_site_they_are_told_which(corner, provider):
    told = f"It leads to another site: {provider.provider().host}.".encode()
    assert told in Client().get("/accounts/login/").content
    asha = signed_in(corner)
    asha.post("/desk/lock/")
    assert told in asha.get("/desk/unlock/").content


def test_what_is_asked_is_who_it_is_and_no_more_with_state_nonce_and_a_challenge(corner, provider):
    client = Client()
    brought_back(client)
    brought_back(client)
    first, second = provider.asked
    assert set(first) == {
        *("response_type", "scope", "client_id", "redirect_uri", "state", "nonce"),
        *("code_challenge", "code_challenge_method", "prompt", "max_age"),
    }
    assert (first["prompt"], first["max_age"]) == ("login", "0")
    assert (first["scope"], first["code_challenge_method"], first["response_type"]) == ("openid", "S256", "code")
    for each in ("state", "nonce", "code_challenge"):
        assert first[each] != second[each]
        assert len(first[each]) >= 43


def test_no_token_is_kept_and_the_browser_is_given_none(corner):
    client = signed_in(corner)
    assert not any("token" in name or "ey" in str(value)[:2] for name, value in client.session.items())
    assert all("ey" not in cookie.value[:2] for cookie in client.cookies.values())


def test_without_a_second_factor_there_their_own_is_asked_for_here(corner, provider):
    provider.amr = ["pwd"]
    client = Client()
    client.get(brought_back(client))
    assert client.get("/ring/")["Location"].startswith("/accounts/2fa/totp/activate/")
    TOTP.activate(User.objects.get(id=corner.asha), TOTP_SECRET)
    another = Client()
    answer = another.get(brought_back(another))
    assert (answer["Location"], who(another)) == ("/accounts/2fa/authenticate/", None)


def test_nobody_is_made_by_signing_in_and_a_stranger_and_a_leaver_are_answered_alike(corner, provider):
    people = User.objects.count()
    provider.subject = "somebody-else"
    client = Client()
    stranger = client.get(brought_back(client))
    provider.subject = "subject-1"
    with acting(by=MACHINE, what="closed", now=NOW):
        close_account(user_id=corner.asha, by=MACHINE, now=NOW)
    leaver = client.get(brought_back(client))
    assert (stranger.status_code, leaver.status_code, who(client)) == (403, 403, None)
    assert stranger.content == leaver.content
    assert User.objects.count() == people
    assert client.get("/ring/").status_code == 302


def test_what_comes_back_works_once_and_only_in_the_browser_that_asked(corner, provider, privileged, database):
    client, thief = Client(), Client()
    back = brought_back(client)
    assert (thief.get(back).status_code, who(thief)) == (403, None), "another browser did not ask"
    assert client.get(back).status_code == 302
    client.post("/sign-out/")
    assert (client.get(back).status_code, who(client)) == (403, None), "a second time"
    refused = [each for each in entries(privileged, database) if "was refused" in each]
    assert refused == [], "what anybody can send is not worth an entry"


def test_a_session_at_the_provider_signs_nobody_in_who_did_not_just_show_who_they_are(corner, provider):
    """A desk that was left open must not let the next person in under the last one's name."""
    provider.wrong = lambda claims: {**claims, "auth_time": claims["iat"] - 900}
    client = Client()
    assert (client.get(brought_back(client)).status_code, who(client)) == (403, None)


@pytest.mark.parametrize(
    "change",
    [
        lambda back: back.replace("state=", "state=x"),
        lambda back: back.replace("code=", "kode="),
        lambda back: back.replace("code-1", "code-2"),
        lambda back: back.replace("iss=", "iss=x"),
        lambda back: back.split("&iss=")[0],
        lambda back: f"{back}&error=access_denied",
    ],
    ids=["another state", "no code", "another code", "another issuer", "no issuer", "an error"],
)
def test_an_answer_that_is_not_the_one_asked_for_signs_nobody_in(change, corner):
    client = Client()
    answer = client.get(change(brought_back(client)))
    assert (answer.status_code, who(client)) == (403, None)
    assert b"You could not be signed in" in answer.content


def test_whoever_stays_away_too_long_begins_again(corner, monkeypatch):
    client = Client()
    back = brought_back(client)
    late = read_clock() + timedelta(minutes=10)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: late)
    assert (client.get(back).status_code, who(client)) == (403, None)


@pytest.mark.parametrize(
    "lie",
    [
        {"key": KEYS[1]},
        {"key": rsa.generate_private_key(public_exponent=65537, key_size=2048), "header": {"kid": "two"}},
        {"algorithm": "HS256", "key": "a secret of thirty-two signs or more"},
        {"algorithm": "none", "key": None},
        {"algorithm": "RS512"},
        {"header": {"typ": "at+jwt"}},
        {"header": {"typ": "logout+jwt"}},
        {"wrong": lambda claims: {**claims, "nonce": "another"}},
        {"wrong": lambda claims: {**claims, "aud": "another"}},
        {"wrong": lambda claims: {**claims, "iss": "https://id.example.org"}},
        {"wrong": lambda claims: {**claims, "exp": claims["iat"] - 61}},
    ],
    ids=lambda lie: "-".join(lie) + str(lie.get("algorithm", "")),
)
def test_a_token_that_is_not_the_providers_or_not_for_this_sign_in_signs_nobody_in(lie, corner, provider):
    for name, value in lie.items():
        setattr(provider, name, value)
    client = Client()
    assert (client.get(brought_back(client)).status_code, who(client)) == (403, None)


@pytest.mark.parametrize(
    "says",
    [
        {"issuer": "https://id.example.org"},
        {"token_endpoint": "http://id.example.org/token"},
        {"jwks_uri": "file:///x"},
    ],
)
def test_a_provider_that_calls_itself_something_else_or_leads_away_is_not_gone_to(says, corner, provider):
    provider.discovery = says
    answer = Client().get(START)
    assert answer.status_code == 503
    assert b"Nobody was signed in" in answer.content


def test_showing_again_who_one_is_asks_the_provider_anew_and_opens_what_needs_it(corner, provider, monkeypatch):
    client = signed_in(corner)
    later = read_clock() + timedelta(minutes=16)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: later)
    provider.now = later.timestamp
    asked = client.post("/sessions/end/", {"session": "nobody"})
    assert asked.status_code == 403
    assert b"Show it to Northshire Council" in asked.content
    back = brought_back(client)
    assert (provider.asked[-1]["prompt"], provider.asked[-1]["max_age"]) == ("login", "0")
    assert b"That is you" in client.get(back).content
    assert client.post("/sessions/end/", {"session": "nobody"}).status_code == 302


@pytest.mark.parametrize("how", ["long ago", "somebody else", "no second factor"])
def test_showing_again_is_believed_only_of_oneself_just_now_with_a_second_factor(how, corner, provider, monkeypatch):
    client = signed_in(corner)
    bruno = make_bruno(provider)
    later = read_clock() + timedelta(minutes=16)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: later)
    provider.now = later.timestamp
    if how == "long ago":
        provider.wrong = lambda claims: {**claims, "auth_time": claims["iat"] - 900}
    elif how == "somebody else":
        provider.subject = bruno
    else:
        provider.amr = ["pwd"]
    assert client.get(brought_back(client)).status_code == 403
    assert client.post("/sessions/end/", {"session": "nobody"}).status_code == 403
    assert who(client) == str(corner.asha), "and nobody is signed in instead of them"


def make_bruno(provider) -> str:
    with acting(by=MACHINE, what="registered", now=NOW):
        bind_identity(user_id=make_user("bruno"), issuer=provider.issuer, subject="subject-2", by=MACHINE, now=NOW)
    return "subject-2"


def test_a_locked_desk_opens_to_the_person_at_their_provider(corner, provider):
    client = signed_in(corner)
    client.get("/ring/")
    client.post("/desk/lock/")
    assert b"Show it to Northshire Council" in client.get("/ring/").content
    client.get(brought_back(client))
    assert client.get("/ring/").status_code == 200


def test_a_locked_desk_is_no_dead_end_for_whoever_needs_a_key_and_has_none_and_a_key_is_shown_by_whoever_has_one(
    corner, provider
):
    client = signed_in(corner)
    client.post("/desk/lock/")
    rule = KeyRule(role=Role.PRACTITIONER, asked_from=date(2026, 1, 1), grace_days=0, because="a test")
    with override_settings(KEY_RULES=(rule,)):
        assert b"Show it to Northshire Council" in client.get("/ring/").content
        assert b"That is you" in client.get(brought_back(client)).content
        assert client.get("/look-up/")["Location"].startswith("/accounts/2fa/keys/"), "no further than to a key"
        assert client.get("/accounts/2fa/keys/").status_code == 200
        key = {"name": "blue", "credential": {}}
        Authenticator.objects.create(user_id=corner.asha, type=Authenticator.Type.WEBAUTHN, data=key)
        client.post("/desk/lock/")
        answer = client.get(brought_back(client))
        assert (answer.status_code, b"Show your security key instead" in answer.content) == (403, True)
        assert SignedInSession.objects.get().locked


def test_a_provider_that_is_no_longer_set_counts_for_nothing(corner):
    client = signed_in(corner)
    assert client.get("/ring/").status_code == 200
    with override_settings(IDENTITY_PROVIDERS=()):
        assert client.get("/ring/")["Location"].startswith("/accounts/2fa/totp/activate/")
        assert client.get(START).status_code == 404


def test_a_second_factor_at_a_provider_counts_for_that_sign_in_alone(corner, provider):
    client = signed_in(corner)
    user = User.objects.get(id=corner.asha)
    user.set_password("seven herons under the old bridge")
    user.save(update_fields=["password"])
    client.post("/sign-out/")
    client.post("/accounts/login/", {"login": user.email, "password": "seven herons under the old bridge"})
    assert who(client) == str(corner.asha)
    assert client.get("/ring/")["Location"].startswith("/accounts/2fa/totp/activate/")


def test_a_subject_is_one_accounts_for_good(corner, provider):
    with pytest.raises(IdentityTaken), acting(by=MACHINE, what="bound", now=NOW):
        bind_identity(user_id=make_user("bruno"), issuer=provider.issuer, subject="subject-1", by=MACHINE, now=NOW)
    with acting(by=MACHINE, what="bound", now=NOW):
        assert not bind_identity(user_id=corner.asha, issuer=provider.issuer, subject="subject-1", by=MACHINE, now=NOW)
        assert bind_identity(user_id=corner.asha, issuer=provider.issuer, subject="new", by=MACHINE, now=NOW)
    assert OutsideIdentity.objects.get(ended_at__isnull=True).subject == "new"
    client = Client()
    assert client.get(brought_back(client)).status_code == 403, "the former subject signs nobody in"
    with pytest.raises(IdentityTaken), acting(by=MACHINE, what="bound", now=NOW):
        bind_identity(user_id=corner.asha, issuer=provider.issuer, subject="subject-1", by=MACHINE, now=NOW)


def test_the_command_binds_whom_a_file_lists_and_says_who_was_not_and_why(corner, provider, tmp_path, capsys):
    listed = tmp_path / "people.csv"
    email = User.objects.get(id=corner.asha).email
    listed.write_text(f"{email},subject-9\nnobody@example.org,subject-8\n")
    assert main(["bind", "council", "--from", str(listed)]) == 1
    said = capsys.readouterr()
    assert "Bound to Northshire Council: 1." in said.out
    assert "nobody@example.org: not bound, because nobody signs in with this address" in said.err + said.out
    assert main(["bind", "another", email, "x"]) == 1


GOOD = {"name": "council", "label": "Council", "issuer": "https://id.example.org", "client_id": CLIENT}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"issuer": "http://id.example.org"}, "https"),
        ({"algorithms": ["HS256"]}, "algorithms"),
        ({"algorithms": ["none"]}, "algorithms"),
        ({"client_secret": ""}, "empty"),
        ({"name": "a/b"}, "letters"),
        ({"another": "x"}, "may have"),
        ({"strong_acr": "gold"}, "list of words"),
        ({"strong_amr": [""]}, "list of words"),
    ],
)
def test_a_provider_that_is_not_safe_stops_the_start(changed, said, tmp_path):
    path = tmp_path / "providers.json"
    path.write_text(json.dumps([{**GOOD, "client_secret": SECRET, **changed}]))
    path.chmod(0o600)
    with pytest.raises(ProvidersUnread, match=said):
        read_providers(str(path))


def test_a_file_of_providers_that_others_can_read_stops_the_start(tmp_path):
    path = tmp_path / "providers.json"
    path.write_text(json.dumps([{**GOOD, "client_secret": SECRET}]))
    path.chmod(0o600)
    assert read_providers(str(path))[0].issuer == GOOD["issuer"]
    path.chmod(0o640)
    with pytest.raises(ProvidersUnread, match="chmod 600"):
        read_providers(str(path))
    assert read_providers("") == ()
