"""Somebody signs in with their agency by SAML: exactly whom the agency bound, once, and only by what was asked for."""

import base64
import zlib
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client, override_settings
from lxml import etree

from reachable.access.context import acting
from reachable.access.models import SignedInSession, TakenAssertion, User
from reachable.access.operations.assertions import AssertionTaken, take_assertion
from reachable.access.operations.identities import bind_identity
from reachable.access.operations.leavers import close_account
from reachable.adapters.clock import read_clock
from reachable.journeys.identities_bound import bind_identities
from tests.factories.plain_files import PLAIN_FILES
from tests.factories.saml_provider import TinySamlProvider, change_subject
from tests.integration.made_up import MACHINE, NOW, make_corner, make_user

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
START, BACK, ON = (f"/accounts/with/council/{each}" for each in ("", "saml/", "saml/on/"))


@pytest.fixture
def provider():
    it = TinySamlProvider()
    with override_settings(IDENTITY_PROVIDERS=(it.provider(),), DEMO=False, HTTPS=False):
        yield it


@pytest.fixture
def corner(database, tmp_path, provider):
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path, SECURE_SSL_REDIRECT=False):
        made = make_corner()
        email = User.objects.get(id=made.asha).email
        assert bind_identities(pairs=[(email, "subject-1")], issuer=provider.issuer, now=NOW).bound == 1
        yield made


def brought(client: Client, provider: TinySamlProvider, start: str = START) -> dict[str, str]:
    """Return what the provider's page sends, after going there."""
    return provider.answer(client.get(start)["Location"])


def sign_in(client: Client, provider: TinySamlProvider, start: str = START):
    return client.post(ON, brought(client, provider, start))


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def refused(client: Client, provider: TinySamlProvider) -> bool:
    answer = sign_in(client, provider)
    return (answer.status_code, who(client)) == (403, None) and b"You could not be signed in" in answer.content


def noted(privileged, database) -> list[str]:
    with privileged.connect(database) as admin:
        return [row[0] for row in admin.execute("SELECT what FROM audit.entry WHERE kind = 'SIGNED_IN'")]


def test_somebody_bound_signs_in_goes_where_they_were_going_and_their_second_factor_there_counts(corner, provider):
    client = Client()
    entrance = client.get("/accounts/login/?next=%2Fring%2F").content
    assert b"Sign in with Northshire Council" in entrance
    assert b"It leads to another site: id.northshire.example.org." in entrance
    answer = sign_in(client, provider, f"{START}?next=/ring/")
    assert (answer.status_code, answer["Location"]) == (302, "/ring/")
    assert (who(client), client.get("/ring/").status_code) == (str(corner.asha), 200)
    assert SignedInSession.objects.get().user_id == corner.asha


def test_what_another_site_sends_is_not_kept_signs_nobody_in_and_sets_no_cookie(corner, provider):
    """The browser sends no cookie of ours with it. It goes on from our own page, with the session that asked."""
    client = Client()
    sent = brought(client, provider)
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.post(BACK, sent, headers={"origin": "https://id.northshire.example.org"})
    assert (page.status_code, dict(page.cookies)) == (200, {})
    assert f'action="{ON}"'.encode() in page.content
    assert f'value="{sent["RelayState"]}"'.encode() in page.content
    assert client.post(ON, sent).status_code == 302
    assert Client().post(BACK, {"SAMLResponse": "x" * 200_001, "RelayState": "x"}).status_code == 403
    assert Client().post(BACK, {"SAMLResponse": "x"}).status_code == 403


def test_an_answer_nobody_asked_for_in_this_browser_signs_nobody_in(corner, provider, privileged, database):
    """Neither one begun at the provider, nor one an attacker asked for and has somebody else's browser send."""
    attacker, victim = Client(), Client()
    sent = brought(attacker, provider)
    assert (victim.post(ON, sent).status_code, who(victim)) == (403, None)
    brought(victim, provider)
    assert (victim.post(ON, sent).status_code, who(victim)) == (403, None)
    state = {**brought(victim, provider), "SAMLResponse": sent["SAMLResponse"]}
    assert (victim.post(ON, state).status_code, who(victim)) == (403, None), "its state, with another's answer"
    assert client_signs_in(attacker, sent)
    assert [each for each in noted(privileged, database) if "refused" in each] != []


def client_signs_in(client: Client, sent: dict[str, str]) -> bool:
    return client.post(ON, sent).status_code == 302


def test_an_assertion_is_taken_once_by_whoever_brings_it(corner, provider):
    client = Client()
    sent = brought(client, provider)
    kept = client.session["with_provider"]
    assert client_signs_in(client, sent)
    client.post("/sign-out/")
    assert (client.post(ON, sent).status_code, who(client)) == (403, None), "a second time"
    session = client.session
    session["with_provider"] = kept
    session.save()
    assert (client.post(ON, sent).status_code, who(client)) == (403, None), "even were the question still open"


def test_the_database_takes_a_digest_once_and_nobody_reads_it(database):
    with acting(by=MACHINE, what="taken", now=NOW):
        take_assertion(digest="a" * 64, by=MACHINE, now=NOW)
    with pytest.raises(AssertionTaken), acting(by=MACHINE, what="taken", now=NOW):
        take_assertion(digest="a" * 64, by=MACHINE, now=NOW)
    with pytest.raises(Exception, match="permission denied"):
        TakenAssertion.objects.count()


def test_nobody_is_made_by_signing_in_and_a_stranger_and_a_leaver_are_answered_alike(corner, provider):
    people = User.objects.count()
    provider.subject = "somebody-else"
    stranger = sign_in(Client(), provider)
    provider.subject = "subject-1"
    with acting(by=MACHINE, what="closed", now=NOW):
        close_account(user_id=corner.asha, by=MACHINE, now=NOW)
    leaver = sign_in(Client(), provider)
    assert (stranger.status_code, leaver.status_code) == (403, 403)
    assert stranger.content == leaver.content
    assert User.objects.count() == people


def test_what_an_assertion_says_of_a_role_or_an_agency_is_not_read(corner, provider):
    """Every answer here says that somebody is a supervisor of another agency."""
    client = Client()
    sign_in(client, provider)
    assert client.get("/findings/").status_code == 404
    assert b"Eastham" not in client.get("/ring/").content


def test_without_a_second_factor_there_their_own_is_asked_for_here(corner, provider):
    provider.context = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
    client = Client()
    sign_in(client, provider)
    assert client.get("/ring/")["Location"].startswith("/accounts/2fa/totp/activate/")
    TOTP.activate(User.objects.get(id=corner.asha), TOTP_SECRET)
    another = Client()
    answer = sign_in(another, provider)
    assert (answer["Location"], who(another)) == ("/accounts/2fa/authenticate/", None)


def test_an_answer_that_is_not_for_this_sign_in_or_was_changed_signs_nobody_in_and_says_nothing_of_why(
    corner, provider, privileged, database
):
    provider.says = {"recipient": "https://elsewhere.example.org/saml/"}
    assert refused(Client(), provider)
    provider.says, provider.forge = {}, change_subject
    assert refused(Client(), provider)
    assert len([each for each in noted(privileged, database) if "refused" in each]) == 2


def test_whoever_stays_away_too_long_begins_again(corner, provider, monkeypatch):
    client = Client()
    sent = brought(client, provider)
    late = read_clock() + timedelta(minutes=10)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: late)
    assert (client.post(ON, sent).status_code, who(client)) == (403, None)


def test_showing_again_who_one_is_asks_anew_and_is_believed_only_of_oneself_with_a_second_factor(
    corner, provider, monkeypatch
):
    client = Client()
    sign_in(client, provider)
    with acting(by=MACHINE, what="registered", now=NOW):
        bind_identity(user_id=make_user("bruno"), issuer=provider.issuer, subject="subject-2", by=MACHINE, now=NOW)
    later = read_clock() + timedelta(minutes=16)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: later)
    monkeypatch.setattr("onelogin.saml2.utils.OneLogin_Saml2_Utils.now", lambda: int(later.timestamp()))
    provider.now = lambda: later
    asked = client.post("/sessions/end/", {"session": "nobody"})
    assert asked.status_code == 403
    assert b"Show it to Northshire Council" in asked.content
    for wrong in ({"subject": "subject-2"}, {"context": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"}):
        provider.says = wrong
        assert sign_in(client, provider).status_code == 403
        assert client.post("/sessions/end/", {"session": "nobody"}).status_code == 403
        assert who(client) == str(corner.asha)
    provider.says = {}
    assert b"That is you" in sign_in(client, provider).content
    assert client.post("/sessions/end/", {"session": "nobody"}).status_code == 302


def test_a_locked_desk_opens_to_the_person_at_their_provider(corner, provider):
    client = Client()
    sign_in(client, provider)
    client.get("/ring/")
    client.post("/desk/lock/")
    assert b"Show it to Northshire Council" in client.get("/ring/").content
    sign_in(client, provider)
    assert client.get("/ring/").status_code == 200


def test_the_question_asks_who_it_is_anew_by_a_name_that_stays_and_our_metadata_say_where_to(corner, provider):
    question = etree.fromstring(_question(Client().get(START)["Location"]))
    assert question.get("ForceAuthn") == "true"
    assert question.get("AssertionConsumerServiceURL") == f"http://testserver{BACK}"
    assert b"nameid-format:persistent" in etree.tostring(question)
    answer = Client().get(f"{BACK}metadata/")
    assert answer["Content-Type"] == "application/samlmetadata+xml"
    assert f'Location="http://testserver{BACK}"'.encode() in answer.content
    assert b'WantAssertionsSigned="true"' in answer.content


def _question(address: str) -> bytes:
    return zlib.decompress(base64.b64decode(parse_qs(urlsplit(address).query)["SAMLRequest"][0]), -15)


def test_a_provider_of_one_kind_is_not_spoken_to_as_the_other(corner):
    client = Client()
    assert client.get("/accounts/with/council/back/").status_code == 404
    with override_settings(IDENTITY_PROVIDERS=()):
        for address in (START, f"{BACK}metadata/"):
            assert client.get(address).status_code == 404
        for address in (BACK, ON):
            assert client.post(address).status_code == 404
