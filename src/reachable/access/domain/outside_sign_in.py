"""What an agency's own identity provider says of somebody, and whether it is to be believed.

In:  the claims of an ID token whose signature was checked; what was asked for; the instant.
Out: OutsideProof, or ClaimRefused with the reason.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

CLOCKS_DIFFER = timedelta(seconds=60)
"""How far two machines' clocks may be apart."""
LONGEST_TOKEN = timedelta(minutes=10)
"""How long ago a token may have been made: it was asked for within this sign-in."""
LONGEST_SUBJECT = 255
SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"})
"""Signatures with a key of the provider's alone. "none" and those made with a shared secret are not among them."""


class ClaimRefused(Exception):
    """What the provider said is not believed. The message says why, and holds nothing of what was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """An identity provider as the installation names it. `strong_*` are the words that mean a second factor."""

    name: str
    label: str
    issuer: str
    client_id: str
    client_secret: str
    algorithms: tuple[str, ...] = ("RS256",)
    strong_acr: frozenset[str] = frozenset()
    strong_amr: frozenset[str] = frozenset({"mfa"})

    @property
    def host(self) -> str:
        """Return the site it is at, which people are told before they leave for it."""
        return host_of(self.issuer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked of a provider, and when. `anew` asks that the person signs in there again now."""

    issuer: str
    client_id: str
    nonce: str
    began_at: datetime
    anew: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideProof:
    """Who somebody is to their provider, and whether a second factor was used there."""

    issuer: str
    subject: str
    second_factor: bool


def judge_claims(claims: Mapping[str, Any], asked: Asked, provider: Provider, *, now: datetime) -> OutsideProof:
    """Return whom the claims are of.

    :raises ClaimRefused: when one of them is missing, of another kind, or not what was asked for.
    """
    _need(claims.get("iss") == asked.issuer, "another issuer")
    _check_audience(claims, asked.client_id)
    nonce = claims.get("nonce")
    _need(isinstance(nonce, str) and hmac.compare_digest(nonce.encode(), asked.nonce.encode()), "another nonce")
    _check_times(claims, now)
    _check_signed_in_anew(claims, asked, now)
    subject = claims.get("sub")
    _need(isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT and subject.isascii(), "no subject")
    return OutsideProof(issuer=asked.issuer, subject=str(subject), second_factor=_is_strong(claims, provider))


def host_of(address: str) -> str:
    """Return the site an address is at."""
    return address.split("://", 1)[-1].split("/", 1)[0]


def challenge_of(verifier: str) -> str:
    """Return what is sent ahead of a verifier, from which it cannot be found (RFC 7636, S256)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _need(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ClaimRefused(otherwise)


def _check_audience(claims: Mapping[str, Any], client_id: str) -> None:
    audience = claims.get("aud")
    _need(audience in (client_id, [client_id]), "for somebody else")
    _need(claims.get("azp", client_id) == client_id, "given to somebody else")


def _check_times(claims: Mapping[str, Any], now: datetime) -> None:
    _need(_moment(claims, "exp") > now - CLOCKS_DIFFER, "over")
    made_at = _moment(claims, "iat")
    _need(made_at <= now + CLOCKS_DIFFER, "made later than now")
    _need(made_at > now - LONGEST_TOKEN, "made long ago")
    if "nbf" in claims:
        _need(_moment(claims, "nbf") <= now + CLOCKS_DIFFER, "not yet valid")


def _check_signed_in_anew(claims: Mapping[str, Any], asked: Asked, now: datetime) -> None:
    """Believe that somebody signed in just now only when the provider says when, and it was after it was asked for."""
    if not asked.anew:
        return
    signed_in_at = _moment(claims, "auth_time")
    _need(asked.began_at - CLOCKS_DIFFER <= signed_in_at <= now + CLOCKS_DIFFER, "not signed in anew")


def _moment(claims: Mapping[str, Any], name: str) -> datetime:
    said = claims.get(name)
    _need(isinstance(said, int | float) and not isinstance(said, bool), f"no {name}")
    try:
        return datetime.fromtimestamp(said, UTC)  # type: ignore[arg-type]  # a number: asked above
    except (ValueError, OverflowError, OSError):
        raise ClaimRefused(f"no {name}") from None


def _is_strong(claims: Mapping[str, Any], provider: Provider) -> bool:
    ways = claims.get("amr")
    used = {each for each in ways if isinstance(each, str)} if isinstance(ways, list) else set()
    level = claims.get("acr")
    return bool(used & provider.strong_amr) or (isinstance(level, str) and level in provider.strong_acr)
