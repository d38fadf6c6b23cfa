"""Finds somebody who signs in, by the address they sign in with; and where somebody can be written to.

In:  an e-mail address; an id.
Out: an id, or None; a name and an address.
"""

from reachable.access.models import User
from reachable.kernel.ids import UserId


def find_person(*, email: str) -> UserId | None:
    """Return who signs in with this address, however it is capitalised, or None when nobody does."""
    found = User.objects.filter(email__iexact=email).values_list("id", flat=True).first()
    return None if found is None else UserId(found)


def get_name_and_address(*, user_id: UserId) -> tuple[str, str]:
    """Return what somebody is called and where they are written to.

    :raises LookupError: when there is nobody of this id.
    """
    found = User.objects.filter(id=user_id).values_list("name", "email").first()
    if found is None:
        raise LookupError("there is no such account")
    return found
