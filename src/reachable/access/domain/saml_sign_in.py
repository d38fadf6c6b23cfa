"""What an agency's SAML provider says of somebody, and whether it is to be believed.

In:  what stands in one assertion whose signature was checked; what was asked for; the instant.
Out: OutsideProof, or ClaimRefused with the reason. What an assertion says of roles or agencies is not read at all.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from reachable.access.domain.outside_sign_in import (
    CLOCKS_DIFFER,
    LONGEST_SUBJECT,
    LONGEST_TOKEN,
    ClaimRefused,
    OutsideProof,
    host_of,
)
from reachable.kernel.london import london_date, say_day

PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
"""The one kind of name a provider gives to one person for good and never to another."""
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
SECOND_FACTOR = "https://refeds.org/profile/mfa"
MOST_AT_ONCE = 2
"""How many certificates stand together: the old and the new, while a provider changes over."""
TOLD_BEFORE = timedelta(days=30)
"""How long before the last certificate of a provider ends that is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedCertificate:
    """A certificate a provider signs with, and from when until when it is believed."""

    pem: str
    holds_from: datetime
    holds_until: datetime

    def holds_at(self, at: datetime) -> bool:
        """Test if it is believed at an instant."""
        return self.holds_from <= at < self.holds_until


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlProvider:
    """An agency's SAML provider as the installation names it. `strong_contexts` are the words for a second factor.

    `issuer` is its entity id; `audience` is what it calls us, or empty for the address of our metadata.
    """

    name: str
    label: str
    issuer: str
    sign_on: str
    certificates: tuple[DatedCertificate, ...]
    audience: str = ""
    strong_contexts: frozenset[str] = frozenset({SECOND_FACTOR})

    def say_ending(self, *, now: datetime) -> str | None:
        """Return in words that nobody will get in soon, or can no longer, for want of a certificate; or None.

        One that follows without a gap is enough. The day named is the last on which somebody gets in.
        """
        until = now
        for each in sorted(self.certificates, key=lambda each: each.holds_from):
            if each.holds_from <= until < each.holds_until:
                until = each.holds_until
        if until == now:
            return f"{self.label}: no certificate is believed now, so nobody signs in there"
        if until - now > TOLD_BEFORE:
            return None
        last = london_date(until - timedelta.resolution)
        return f"{self.label}: its certificates end and none follows; the last day is {say_day(last, year=True)}"

    @property
    def host(self) -> str:
        """Return the site it is at, which people are told before they leave for it."""
        return host_of(self.sign_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlAsked:
    """What was asked of a provider, by which request, where it answers, and when."""

    issuer: str
    request_id: str
    audience: str
    answers_at: str
    began_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlSaid:
    """What stands in an answer and in its one signed assertion, as it stands there. None is what is not said."""

    assertion_id: str
    issuer: str
    destination: str | None
    responds_to: str | None
    subject: str
    subject_format: str | None
    qualifier: str | None
    our_qualifier: str | None
    confirmed_by: tuple[str, ...]
    confirmed_for: str | None
    confirmed_at: str | None
    confirmed_until: datetime | None
    audiences: tuple[tuple[str, ...], ...]
    not_before: datetime | None
    not_on_or_after: datetime | None
    issued_at: datetime
    signed_in_at: datetime
    contexts: tuple[str, ...]


def list_standing(certificates: tuple[DatedCertificate, ...], *, at: datetime) -> tuple[DatedCertificate, ...]:
    """Return the certificates that are believed at an instant."""
    return tuple(each for each in certificates if each.holds_at(at))


def judge_assertion(said: SamlSaid, asked: SamlAsked, provider: SamlProvider, *, now: datetime) -> OutsideProof:
    """Return whom an assertion is of.

    :raises ClaimRefused: when something in it is missing, of another kind, or not what was asked for.
    """
    _need(said.issuer == asked.issuer == provider.issuer, "another issuer")
    _check_answers(said, asked)
    _check_confirmed(said, asked, now)
    _need(bool(said.audiences) and all(asked.audience in each for each in said.audiences), "for somebody else")
    _check_times(said, asked, now)
    _check_subject(said, asked)
    strong = bool(set(said.contexts) & provider.strong_contexts)
    return OutsideProof(issuer=asked.issuer, subject=said.subject, second_factor=strong)


def digest_of_assertion(*, issuer: str, assertion_id: str) -> str:
    """Return by what an assertion is remembered, so that it is taken once and says nothing of anybody."""
    return hashlib.sha256(f"{issuer}\0{assertion_id}".encode()).hexdigest()


def _need(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ClaimRefused(otherwise)


def _check_answers(said: SamlSaid, asked: SamlAsked) -> None:
    """Believe only what answers the question this browser asked: nobody is signed in by what was not asked for."""
    for each in (said.responds_to, said.confirmed_for):
        _need(each is not None and hmac.compare_digest(each.encode(), asked.request_id.encode()), "another question")
    _need(said.destination == asked.answers_at, "sent to another address")


def _check_confirmed(said: SamlSaid, asked: SamlAsked, now: datetime) -> None:
    _need(said.confirmed_by == (BEARER,), "confirmed in another way")
    _need(said.confirmed_at == asked.answers_at, "for another address")
    _need(said.confirmed_until is not None and said.confirmed_until > now - CLOCKS_DIFFER, "over")


def _check_times(said: SamlSaid, asked: SamlAsked, now: datetime) -> None:
    _need(said.not_on_or_after is not None and said.not_on_or_after > now - CLOCKS_DIFFER, "over")
    _need(said.not_before is None or said.not_before <= now + CLOCKS_DIFFER, "not yet valid")
    _need(said.issued_at <= now + CLOCKS_DIFFER, "made later than now")
    _need(said.issued_at > now - LONGEST_TOKEN, "made long ago")
    signed_in_just_now = asked.began_at - CLOCKS_DIFFER <= said.signed_in_at <= now + CLOCKS_DIFFER
    _need(signed_in_just_now, "not signed in anew")


def _check_subject(said: SamlSaid, asked: SamlAsked) -> None:
    """Know somebody only by what stays theirs. A name for somebody else's use is no name of ours."""
    _need(said.subject_format == PERSISTENT, "a name that may become another's")
    _need(said.qualifier in (None, asked.issuer), "a name of another provider")
    _need(said.our_qualifier in (None, asked.audience), "a name for another site")
    _need(0 < len(said.subject) <= LONGEST_SUBJECT and said.subject.isascii(), "no subject")
    _need(said.subject == said.subject.strip(), "no subject")
