"""People are bound to what their agency's identity provider calls them, each by itself: a wrong line stops no other.

In:  pairs of an e-mail address and a subject, as a personnel system writes them; the provider's issuer.
Out: who was bound anew; what was refused, and why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reachable.access.context import acting
from reachable.access.domain.account_words import AccountChange
from reachable.access.domain.viewer import Actor
from reachable.access.operations.identities import IdentityTaken, bind_identity
from reachable.access.queries.people_here import find_person
from reachable.journeys.account_told import tell_of_change

BY = Actor(user_id=None, agency_id=None, name="identities")


@dataclass(frozen=True, slots=True)
class IdentitiesBound:
    """How many were bound anew, how many stood already, and by e-mail address why others were not."""

    bound: int
    stood: int
    refused: dict[str, str]


def bind_identities(*, pairs: Iterable[tuple[str, str]], issuer: str, now: datetime) -> IdentitiesBound:
    """Bind everybody listed to their subject, and return how many were, and who was not and why."""
    bound = stood = 0
    refused: dict[str, str] = {}
    for email, subject in pairs:
        user_id = find_person(email=email)
        if user_id is None or not subject:
            refused[email] = "no subject is given" if user_id is not None else "nobody signs in with this address"
            continue
        try:
            with acting(by=BY, what="bound somebody to their identity provider", now=now):
                anew = bind_identity(user_id=user_id, issuer=issuer, subject=subject, by=BY, now=now)
        except LookupError:
            refused[email] = "the account is closed"
        except IdentityTaken:
            refused[email] = "that subject is or was bound to an account: it is never given to another"
        else:
            bound, stood = bound + anew, stood + (not anew)
            if anew:
                tell_of_change(user_id=user_id, change=AccountChange.PROVIDER_BOUND, now=now)
    return IdentitiesBound(bound, stood, refused)
