"""Finds who has a security key.

In:  people.
Out: those of them who have one.
"""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator

from reachable.kernel.ids import UserId


def list_with_keys(*, user_ids: Iterable[UserId]) -> frozenset[UserId]:
    """Return who of these people has a security key."""
    rows = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN, user_id__in=set(user_ids))
    return frozenset(UserId(each) for each in rows.values_list("user_id", flat=True))
