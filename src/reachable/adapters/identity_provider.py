"""Talks to an agency's identity provider by OpenID Connect, and reads which providers there are of either kind.

In:  a provider as the installation names it; a code that a browser brought back.
Out: an address to send a browser to; claims whose signature was checked; ProviderAway or ClaimRefused.
"""

import base64
import http.client
import json
import socket
import stat
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jwt

from reachable.access.domain.outside_sign_in import SIGNED_BY, ClaimRefused, Provider, challenge_of
from reachable.access.domain.saml_sign_in import SamlProvider
from reachable.adapters.problems import CannotGoOn
from reachable.adapters.saml_provider import read_saml_provider

SECONDS_TO_ANSWER = 5
MOST_BYTES = 1_000_000
SECONDS_REMEMBERED = 600
SECONDS_BETWEEN_KEY_READS = 30
SECONDS_LEFT_ALONE = 30
"""How long a provider that did not answer is not asked again, so that it does not hold one request after another."""
SHORTEST_RSA = 2048
OF_A_PROVIDER = frozenset({"name", "label", "issuer", "client_id", "client_secret"})
MAY_BE_SAID = frozenset({"algorithms", "strong_acr", "strong_amr"})
LOOPBACK = frozenset({"127.0.0.1", "::1"})


class ProviderAway(Exception):
    """The provider did not answer, or not as one does. Nothing is known of who somebody is."""


class ProvidersUnread(CannotGoOn):
    """The file that names identity providers cannot be used. The message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where a provider answers, as it says itself. `says_issuer`: it names itself in each answer (RFC 9207)."""

    authorization: str
    token: str
    keys: str
    says_issuer: bool


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Leads a request nowhere else: a provider is where it says it is."""

    def redirect_request(self, *_words: Any) -> None:
        """Return None, which makes a redirect an answer like any other that is no provider's."""


class _CutPlain(urllib.request.HTTPHandler):
    """Opens a connection that `cut` can end, whatever it waits for."""

    def __init__(self, cut: "_Cut") -> None:
        super().__init__()
        self.cut = cut

    def http_open(self, req: urllib.request.Request) -> Any:
        """Open it."""
        return self.do_open(partial(self.cut.connect, http.client.HTTPConnection), req)


class _CutSecure(urllib.request.HTTPSHandler):
    """The same by https: the hands that are shaken first are cut off too."""

    def __init__(self, cut: "_Cut") -> None:
        super().__init__()
        self.cut = cut

    def https_open(self, req: urllib.request.Request) -> Any:
        """Open it. The certificate is checked, as always."""
        return self.do_open(partial(self.cut.connect, http.client.HTTPSConnection), req)


class _Cut:
    """Ends a whole exchange after its seconds: a line that is dripped sign by sign never runs into a timeout."""

    def __init__(self) -> None:
        self.held: list[socket.socket] = []
        self.over = False

    def connect(self, kind: type[http.client.HTTPConnection], host: str, **words: Any) -> http.client.HTTPConnection:
        """Return a connection whose socket is held a second time, so that it can be shut from beside."""
        made = kind(host, **words)
        made._create_connection = self._open_socket  # type: ignore[attr-defined]
        return made

    def _open_socket(self, *words: Any, **named: Any) -> socket.socket:
        opened = socket.create_connection(*words, **named)
        self.held.append(opened.dup())
        if self.over:
            # An earlier address took all the seconds: what opens only now was not there to be shut.
            self.shut()
            opened.close()
            raise TimeoutError
        return opened

    def shut(self) -> None:
        """Shut what is open."""
        self.over = True
        for each in self.held:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextmanager
def _opener() -> Iterator[tuple[urllib.request.OpenerDirector, _Cut]]:
    """Open what asks a provider, for so many seconds in all."""
    cut = _Cut()
    timer = threading.Timer(SECONDS_TO_ANSWER, cut.shut)
    timer.daemon = True
    timer.start()
    try:
        yield urllib.request.build_opener(_StayHere, _CutPlain(cut), _CutSecure(cut)), cut
    finally:
        timer.cancel()
        for each in cut.held:
            each.close()


_remembered: dict[str, tuple[float, Any]] = {}
_silent_since: dict[str, float] = {}


def read_providers(path: str) -> tuple[Provider | SamlProvider, ...]:
    """Return the providers a file names.

    :raises ProvidersUnread: when it cannot be read, others can read it too, or it says something unsafe.
    """
    if not path:
        return ()
    try:
        if Path(path).stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ProvidersUnread(f"{path} holds secrets and others can read it: chmod 600.")
        listed = json.loads(Path(path).read_text(encoding="utf-8"))
        providers = tuple(_provider(each) for each in listed)
    except (OSError, ValueError, TypeError, AttributeError) as problem:
        raise ProvidersUnread(f"{path} names no identity providers as docs/settings.md says: {problem}") from problem
    if len({each.name for each in providers}) < len(providers) or len({each.issuer for each in providers}) < len(
        providers
    ):
        raise ProvidersUnread(f"{path} names a provider twice.")
    return providers


def find_addresses(provider: Provider) -> Addresses:
    """Return where a provider answers.

    :raises ProviderAway: when it does not say, names another issuer, or leads away from https.
    """
    said = _remember(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration", SECONDS_REMEMBERED)
    if said.get("issuer") != provider.issuer:
        raise ProviderAway("it calls itself something else")
    found = [str(said.get(name, "")) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if not all(is_safe_address(each) for each in found):
        raise ProviderAway("it leads away from https")
    return Addresses(
        authorization=found[0],
        token=found[1],
        keys=found[2],
        says_issuer=said.get("authorization_response_iss_parameter_supported") is True,
    )


def write_request(
    provider: Provider, addresses: Addresses, *, back: str, state: str, nonce: str, verifier: str, anew: bool
) -> str:
    """Return the address to send a browser to. Nothing is asked for but who somebody is."""
    asked = {
        "response_type": "code",
        "scope": "openid",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
        **({"prompt": "login", "max_age": "0"} if anew else {}),
    }
    joint = "&" if urlsplit(addresses.authorization).query else "?"
    return f"{addresses.authorization}{joint}{urlencode(asked)}"


def fetch_claims(provider: Provider, addresses: Addresses, *, code: str, verifier: str, back: str) -> dict[str, Any]:
    """Exchange a code for an ID token, and return what it claims once its signature is checked. No token is kept.

    :raises ProviderAway: when the provider does not answer.
    :raises ClaimRefused: when it refuses the code, or the signature is none of its own.
    """
    who = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
    sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    request = urllib.request.Request(  # noqa: S310
        addresses.token,
        data=urlencode(sent).encode(),
        headers={
            "Authorization": f"Basic {base64.b64encode(who.encode()).decode()}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        },
    )
    token = _read(request).get("id_token")
    if not isinstance(token, str):
        raise ClaimRefused("no ID token")
    return check_signature(token, provider, addresses)


def check_signature(token: str, provider: Provider, addresses: Addresses) -> dict[str, Any]:
    """Return the claims of a token that the provider signed, in a way that was agreed. Its times are judged elsewhere.

    :raises ClaimRefused: when it did not.
    """
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in provider.algorithms or header.get("typ", "JWT") != "JWT" or "crit" in header:
            raise ClaimRefused("another kind of signature")
        unchecked = {f"verify_{each}": False for each in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")}
        key = _find_key(addresses.keys, header.get("kid"), str(header["alg"]))
        claims: dict[str, Any] = jwt.decode(token, key, algorithms=list(provider.algorithms), options=unchecked)  # type: ignore[arg-type]
    except jwt.PyJWTError as problem:
        raise ClaimRefused("not signed by the provider") from problem
    return claims


def is_safe_address(address: str) -> bool:
    """Test if an address is reached by https, or stays on this machine."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        )
    except ValueError:
        return False


def forget_providers() -> None:
    """Forget what providers said of themselves, so that it is asked for again."""
    _remembered.clear()
    _silent_since.clear()


def _provider(said: dict[str, Any]) -> Provider | SamlProvider:
    """Return a provider of either kind.

    :raises ValueError: when what is said of it is not as docs/settings.md says.
    """
    found: Provider | SamlProvider = read_saml_provider(said) if said.get("kind") == "saml" else _openid_provider(said)
    if not found.name.isalnum() or not found.name.isascii():
        raise ValueError("its name goes into an address: letters and digits only")
    address = found.sign_on if isinstance(found, SamlProvider) else found.issuer
    if not is_safe_address(address):
        raise ValueError("its issuer is not reached by https")
    return found


def _openid_provider(said: dict[str, Any]) -> Provider:
    if not OF_A_PROVIDER <= set(said) <= OF_A_PROVIDER | MAY_BE_SAID:
        raise ValueError(f"each has {', '.join(sorted(OF_A_PROVIDER))}, and may have {', '.join(sorted(MAY_BE_SAID))}")
    if not all(isinstance(said[each], str) and said[each] for each in OF_A_PROVIDER):
        raise ValueError("one of its words is empty")
    algorithms = tuple(said.get("algorithms", ("RS256",)))
    if not algorithms or not set(algorithms) <= SIGNED_BY:
        raise ValueError(f"its algorithms must be of {', '.join(sorted(SIGNED_BY))}")
    if not all(_is_list_of_words(said.get(each, [])) for each in ("strong_acr", "strong_amr")):
        raise ValueError("what means a second factor is a list of words")
    return Provider(
        **{each: said[each] for each in OF_A_PROVIDER},
        algorithms=algorithms,
        strong_acr=frozenset(said.get("strong_acr", ())),
        strong_amr=frozenset(said.get("strong_amr", ("mfa",))),
    )


def _is_list_of_words(said: object) -> bool:
    return isinstance(said, list) and all(isinstance(each, str) and each for each in said)


def _find_key(address: str, kid: object, algorithm: str) -> Any:
    """Return the provider's key of this name, read again when it is unknown: keys are changed."""
    for old in (SECONDS_REMEMBERED, SECONDS_BETWEEN_KEY_READS):
        keys = _remember(address, old).get("keys")
        named = [each for each in keys if isinstance(each, dict)] if isinstance(keys, list) else []
        fitting = [each for each in named if each.get("kid") == kid and each.get("use", "sig") == "sig"]
        if len(fitting) == 1:
            key = jwt.PyJWK(fitting[0], algorithm=algorithm)
            if getattr(key.key, "key_size", SHORTEST_RSA) < SHORTEST_RSA and key.key_type == "RSA":
                raise ClaimRefused("a key too short")
            return key
    raise ClaimRefused("a key nobody knows")


def _remember(address: str, seconds: int) -> dict[str, Any]:
    """Return what stands at an address, as it was read within so many seconds."""
    at, said = _remembered.get(address, (float("-inf"), {}))
    if time.monotonic() - at >= seconds:
        said = _read(urllib.request.Request(address, headers={"Accept": "application/json"}))  # noqa: S310
        _remembered[address] = (time.monotonic(), said)
    found: dict[str, Any] = said
    return found


def _read(request: urllib.request.Request) -> dict[str, Any]:
    """Return the JSON object a provider answers.

    :raises ProviderAway: when it does not, or did not a moment ago.
    :raises ClaimRefused: when it refuses what was sent.
    """
    where = urlsplit(request.full_url).netloc
    if time.monotonic() - _silent_since.get(where, float("-inf")) < SECONDS_LEFT_ALONE:
        raise ProviderAway("it did not answer a moment ago")
    try:
        with _opener() as (opener, cut), opener.open(request, timeout=SECONDS_TO_ANSWER) as answer:
            words = answer.read(MOST_BYTES)
            if cut.over:
                raise TimeoutError
            said = json.loads(words)
    except urllib.error.HTTPError as problem:
        problem.close()
        if problem.code in (400, 401):
            raise ClaimRefused("the provider refused") from problem
        raise ProviderAway(f"it answered {problem.code}") from problem
    except (OSError, http.client.HTTPException) as problem:
        _silent_since[where] = time.monotonic()
        raise ProviderAway(f"it did not answer: {type(problem).__name__}") from problem
    except ValueError as problem:
        raise ProviderAway("it answered something else") from problem
    if not isinstance(said, dict):
        raise ProviderAway("it answered something else")
    return said
