"""A tiny identity provider on this machine: discovery, keys, signing people in, and giving tokens.

In:  what it should say, or say wrongly.
Out: TinyProvider, and the browser's way there and back.
"""

import base64
import hashlib
import json
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from reachable.access.domain.outside_sign_in import Provider

CLIENT, SECRET = "reachable", "made-up secret: 7+%"
BACK = "http://testserver/accounts/with/council/back/"
KEYS = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]


class TinyProvider:
    """What a provider knows, and how it answers. `wrong` changes the claims, `header` the header of a token."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.subject, self.amr = "subject-1", ["pwd", "mfa"]
        self.wrong: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
        self.header: dict[str, Any] = {}
        self.algorithm = "RS256"
        self.key: Any = KEYS[0]
        self.now: Callable[[], float] = time.time
        self.given: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []
        self.discovery: dict[str, Any] = {}

    def provider(self, **changed: Any) -> Provider:
        """Return the provider as an installation would name it."""
        named = {"name": "council", "label": "Northshire Council", "issuer": self.issuer, "client_id": CLIENT}
        return Provider(**{**named, "client_secret": SECRET, **changed})

    def discover(self) -> dict[str, Any]:
        """Return what it says of itself."""
        places = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        says = {"authorization_response_iss_parameter_supported": True}
        return {"issuer": self.issuer, **{k: self.issuer + v for k, v in places.items()}, **says, **self.discovery}

    def keys(self) -> dict[str, Any]:
        """Return its public key."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEYS[0].public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Sign somebody in and return where the browser is sent. Only the one address that was registered is."""
        assert asked["redirect_uri"] == BACK
        self.asked.append(asked)
        code = f"code-{len(self.asked)}"
        self.given[code] = asked
        return f"{BACK}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def token(self, sent: dict[str, str], who: str) -> dict[str, Any] | None:
        """Return a token for a code, once; None when the code, the verifier, the address or the client is wrong."""
        asked = self.given.pop(sent["code"], None)
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        right = base64.b64encode(f"{CLIENT}:made-up%20secret%3A%207%2B%25".encode()).decode()
        if asked is None or who != f"Basic {right}" or sent["redirect_uri"] != asked["redirect_uri"]:
            return None
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        at = int(self.now())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "nonce": asked["nonce"], "iat": at}
        claims = self.wrong({**claims, "exp": at + 300, "auth_time": at, "amr": self.amr})
        header = {"kid": "one", **self.header}
        return {"id_token": jwt.encode(claims, self.key, algorithm=self.algorithm, headers=header), "access_token": "x"}


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_words: Any) -> None:
        """Return None: the browser is led by the test."""


def follow(address: str) -> str:
    """Return the path to which a provider sends a browser back."""
    try:
        with urllib.request.build_opener(_Stay).open(address, timeout=5):
            raise AssertionError("the provider led nowhere")
    except urllib.error.HTTPError as answer:
        answer.close()
        parts = urlsplit(answer.headers["Location"])
        return f"{parts.path}?{parts.query}"


@contextmanager
def tiny_provider() -> Iterator[TinyProvider]:
    """Open a provider on this machine."""

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

        def _say(self, said: dict[str, Any] | None) -> None:
            body = json.dumps(said or {"error": "invalid_grant"}).encode()
            self.send_response(200 if said else 400)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", it.authorize({k: v[0] for k, v in parse_qs(parts.query).items()}))
                self.end_headers()
            else:
                self._say(it.keys() if parts.path == "/keys" else it.discover())

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self._say(it.token({k: v[0] for k, v in sent.items()}, self.headers.get("Authorization", "")))

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    it = TinyProvider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield it
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
