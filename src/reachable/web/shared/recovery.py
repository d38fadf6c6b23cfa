"""Recovery codes of somebody signed in, or on their way in: made anew, counted, used once.

In:  a person; a code.
Out: the new codes, to be shown once; how many are left; whether a code was one of theirs.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from reachable.access.domain.recovery_codes import keep_codes, make_codes, read_kept, use_code


def renew_codes(user: Any) -> tuple[str, ...]:
    """Make somebody new codes, in the place of those they had, and return them. They cannot be read again."""
    codes = make_codes()
    Authenticator.objects.update_or_create(
        user=user, type=Authenticator.Type.RECOVERY_CODES, defaults={"data": keep_codes(codes).as_data()}
    )
    return codes


def count_codes_left(user: Any) -> int | None:
    """Return how many codes somebody has left, or None when none were ever made."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return None if row is None else len(read_kept(row.data).hashes)


@transaction.atomic
def use_recovery_code(user: Any, typed: str) -> Authenticator | None:
    """Use up a code and return what it belongs to, or None when it is none of theirs. Two at once: one gets in."""
    codes = Authenticator.objects.select_for_update().filter(user=user, type=Authenticator.Type.RECOVERY_CODES)
    row = codes.first()
    left = None if row is None else use_code(typed, read_kept(row.data))
    if row is None or left is None:
        return None
    row.data = left.as_data()
    row.save(update_fields=["data"])
    return row
