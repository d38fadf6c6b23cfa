"""Binds somebody to what their agency's identity provider calls them.

In:  a person the agency registered; an issuer and a subject; who says so; the instant.
Out: in the transaction of the act: a row. Nobody is ever made by signing in.
"""

from datetime import datetime

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.access.models import OutsideIdentity, User
from reachable.kernel.ids import UserId


class IdentityTaken(Exception):
    """The provider's subject is bound already: to another account, or to this one until it was ended."""


def bind_identity(*, user_id: UserId, issuer: str, subject: str, by: Actor, now: datetime) -> bool:
    """Bind somebody to a provider's subject and return whether that is new. What bound them to that provider ends.

    :raises LookupError: when there is nobody of this id, or they left.
    :raises IdentityTaken: when the subject was somebody else's, or was theirs and was ended.
    """
    require_acting()
    if not User.objects.select_for_update().filter(id=user_id, is_active=True).exists():
        raise LookupError("there is no such account, or it is closed")
    kept = OutsideIdentity.objects.filter(issuer=issuer, subject=subject).first()
    if kept is not None:
        if kept.user_id != user_id or kept.ended_at is not None:
            raise IdentityTaken("that subject is bound already")
        return False
    OutsideIdentity.objects.filter(user_id=user_id, issuer=issuer, ended_at__isnull=True).update(ended_at=now)
    OutsideIdentity(user_id=user_id, issuer=issuer, subject=subject, bound_at=now).save(force_insert=True)
    return True
