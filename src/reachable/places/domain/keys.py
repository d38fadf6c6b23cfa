"""Which key of a record opens what an agency wrote there.

In:  the keys of one record, each an agency's.
Out: one of them, or none.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar
from uuid import UUID


class AgencyKey(Protocol):
    """An agency's key of a record, as far as choosing asks."""

    @property
    def controller_id(self) -> UUID:
        """Return whose it is."""
        ...


Key = TypeVar("Key", bound=AgencyKey)


def choose_key(keys: Sequence[Key], controller_id: UUID) -> Key | None:
    """Return the key that opens what an agency wrote: its own.

    A record with one key may be of the days when every agency's words were sealed under that of the first. As soon as
    there is a second, they are parted.
    """
    own = next((each for each in keys if each.controller_id == controller_id), None)
    return keys[0] if own is None and len(keys) == 1 else own
