"""What is kept of a record so that it can be found, and so that a change to it can be told from none.

In:  a description.
Out: RouteRecord: keys, telephones and addresses, and a mark that changes when anything comparable does.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reachable.matching.domain.address_forms import address_key
from reachable.matching.domain.blocking import Route, blocking_keys
from reachable.matching.domain.description import Description
from reachable.matching.domain.shared_widely import MOST_HOLDERS_OF_A_PHONE, MOST_HOLDERS_OF_AN_ADDRESS, SharedWidely

PHONE, ADDRESS = "PH|", "AD|"
MOST_HOLDERS = {PHONE: MOST_HOLDERS_OF_A_PHONE, ADDRESS: MOST_HOLDERS_OF_AN_ADDRESS}


@dataclass(frozen=True, slots=True)
class RouteRecord:
    """How one record is found. The one of a sealed record is empty, so that nothing finds it."""

    keys: frozenset[str] = frozenset()
    held_values: frozenset[str] = frozenset()
    mark: str = ""

    @property
    def birth_keys(self) -> frozenset[str]:
        """Return the keys that come of a birth date alone."""
        return frozenset(key for key in self.keys if key.startswith(Route.BIRTH_DATE.key("")))


FOUND_BY_NONE = RouteRecord()


def describe_routes(description: Description) -> RouteRecord:
    """Return what is kept of a record."""
    return RouteRecord(blocking_keys(description), held_values(description), _mark(description))


def held_values(description: Description) -> frozenset[str]:
    """Return the telephones and addresses of a record, in the form in which their holders are counted."""
    phones = {PHONE + phone.number for phone in description.phones}
    return frozenset(phones | {ADDRESS + key for address in description.addresses if (key := address_key(address))})


def is_shared_widely(value: str, holders: int) -> bool:
    """Test if more records hold a telephone or address than a family's would."""
    return holders > MOST_HOLDERS[value[:3]]


def find_tipped(holders: Mapping[str, int], now: Iterable[RouteRecord], before: Iterable[RouteRecord]) -> set[str]:
    """Return the values that came to be, or no longer are, shared widely when records became what they are now.

    `holders` says how many records hold each value now.
    """
    held_now = Counter(value for each in now for value in each.held_values)
    held_before = Counter(value for each in before for value in each.held_values)
    return {
        value
        for value in held_now.keys() | held_before.keys()
        if is_shared_widely(value, holders.get(value, 0))
        != is_shared_widely(value, holders.get(value, 0) - held_now[value] + held_before[value])
    }


def shared_among(holders: Mapping[str, int]) -> SharedWidely:
    """Return which values are shared widely, given how many records hold each."""
    widely = [value for value, count in holders.items() if is_shared_widely(value, count)]
    return SharedWidely(
        frozenset(value.removeprefix(PHONE) for value in widely if value.startswith(PHONE)),
        frozenset(value.removeprefix(ADDRESS) for value in widely if value.startswith(ADDRESS)),
    )


def _mark(description: Description) -> str:
    """Return a hash of everything that is compared. When it was received is left out: hearing it again is no change."""
    said = (
        description.agency_name,
        description.system,
        _sorted((each.given, each.family, each.kind.code) for each in description.names),
        _sorted((each.earliest.isoformat(), each.latest.isoformat()) for each in description.birth_dates),
        _sorted((each.scheme.value, each.value) for each in description.identifiers),
        _sorted((each.lines, each.postcode, str(each.is_current)) for each in description.addresses),
        _sorted((each.number, each.whose) for each in description.phones),
        _sorted((each.name,) for each in description.schools),
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _sorted(values: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return sorted(set(values))
