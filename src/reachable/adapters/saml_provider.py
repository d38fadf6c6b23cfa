"""Talks to an agency's identity provider by SAML 2.0: what is asked of it, what it signed, what we say of ourselves.

In:  a provider as the installation names it; an answer that a browser brought back.
Out: an address to send a browser to; what one signed assertion says; our metadata; ClaimRefused.

The library checks the schema, the signatures and most of what is said. What it lets pass is refused here: a second
assertion anywhere, a name that stands twice, another algorithm, a signature of anything but the assertion as a whole.
What is said is then read from that assertion alone, and judged by `access.domain.saml_sign_in`.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from lxml import etree
from onelogin.saml2.authn_request import OneLogin_Saml2_Authn_Request as AuthnRequest
from onelogin.saml2.response import OneLogin_Saml2_Response as Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings as Settings

from reachable.access.domain.outside_sign_in import ClaimRefused
from reachable.access.domain.saml_sign_in import (
    MOST_AT_ONCE,
    PERSISTENT,
    SECOND_FACTOR,
    DatedCertificate,
    SamlProvider,
    SamlSaid,
    list_standing,
)
from reachable.kernel.london import start_of_day

SAML, SAMLP = "urn:oasis:names:tc:SAML:2.0:assertion", "urn:oasis:names:tc:SAML:2.0:protocol"
DSIG, DSIG_MORE = "http://www.w3.org/2000/09/xmldsig#", "http://www.w3.org/2001/04/xmldsig-more#"
SIGNED_BY = frozenset(f"{DSIG_MORE}{each}" for each in ("rsa-sha256", "rsa-sha384", "rsa-sha512", "ecdsa-sha256"))
DIGESTED_BY = frozenset(
    {
        *("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmlenc#sha512"),
        f"{DSIG_MORE}sha384",
    }
)
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
CHANGED_BY = frozenset({f"{DSIG}enveloped-signature", EXCLUSIVE})
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
LONGEST_ANSWER = 200_000
"""Of an answer as it is sent, in signs. One with a photograph of somebody in it is no answer to who they are."""
SHORTEST_RSA = 2048
OF_A_PROVIDER = frozenset({"kind", "name", "label", "issuer", "sign_on", "certificates"})
MAY_BE_SAID = frozenset({"audience", "strong_contexts"})
OF_A_CERTIFICATE = frozenset({"certificate", "from", "until"})
LENGTH_OF_A_DAY = len("2027-06-30")
IDS = ("ID", "Id", "id", "AssertionID")


@dataclass(frozen=True, slots=True, kw_only=True)
class OurSide:
    """What we are to a provider: our name, and where its answers come to."""

    entity_id: str
    answers_at: str


def read_saml_provider(said: dict[str, Any]) -> SamlProvider:
    """Return a SAML provider that a file names.

    :raises ValueError: when it says too little, too much or something unsafe.
    """
    if not OF_A_PROVIDER <= set(said) <= OF_A_PROVIDER | MAY_BE_SAID:
        raise ValueError(f"each has {', '.join(sorted(OF_A_PROVIDER))}, and may have {', '.join(sorted(MAY_BE_SAID))}")
    words = {each: said[each] for each in ("name", "label", "issuer", "sign_on")}
    contexts, audience = said.get("strong_contexts"), said.get("audience", "")
    if not all(isinstance(each, str) and each for each in words.values()) or not isinstance(audience, str):
        raise ValueError("one of its words is empty")
    if contexts is not None and not (isinstance(contexts, list) and all(isinstance(e, str) and e for e in contexts)):
        raise ValueError("what means a second factor is a list of words")
    certificates = tuple(_certificate(each) for each in said["certificates"])
    if not certificates:
        raise ValueError("it has no certificate")
    for each in certificates:
        if len(list_standing(certificates, at=each.holds_from)) > MOST_AT_ONCE:
            raise ValueError(f"more than {MOST_AT_ONCE} of its certificates hold at once")
    strong = frozenset({SECOND_FACTOR}) if contexts is None else frozenset(contexts)
    return SamlProvider(**words, certificates=certificates, audience=audience, strong_contexts=strong)


def write_saml_request(provider: SamlProvider, ours: OurSide, *, state: str) -> tuple[str, str]:
    """Return the id of a question and the address that asks it: who somebody is, shown anew, by a name that stays."""
    asked = AuthnRequest(_settings(provider, ours, ()), force_authn=True)
    joint = "&" if urlsplit(provider.sign_on).query else "?"
    words = urlencode({"SAMLRequest": asked.get_request(), "RelayState": state})
    return str(asked.get_id()), f"{provider.sign_on}{joint}{words}"


def write_metadata(provider: SamlProvider, ours: OurSide) -> bytes:
    """Return what an agency's administrator gives their provider, so that it knows us."""
    said = _settings(provider, ours, ()).get_sp_metadata()
    return said if isinstance(said, bytes) else cast("str", said).encode()


def read_assertion(answer: str, provider: SamlProvider, ours: OurSide, *, request_id: str, now: datetime) -> SamlSaid:
    """Return what the one assertion of an answer says, once it is known that the provider signed it.

    :raises ClaimRefused: when it did not, or the answer is anything but one signed assertion in one response.
    """
    standing = list_standing(provider.certificates, at=now)
    _need(bool(standing), "no certificate of the provider holds now")
    root = _parse(answer)
    assertion = _find_assertion(root)
    where = urlsplit(ours.answers_at)
    request: dict[str, Any] = {
        "https": "on" if where.scheme == "https" else "off",
        "http_host": where.netloc,
        "script_name": where.path,
        "get_data": {},
        "post_data": {},
    }
    try:
        response = Response(_settings(provider, ours, standing), answer)
        response.is_valid(request, request_id=request_id, raise_exceptions=True)
        signed_id = response.get_assertion_id()
    except Exception as problem:
        # The library raises of many kinds. Whatever it is, the answer is not believed, and its words are not kept.
        raise ClaimRefused(f"the answer was not valid ({type(problem).__name__})") from None
    _need(signed_id == assertion.get("ID"), "another assertion was signed")
    return _read(root, assertion)


def _settings(provider: SamlProvider, ours: OurSide, standing: tuple[DatedCertificate, ...]) -> Any:
    """Return how the library is to be: as strict as it can be."""
    certificates = standing or provider.certificates[-1:]
    return Settings(
        {
            "strict": True,
            "debug": False,
            "sp": {
                "entityId": ours.entity_id,
                "assertionConsumerService": {"url": ours.answers_at, "binding": POST},
                "NameIDFormat": PERSISTENT,
            },
            "idp": {
                "entityId": provider.issuer,
                "singleSignOnService": {"url": provider.sign_on, "binding": REDIRECT},
                "x509certMulti": {"signing": [each.pem for each in certificates]},
            },
            "security": {
                "wantAssertionsSigned": True,
                "wantAttributeStatement": False,
                "wantNameId": True,
                "rejectDeprecatedAlgorithm": True,
                "requestedAuthnContext": False,
                "authnRequestsSigned": False,
                "allowRepeatAttributeName": True,
                "allowSingleLabelDomains": True,
            },
        }
    )


def _need(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ClaimRefused(otherwise)


def _parse(answer: str) -> Any:
    """Return the root of an answer that has no document type, no comment and no instruction in it."""
    _need(0 < len(answer) <= LONGEST_ANSWER, "an answer of another size")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(base64.b64decode("".join(answer.split()), validate=True), parser)
    except (binascii.Error, ValueError, etree.XMLSyntaxError):
        raise ClaimRefused("no answer of a SAML provider") from None
    _need(root.getroottree().docinfo.doctype == "", "a document type")
    beside = (root.getprevious(), root.getnext())
    _need(
        beside == (None, None) and all(isinstance(each.tag, str) for each in root.iter()), "something beside elements"
    )
    return root


def _find_assertion(root: Any) -> Any:
    """Return the one assertion, where it belongs, signed as a whole and by agreed algorithms."""
    _need(root.tag == f"{{{SAMLP}}}Response", "no response")
    assertions = list(root.iter(f"{{{SAML}}}Assertion"))
    _need(len(assertions) == 1 and assertions[0].getparent() is root, "not one assertion, where it belongs")
    _need(next(root.iter(f"{{{SAML}}}EncryptedAssertion"), None) is None, "an assertion nobody here can read")
    ids = [each.get(name) for each in root.iter() for name in IDS if each.get(name) is not None]
    _need(len(ids) == len(set(ids)), "a name that stands twice")
    signatures = list(root.iter(f"{{{DSIG}}}Signature"))
    _need(any(each.getparent() is assertions[0] for each in signatures), "an assertion nobody signed")
    for each in signatures:
        _need(each.getparent() in (root, assertions[0]), "a signature of something else")
        _check_signature(each)
    return assertions[0]


def _check_signature(signature: Any) -> None:
    """Let a signature be of the whole element it stands in, by agreed algorithms, and of nothing else."""
    ways = {
        "SignatureMethod": SIGNED_BY,
        "DigestMethod": DIGESTED_BY,
        "CanonicalizationMethod": frozenset({EXCLUSIVE}),
        "Transform": CHANGED_BY,
    }
    for name, agreed in ways.items():
        used = [each.get("Algorithm") for each in signature.iter(f"{{{DSIG}}}{name}")]
        _need(bool(used) and set(used) <= agreed, "another kind of signature")
    references = list(signature.iter(f"{{{DSIG}}}Reference"))
    whole = f"#{signature.getparent().get('ID')}"
    _need(len(references) == 1 and references[0].get("URI") == whole, "a signature of something else")
    _need(next(signature.iter(f"{{{DSIG}}}Object"), None) is None, "a signature with something in it")


def _read(root: Any, assertion: Any) -> SamlSaid:
    name = _one(assertion, "Subject", "NameID")
    confirmations = assertion.findall(f"{{{SAML}}}Subject/{{{SAML}}}SubjectConfirmation")
    confirmed = _one(assertion, "Subject", "SubjectConfirmation", "SubjectConfirmationData")
    conditions = _one(assertion, "Conditions")
    statement = _one(assertion, "AuthnStatement")
    restrictions = conditions.findall(f"{{{SAML}}}AudienceRestriction")
    contexts = statement.iterfind(f"{{{SAML}}}AuthnContext/{{{SAML}}}AuthnContextClassRef")
    _need(confirmed.get("NotBefore") is None, "a confirmation with a beginning")
    issued_at, signed_in_at = _moment(assertion.get("IssueInstant")), _moment(statement.get("AuthnInstant"))
    if issued_at is None or signed_in_at is None:
        raise ClaimRefused("no instant")
    return SamlSaid(
        assertion_id=assertion.get("ID"),
        issuer=_one(assertion, "Issuer").text or "",
        destination=root.get("Destination"),
        responds_to=root.get("InResponseTo"),
        subject=name.text or "",
        subject_format=name.get("Format"),
        qualifier=name.get("NameQualifier"),
        our_qualifier=name.get("SPNameQualifier"),
        confirmed_by=tuple(each.get("Method") for each in confirmations),
        confirmed_for=confirmed.get("InResponseTo"),
        confirmed_at=confirmed.get("Recipient"),
        confirmed_until=_moment(confirmed.get("NotOnOrAfter")),
        audiences=tuple(
            tuple(audience.text or "" for audience in each.findall(f"{{{SAML}}}Audience")) for each in restrictions
        ),
        not_before=_moment(conditions.get("NotBefore")),
        not_on_or_after=_moment(conditions.get("NotOnOrAfter")),
        issued_at=issued_at,
        signed_in_at=signed_in_at,
        contexts=tuple((each.text or "").strip() for each in contexts),
    )


def _one(assertion: Any, *path: str) -> Any:
    """Return the one element at a place. One of which there are none or two is not guessed at."""
    found = assertion.findall("/".join(f"{{{SAML}}}{each}" for each in path))
    _need(len(found) == 1, f"not one {path[-1]}")
    return found[0]


def _moment(said: str | None) -> datetime | None:
    if said is None:
        return None
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        raise ClaimRefused("no instant") from None
    _need(at.tzinfo is not None, "an instant of no zone")
    return at.astimezone(UTC)


def _certificate(said: dict[str, Any]) -> DatedCertificate:
    """Return a certificate, believed within its own dates and those the installation gives.

    :raises ValueError: when it cannot be read, or its key is too short to be believed.
    """
    if not {"certificate"} <= set(said) <= OF_A_CERTIFICATE:
        raise ValueError("a certificate has `certificate`, and may have `from` and `until`")
    parts = str(said["certificate"]).split("-----")
    text = "".join(parts[2 if len(parts) > 2 else 0].split())
    lines = "\n".join(text[at : at + 64] for at in range(0, len(text), 64))
    pem = f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n"
    read = x509.load_pem_x509_certificate(pem.encode())
    key = read.public_key()
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise ValueError("its certificate is of another kind of key")
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < SHORTEST_RSA:
        raise ValueError(f"the key of its certificate is shorter than {SHORTEST_RSA} bits")
    return DatedCertificate(
        pem=pem,
        holds_from=max(read.not_valid_before_utc, _instant(said.get("from"), read.not_valid_before_utc)),
        holds_until=min(read.not_valid_after_utc, _instant(said.get("until"), read.not_valid_after_utc, days=1)),
    )


def _instant(said: object, otherwise: datetime, *, days: int = 0) -> datetime:
    """Return when a day begins in London, so many days on: one until which something holds is over with its midnight.

    An instant with its zone is that instant.

    :raises ValueError: when it is neither.
    """
    if said is None:
        return otherwise
    if len(str(said)) == LENGTH_OF_A_DAY:
        try:
            return start_of_day(date.fromisoformat(str(said)) + timedelta(days=days))
        except OverflowError as problem:
            raise ValueError("`until` is after all days") from problem
    at = datetime.fromisoformat(str(said))
    if at.tzinfo is None:
        raise ValueError("`from` and `until` are days, or instants with their zone")
    return at
