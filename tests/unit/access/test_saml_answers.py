"""What is not one assertion that the provider signed as a whole is not read, however it was forged."""

import json
from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
import xmlsec
from django.test import override_settings
from lxml import etree

from reachable.access.domain.outside_sign_in import ClaimRefused
from reachable.adapters.clock import read_clock
from reachable.adapters.identity_provider import ProvidersUnread, read_providers
from reachable.adapters.saml_provider import OurSide, read_assertion, write_saml_request
from reachable.config.watching import say_old_secrets
from tests.factories.saml_provider import (
    DSIG,
    NEXT,
    OURS,
    SAML,
    STRANGER,
    Pair,
    TinySamlProvider,
    change_subject,
)

US = OurSide(entity_id="https://reachable.example.org/us/", answers_at="https://reachable.example.org/saml/")


def read(it: TinySamlProvider, **named):
    provider = it.provider(**named)
    request_id, address = write_saml_request(provider, US, state="s")
    return read_assertion(it.answer(address)["SAMLResponse"], provider, US, request_id=request_id, now=read_clock())


def test_an_assertion_that_was_signed_is_read_with_and_without_a_signature_of_the_response():
    it = TinySamlProvider()
    for it.signs in (("Assertion",), ("Assertion", "Response")):
        said = read(it)
        assert (said.subject, said.destination, said.confirmed_at) == ("subject-1", US.answers_at, US.answers_at)
        assert said.audiences == ((US.entity_id,),)
        assert said.responds_to == said.confirmed_for


def test_a_response_that_is_signed_as_well_is_checked_as_well():
    it = TinySamlProvider()
    it.signs, it.forge = ("Assertion", "Response"), _renamed
    with pytest.raises(ClaimRefused, match="not valid"):
        read(it)
    it.signs = ("Assertion",)
    assert read(it).subject == "subject-1", "and by that signature alone it was refused"


def _renamed(root):
    root.find(f"{{{SAML}}}Issuer").set("Format", "urn:oasis:names:tc:SAML:2.0:nameid-format:entity")
    return root


@pytest.mark.parametrize(
    ("lie", "why"),
    [
        ({"pair": STRANGER}, "not valid"),
        ({"signs": ()}, "nobody signed"),
        ({"signs": ("Response",)}, "nobody signed"),
        ({"method": xmlsec.Transform.RSA_SHA1}, "another kind"),
        ({"digest": xmlsec.Transform.SHA1}, "another kind"),
        ({"method": xmlsec.Transform.RSA_SHA224}, "another kind"),
        ({"says": {"status": "Responder"}}, "not valid"),
        ({"says": {"response_issuer": "https://elsewhere.example.org"}}, "not valid"),
    ],
)
def test_an_answer_that_another_key_or_kind_signed_is_not_read(lie, why):
    it = TinySamlProvider()
    for name, value in lie.items():
        setattr(it, name, value)
    with pytest.raises(ClaimRefused, match=why):
        read(it)


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


def no_xml(_root):
    return b"no XML at all"


@pytest.mark.parametrize(
    ("forge", "why"),
    [
        (change_subject, "not valid"),
        (wrap_beside, "not one assertion"),
        (wrap_inside, "not one assertion"),
        (wrap_by_name, "not one assertion"),
        (wrap_around, "not one assertion"),
        (twice, "not one assertion"),
        (sign_nothing, "a signature of something else"),
        (cut_by_a_comment, "something beside elements"),
        (with_a_type, "a document type"),
        (with_a_file, "a document type"),
        (with_a_style, "something beside elements"),
        (no_xml, "no answer of a SAML provider"),
    ],
)
@pytest.mark.parametrize("signs", [("Assertion",), ("Assertion", "Response")], ids=["assertion", "both"])
def test_an_answer_that_was_forged_after_it_was_signed_is_not_read(forge, why, signs):
    it = TinySamlProvider()
    it.signs, it.forge = signs, forge
    with pytest.raises(ClaimRefused, match=why):
        read(it)


@pytest.mark.parametrize("forge", [wrap_beside, wrap_inside, wrap_by_name, wrap_around, twice, sign_nothing])
def test_the_library_alone_would_not_have_believed_it_either(forge, monkeypatch):
    """Two look, each by itself: neither what is refused before it nor the library stands alone."""
    it = TinySamlProvider()
    it.forge = forge
    find = "reachable.adapters.saml_provider._find_assertion"
    monkeypatch.setattr(find, lambda root: root.find(f".//{{{SAML}}}Assertion"))
    with pytest.raises(ClaimRefused, match="not valid"):
        read(it)


def test_a_certificate_is_believed_between_its_dates_and_two_stand_while_a_provider_changes_over():
    now, it = read_clock(), TinySamlProvider()
    old = OURS.dated(holds_until=now + timedelta(days=1))
    new = NEXT.dated(holds_from=now - timedelta(days=1))
    for it.pair in (OURS, NEXT):
        assert read(it, certificates=(old, new)).subject == "subject-1"
    over = OURS.dated(holds_until=now - timedelta(seconds=1))
    for it.pair in (OURS, NEXT):
        with pytest.raises(ClaimRefused, match="no certificate"):
            read(it, certificates=(over,))
    it.pair = OURS
    with pytest.raises(ClaimRefused, match="not valid"):
        read(it, certificates=(over, new))


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


def test_the_days_of_a_certificate_are_london_days_and_the_last_is_one_of_them(tmp_path):
    dated = {"certificate": OURS.pem, "from": "2026-06-01", "until": "2027-06-30"}
    (read,) = read_providers(written(tmp_path, {**GOOD, "certificates": [dated]}))
    (certificate,) = read.certificates
    assert certificate.holds_from == datetime(2026, 5, 31, 23, tzinfo=UTC)
    assert certificate.holds_at(datetime(2027, 6, 30, 22, 59, 59, tzinfo=UTC))
    assert not certificate.holds_at(datetime(2027, 6, 30, 23, tzinfo=UTC))


def test_a_certificate_that_ends_soon_is_said_beside_old_secrets(tmp_path, caplog):
    dated = {"certificate": OURS.pem, "until": "2027-06-30"}
    providers = read_providers(written(tmp_path, {**GOOD, "certificates": [dated]}))
    with override_settings(IDENTITY_PROVIDERS=providers):
        say_old_secrets(datetime(2027, 5, 1, 12, tzinfo=UTC))
        assert "certificate" not in caplog.text
        say_old_secrets(datetime(2027, 6, 15, 12, tzinfo=UTC))
    assert "Council: its certificates end and none follows; the last day is Wednesday 30 June 2027" in caplog.text


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
