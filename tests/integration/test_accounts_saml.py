"""Somebody signs in with their agency by SAML: exactly whom the agency bound, once, and only by what was asked for."""

import base64
import json
from copy import deepcopy
from datetime import timedelta

import pytest
import xmlsec
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client, override_settings
from lxml import etree

from reachable.access.context import acting
from reachable.access.models import SignedInSession, TakenAssertion, User
from reachable.access.operations.assertions import AssertionTaken, take_assertion
from reachable.access.operations.identities import bind_identity
from reachable.access.operations.leavers import close_account
from reachable.adapters.clock import read_clock
from reachable.adapters.identity_provider import ProvidersUnread, read_providers
from reachable.journeys.identities_bound import bind_identities
from tests.factories.plain_files import PLAIN_FILES
from tests.factories.saml_provider import DSIG, NEXT, OURS, SAML, STRANGER, Pair, TinySamlProvider
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


def test_a_response_that_is_signed_as_well_is_checked_as_well(corner, provider):
    provider.signs = ("Assertion", "Response")
    assert sign_in(Client(), provider).status_code == 302
    provider.forge = lambda root: root.set("Version", "2.0") or _renamed(root)
    assert refused(Client(), provider)


def _renamed(root):
    root.find(f"{{{SAML}}}Issuer").tail = "changed after it was signed"
    return root


ANOTHER = "https://elsewhere.example.org/saml/"
WRONG_WORDS = [
    {"issuer": ANOTHER},
    {"response_issuer": ANOTHER},
    {"responds_to": "_another"},
    {"confirmed_for": "_another"},
    {"destination": ANOTHER},
    {"recipient": ANOTHER},
    {"restriction": f"<saml:AudienceRestriction><saml:Audience>{ANOTHER}</saml:Audience></saml:AudienceRestriction>"},
    {"restriction": ""},
    {"not_on_or_after": "2020-01-01T00:00:00Z"},
    {"confirmed_until": "2020-01-01T00:00:00Z"},
    {"not_before": "2089-01-01T00:00:00Z"},
    {"issued_at": "2020-01-01T00:00:00Z"},
    {"signed_in_at": "2020-01-01T00:00:00Z"},
    {"format": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"},
    {"qualifiers": f' SPNameQualifier="{ANOTHER}"'},
    {"qualifiers": f' NameQualifier="{ANOTHER}"'},
    {"subject": ""},
    {"method": "sender-vouches"},
    {"status": "Responder"},
]


@pytest.mark.parametrize("says", WRONG_WORDS, ids=lambda says: "-".join([*says, *says.values()])[:50])
def test_an_assertion_that_is_rightly_signed_but_not_for_this_sign_in_signs_nobody_in(says, corner, provider):
    provider.says = says
    assert refused(Client(), provider)


@pytest.mark.parametrize(
    "lie",
    [
        {"pair": STRANGER},
        {"signs": ()},
        {"signs": ("Response",)},
        {"method": xmlsec.Transform.RSA_SHA1},
        {"digest": xmlsec.Transform.SHA1},
        {"method": xmlsec.Transform.RSA_SHA224},
    ],
    ids=["another key", "no signature", "the response alone", "SHA-1", "a digest by SHA-1", "SHA-224"],
)
def test_a_signature_of_another_key_or_kind_signs_nobody_in(lie, corner, provider):
    for name, value in lie.items():
        setattr(provider, name, value)
    assert refused(Client(), provider)


def change_subject(root):
    root.find(f".//{{{SAML}}}NameID").text = "subject-2"
    return root


def wrap_beside(root):
    """The signed assertion stays, and a forged one stands before it."""
    signed = root.find(f"{{{SAML}}}Assertion")
    forged = _forged(signed)
    signed.addprevious(forged)
    return root


def wrap_inside(root):
    """A forged assertion stands in the signed one's place, and carries it in its signature."""
    signed = root.find(f"{{{SAML}}}Assertion")
    forged = _forged(signed)
    signature = signed.find(f"{{{DSIG}}}Signature")
    signed.addnext(forged)
    root.remove(signed)
    forged.insert(1, deepcopy(signature))
    holder = etree.SubElement(forged[1], f"{{{DSIG}}}Object")
    holder.append(signed)
    return root


def wrap_by_name(root):
    """The forged assertion has the name of the signed one."""
    signed = root.find(f"{{{SAML}}}Assertion")
    forged = _forged(signed)
    forged.set("ID", signed.get("ID"))
    forged.insert(1, deepcopy(signed.find(f"{{{DSIG}}}Signature")))
    extensions = etree.Element("{urn:oasis:names:tc:SAML:2.0:protocol}Extensions")
    signed.addnext(forged)
    extensions.append(signed)
    root.insert(1, extensions)
    return root


def wrap_around(root):
    """The whole signed response is carried by a forged one."""
    outer = deepcopy(root)
    change_subject(outer)
    outer.set("ID", "_outer")
    signed = outer.find(f"{{{SAML}}}Assertion")
    signed.set("ID", "_forged")
    holder = etree.SubElement(signed.find(f"{{{DSIG}}}Signature"), f"{{{DSIG}}}Object")
    holder.append(root)
    return outer


def sign_nothing(root):
    """The reference of the signature is empty, which some read as the whole and some as nothing."""
    root.find(f".//{{{DSIG}}}Reference").set("URI", "")
    return root


def cut_by_a_comment(root):
    """A name that was signed whole is read up to a comment by some (CVE-2018-0489 and its kin)."""
    root.find(f".//{{{SAML}}}NameID").text = "subject-1"
    return etree.tostring(root).replace(b">subject-1<", b">subject-1<!---->.example<")


def with_a_type(root):
    return b'<!DOCTYPE r [<!ENTITY who "subject-1">]>' + etree.tostring(root).replace(b">subject-1<", b">&who;<")


def with_a_file(root):
    kind = b'<!DOCTYPE r [<!ENTITY who SYSTEM "file:///etc/hostname">]>'
    return kind + etree.tostring(root).replace(b">subject-1<", b">&who;<")


def with_a_style(root):
    return b'<?xml-stylesheet href="https://elsewhere.example.org/x.xsl"?>' + etree.tostring(root)


def twice(root):
    root.append(deepcopy(root.find(f"{{{SAML}}}Assertion")))
    return root


def _forged(signed):
    forged = deepcopy(signed)
    forged.remove(forged.find(f"{{{DSIG}}}Signature"))
    forged.set("ID", "_forged")
    forged.find(f".//{{{SAML}}}NameID").text = "subject-2"
    return forged


FORGED = [
    *(change_subject, wrap_beside, wrap_inside, wrap_by_name, wrap_around, sign_nothing),
    *(cut_by_a_comment, with_a_type, with_a_file, with_a_style, twice),
    lambda _root: b"no XML at all",
]


@pytest.mark.parametrize("forge", FORGED, ids=lambda forge: forge.__name__)
@pytest.mark.parametrize("signs", [("Assertion",), ("Assertion", "Response")], ids=["assertion", "both"])
def test_an_answer_that_was_forged_after_it_was_signed_signs_nobody_in(forge, signs, corner, provider):
    with acting(by=MACHINE, what="registered", now=NOW):
        bind_identity(user_id=make_user("bruno"), issuer=provider.issuer, subject="subject-2", by=MACHINE, now=NOW)
    provider.signs, provider.forge = signs, forge
    assert refused(Client(), provider)


def test_whoever_stays_away_too_long_begins_again(corner, provider, monkeypatch):
    client = Client()
    sent = brought(client, provider)
    late = read_clock() + timedelta(minutes=10)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: late)
    assert (client.post(ON, sent).status_code, who(client)) == (403, None)


def test_a_certificate_is_believed_between_its_dates_and_two_stand_while_a_provider_changes_over(corner, provider):
    now = read_clock()
    old = OURS.dated(holds_until=now + timedelta(days=1))
    new = NEXT.dated(holds_from=now - timedelta(days=1))
    with override_settings(IDENTITY_PROVIDERS=(provider.provider(certificates=(old, new)),)):
        for provider.pair in (OURS, NEXT):
            assert sign_in(Client(), provider).status_code == 302
    over = OURS.dated(holds_until=now - timedelta(seconds=1))
    later = NEXT.dated(holds_from=now + timedelta(days=1))
    with override_settings(IDENTITY_PROVIDERS=(provider.provider(certificates=(over, later)),)):
        for provider.pair in (OURS, NEXT):
            assert refused(Client(), provider)


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
    import zlib
    from urllib.parse import parse_qs, urlsplit

    return zlib.decompress(base64.b64decode(parse_qs(urlsplit(address).query)["SAMLRequest"][0]), -15)


def test_a_provider_of_one_kind_is_not_spoken_to_as_the_other(corner):
    client = Client()
    assert client.get("/accounts/with/council/back/").status_code == 404
    with override_settings(IDENTITY_PROVIDERS=()):
        for address in (START, f"{BACK}metadata/"):
            assert client.get(address).status_code == 404
        for address in (BACK, ON):
            assert client.post(address).status_code == 404


GOOD = {
    **{"kind": "saml", "name": "council", "label": "Council", "issuer": "https://id.example.org/saml"},
    **{"sign_on": "https://id.example.org/sso", "certificates": [{"certificate": OURS.pem}]},
}


def written(tmp_path, *said) -> str:
    path = tmp_path / "providers.json"
    path.write_text(json.dumps(said))
    path.chmod(0o600)
    return str(path)


def test_the_file_names_saml_providers_beside_others_and_dates_their_certificates(tmp_path):
    bare = "".join(OURS.pem.split("-----")[2].split())
    dated = {"certificate": bare, "from": "2026-01-01", "until": "2027-01-01T00:00:00+00:00"}
    (read,) = read_providers(written(tmp_path, {**GOOD, "certificates": [dated]}))
    (certificate,) = read.certificates
    assert (certificate.pem.strip(), certificate.holds_from.year, certificate.holds_until.year) == (
        OURS.pem.strip(),
        2026,
        2027,
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sign_on": "http://id.example.org/sso"}, "https"),
        ({"certificates": []}, "no certificate"),
        ({"certificates": [{"certificate": "AAAA"}]}, "names no identity providers"),
        ({"certificates": [{"certificate": Pair(1024).pem}]}, "shorter than"),
        ({"certificates": [{"certificate": each.pem} for each in (OURS, NEXT, STRANGER)]}, "at once"),
        ({"certificates": [{"pem": OURS.pem}]}, "may have"),
        ({"strong_contexts": "gold"}, "list of words"),
        ({"label": ""}, "empty"),
        ({"name": "a/b"}, "letters"),
        ({"role_attribute": "role"}, "may have"),
    ],
    ids=lambda each: each if isinstance(each, str) else "-".join(each),
)
def test_a_saml_provider_that_is_not_safe_stops_the_start(changed, said, tmp_path):
    with pytest.raises(ProvidersUnread, match=said):
        read_providers(written(tmp_path, {**GOOD, **changed}))
