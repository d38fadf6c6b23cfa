"""Finds somebody who signs in, by the address they sign in with.

In:  an e-mail address.
Out: an id, or None.
"""

from reachable.access.models import User
from reachable.kernel.ids import UserId


def find_person(*, email: str) -> UserId | None:
    """Return who signs in with this address, however it is capitalised, or None when nobody does."""
    found = User.objects.filter(email__iexact=email).values_list("id", flat=True).first()
    return None if found is None else UserId(found)
