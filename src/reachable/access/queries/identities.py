"""Finds whose a word of an identity provider is.

In:  an issuer and a subject, once the provider's signature was checked.
Out: Identified, or None.
"""

from dataclasses import dataclass

from reachable.access.models import OutsideIdentity
from reachable.kernel.ids import UserId


@dataclass(frozen=True, slots=True)
class Identified:
    """An account a subject is bound to. Somebody who left may not sign in."""

    user_id: UserId
    may_sign_in: bool


def find_identified(*, issuer: str, subject: str) -> Identified | None:
    """Return whose account a subject is bound to, or None when it is nobody's."""
    row = OutsideIdentity.objects.filter(issuer=issuer, subject=subject).select_related("user").first()
    if row is None:
        return None
    return Identified(UserId(row.user_id), row.ended_at is None and row.user.is_active)
