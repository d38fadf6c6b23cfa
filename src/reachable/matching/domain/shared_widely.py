"""Values that so many people share that they say nothing about who somebody is.

In:  descriptions, or how many subjects hold each value.
Out: SharedWidely: the telephones and addresses to leave out, as those of a hospital or a children's home.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reachable.matching.domain.address_forms import address_key
from reachable.matching.domain.description import Description

MOST_HOLDERS_OF_A_PHONE = 16
MOST_HOLDERS_OF_AN_ADDRESS = 24
"""Defaults, in subjects. A family of four children known to four agencies is sixteen subjects with one telephone and
one address; some have lived there before, and are not known to have moved."""


@dataclass(frozen=True, slots=True)
class SharedWidely:
    """Telephones in their one form, and addresses by their key, that are no evidence and give no route."""

    phones: frozenset[str] = field(default_factory=frozenset)
    addresses: frozenset[str] = field(default_factory=frozenset)


NOTHING_SHARED = SharedWidely()


def find_shared_widely(
    descriptions: Iterable[Description],
    *,
    most_phone_holders: int = MOST_HOLDERS_OF_A_PHONE,
    most_address_holders: int = MOST_HOLDERS_OF_AN_ADDRESS,
) -> SharedWidely:
    """Return the telephones and addresses that more subjects hold than a family would."""
    phones: Counter[str] = Counter()
    addresses: Counter[str] = Counter()
    for each in descriptions:
        phones.update({phone.number for phone in each.phones})
        addresses.update({key for address in each.addresses if (key := address_key(address))})
    return SharedWidely(
        frozenset(number for number, holders in phones.items() if holders > most_phone_holders),
        frozenset(key for key, holders in addresses.items() if holders > most_address_holders),
    )
