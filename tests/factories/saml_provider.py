"""A tiny SAML provider: it reads a question, and answers with an assertion that it signs, rightly or wrongly.

In:  what it should say, or say wrongly.
Out: TinySamlProvider; the same on this machine as pages for a browser.
"""

import base64
import html
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree

from reachable.access.domain.saml_sign_in import PERSISTENT, SECOND_FACTOR, DatedCertificate, SamlProvider
from reachable.adapters.clock import read_clock

SAML, SAMLP = "urn:oasis:names:tc:SAML:2.0:assertion", "urn:oasis:names:tc:SAML:2.0:protocol"
DSIG = "http://www.w3.org/2000/09/xmldsig#"
LONG_AGO, FAR_AHEAD = datetime(2020, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)
ENTITY = "https://id.northshire.example.org/saml"

ANSWER = """<samlp:Response xmlns:samlp="{samlp}" xmlns:saml="{saml}" ID="{response_id}" Version="2.0"
 IssueInstant="{issued_at}" Destination="{destination}" InResponseTo="{responds_to}">
<saml:Issuer>{response_issuer}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:{status}"/></samlp:Status>
<saml:Assertion ID="{assertion_id}" Version="2.0" IssueInstant="{issued_at}"><saml:Issuer>{issuer}</saml:Issuer>
<saml:Subject><saml:NameID Format="{format}"{qualifiers}>{subject}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:{method}"><saml:SubjectConfirmationData
 InResponseTo="{confirmed_for}" Recipient="{recipient}" NotOnOrAfter="{confirmed_until}"/></saml:SubjectConfirmation>
</saml:Subject>
<saml:Conditions NotBefore="{not_before}" NotOnOrAfter="{not_on_or_after}">{restriction}</saml:Conditions>
<saml:AuthnStatement AuthnInstant="{signed_in_at}" SessionIndex="_s"><saml:AuthnContext>
<saml:AuthnContextClassRef>{context}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement>
<saml:Attribute Name="role"><saml:AttributeValue>SUPERVISOR</saml:AttributeValue></saml:Attribute>
<saml:Attribute Name="agency"><saml:AttributeValue>Eastham Council</saml:AttributeValue></saml:Attribute>
</saml:AttributeStatement></saml:Assertion></samlp:Response>"""
RESTRICTION = "<saml:AudienceRestriction><saml:Audience>{}</saml:Audience></saml:AudienceRestriction>"


class Pair:
    """A key and the certificate a provider publishes of it."""

    def __init__(self, bits: int = 2048) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "made-up provider")])
        made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        made = made.serial_number(x509.random_serial_number()).not_valid_before(LONG_AGO).not_valid_after(FAR_AHEAD)
        self.pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()
        self.key = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def dated(self, *, holds_from: datetime = LONG_AGO, holds_until: datetime = FAR_AHEAD) -> DatedCertificate:
        """Return the certificate as an installation would date it."""
        return DatedCertificate(pem=self.pem, holds_from=holds_from, holds_until=holds_until)


OURS, NEXT, STRANGER = Pair(), Pair(), Pair()


class TinySamlProvider:
    """What a SAML provider knows, and how it answers. `says` changes words, `forge` the tree after it was signed."""

    def __init__(self, sign_on: str = "https://id.northshire.example.org/sso") -> None:
        self.issuer, self.sign_on = ENTITY, sign_on
        self.subject, self.context = "subject-1", SECOND_FACTOR
        self.says: dict[str, str] = {}
        self.edit: Callable[[str], str] = lambda text: text
        self.forge: Callable[[Any], Any] = lambda root: root
        self.pair = OURS
        self.signs: tuple[str, ...] = ("Assertion",)
        self.method, self.digest = xmlsec.Transform.RSA_SHA256, xmlsec.Transform.SHA256
        self.now: Callable[[], datetime] = read_clock
        self.certificates: tuple[DatedCertificate, ...] = (OURS.dated(),)
        self.made = 0

    def provider(self, **changed: Any) -> SamlProvider:
        """Return the provider as an installation would name it."""
        named = {"name": "council", "label": "Northshire Council", "issuer": self.issuer, "sign_on": self.sign_on}
        return SamlProvider(**{**named, "certificates": self.certificates, **changed})

    def answer(self, address: str) -> dict[str, str]:
        """Return the fields a browser is given for the question an address asks."""
        asked = {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}
        question = etree.fromstring(zlib.decompress(base64.b64decode(asked["SAMLRequest"]), -15))
        text = self.edit(self._write(question))
        root = etree.fromstring(text.encode())
        for name in self.signs:
            self._sign(root if name == "Response" else root.find(f"{{{SAML}}}Assertion"))
        forged = self.forge(root)
        sent = forged if isinstance(forged, bytes) else etree.tostring(forged)
        return {"SAMLResponse": base64.b64encode(sent).decode(), "RelayState": asked["RelayState"]}

    def _write(self, question: Any) -> str:
        self.made += 1
        at = self.now()
        audience, back = question.findtext(f"{{{SAML}}}Issuer"), question.get("AssertionConsumerServiceURL")
        soon = _say(at + timedelta(minutes=5))
        said = {
            **{"samlp": SAMLP, "saml": SAML, "response_id": f"_r{self.made}", "assertion_id": f"_a{self.made}"},
            **{"issuer": self.issuer, "response_issuer": self.issuer, "destination": back, "recipient": back},
            **{"responds_to": question.get("ID"), "confirmed_for": question.get("ID"), "status": "Success"},
            **{"format": PERSISTENT, "qualifiers": "", "subject": self.subject, "method": "bearer"},
            **{"issued_at": _say(at), "signed_in_at": _say(at), "not_before": _say(at), "not_on_or_after": soon},
            **{"confirmed_until": soon, "restriction": RESTRICTION.format(audience), "context": self.context},
        }
        return ANSWER.format(**{**said, **self.says})

    def _sign(self, element: Any) -> None:
        xmlsec.tree.add_ids(element, ["ID"])
        signature = xmlsec.template.create(element, xmlsec.Transform.EXCL_C14N, self.method, ns="ds")
        element.insert(1, signature)
        reference = xmlsec.template.add_reference(signature, self.digest, uri=f"#{element.get('ID')}")
        xmlsec.template.add_transform(reference, xmlsec.Transform.ENVELOPED)
        xmlsec.template.add_transform(reference, xmlsec.Transform.EXCL_C14N)
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_memory(self.pair.key, xmlsec.KeyFormat.PEM, None)
        context.sign(signature)


def change_subject(root: Any) -> Any:
    """Return an answer in which another person stands than was signed."""
    root.find(f".//{{{SAML}}}NameID").text = "subject-2"
    return root


def _say(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def pages_of_a_saml_provider() -> Iterator[TinySamlProvider]:
    """Open a provider on this machine: one page, with a button that sends its answer to the site that asked."""

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            if not self.path.startswith("/sso"):
                self.send_response(204)  # A browser asks for a small picture as well.
                self.end_headers()
                return
            asked = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
            question = etree.fromstring(zlib.decompress(base64.b64decode(asked["SAMLRequest"]), -15))
            back = question.get("AssertionConsumerServiceURL")
            fields = "".join(
                f'<input type="hidden" name="{name}" value="{html.escape(value)}">'
                for name, value in it.answer(self.path).items()
            )
            page = '<!doctype html><html lang="en"><title>Council</title>'
            form = f'<form method="post" action="{html.escape(back)}">'
            body = f"{page}{form}{fields}<button>I am subject one</button></form></html>".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    it = TinySamlProvider(f"http://127.0.0.1:{server.server_port}/sso")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield it
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
