"""Takes somebody's way in away, so that they set it up anew themselves. Nobody ever chooses it for them.

In:  a person who cannot get in; whether their second factor is lost as well.
Out: in the transaction of the act: no password, no session; no second factor where it was lost.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.access.models import User
from reachable.access.operations.sessions import end_sessions
from reachable.kernel.ids import UserId

LET_BACK = "let back in"


def take_way_in_away(*, user_id: UserId, lost_factor: bool, by: Actor, now: datetime) -> None:
    """Leave somebody without a password, and without a second factor where they lost it.

    :raises LookupError: when there is nobody of this id, or they left.
    """
    require_acting()
    user = User.objects.select_for_update().filter(id=user_id, is_active=True).first()
    if user is None:
        raise LookupError("there is no such account, or it is closed")
    user.password = make_password(None)
    user.save(update_fields=["password"])
    if lost_factor:
        Authenticator.objects.filter(user_id=user_id).delete()
    end_sessions(user_id=user_id, because=LET_BACK, by=by, now=now)
