"""Routes by which a record may be found: two records that share a key are worth comparing.

In:  a description, and the values many people share.
Out: keys, plain strings that can be stored and indexed; pairs of records that share one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum

from reachable.kernel.ids import SubjectId
from reachable.matching.domain.address_forms import address_form, address_key
from reachable.matching.domain.description import Description, Name
from reachable.matching.domain.name_forms import NameForm, name_form, sound_of
from reachable.matching.domain.name_variants import roots_of
from reachable.matching.domain.numbers import COMPARED, sound_numbers
from reachable.matching.domain.shared_widely import NOTHING_SHARED, SharedWidely

LONGEST_KEY = 120
YEARS_OF_AN_AGE = 2
"""Whoever is said to be fourteen was born in one of two calendar years."""
LARGEST_BLOCK = 400
"""Default, in records. A key that more records share costs more than it finds; their other keys still count."""


class Route(Enum):
    """How two records can be brought together. The value begins every key of the route.

    `NAME_AND_YEAR` is for look-ups, where somebody knows a first name and an age; it makes no pairs of its own.
    """

    NUMBER = "NO"
    BIRTH_DATE = "BD"
    NAMES = "NM"
    FAMILY_AND_YEAR = "FY"
    NAME_AND_MONTH = "RM"
    NAME_AND_YEAR = "RY"
    POSTCODE_AND_YEAR = "PY"
    PHONE = "PH"

    def key(self, *parts: str) -> str:
        """Return a key of this route."""
        return "|".join((self.value, *parts))[:LONGEST_KEY]

    @property
    def makes_pairs(self) -> bool:
        """Test if records that share a key of this route are compared of themselves."""
        return self is not Route.NAME_AND_YEAR


def blocking_keys(description: Description, shared_widely: SharedWidely = NOTHING_SHARED) -> frozenset[str]:
    """Return every key of a record: the same record always gives the same keys."""
    days = description.days_of_birth
    keys = {
        Route.NUMBER.key(scheme.value, each.value) for scheme in COMPARED for each in sound_numbers(description, scheme)
    }
    keys.update(birth_date_key(day) for day in days)
    keys.update(Route.PHONE.key(each.number) for each in description.phones if each.number not in shared_widely.phones)
    years = _years_of_birth(description)
    keys.update(_postcode_keys(description, years, shared_widely))
    for name in description.names:
        keys.update(name_keys(name, days))
        keys.update(year_keys(name, years))
    return frozenset(keys)


def birth_date_key(day: date) -> str:
    """Return one key for a birth date and for the same date with day and month swapped."""
    low, high = sorted((day.day, day.month))
    return Route.BIRTH_DATE.key(f"{day.year}", f"{low:02d}", f"{high:02d}")


def name_keys(name: Name, days: Iterable[date] = ()) -> Iterator[str]:
    """Yield the keys of a name: how its two halves sound, in either order, and its long forms with each birth date."""
    form = name_form(name.given, name.family)
    days = tuple(days)
    for first, last in _sounded_pairs(form):
        yield Route.NAMES.key(*sorted((first, last)))
    for day in days:
        for root in _roots(form):
            yield Route.NAME_AND_MONTH.key(root, f"{day.year}", f"{day.month:02d}")
    yield from year_keys(name, (day.year for day in days))


def year_keys(name: Name, years: Iterable[int]) -> Iterator[str]:
    """Yield the keys of a name with each birth year: how the family name sounds, and the long forms of the given."""
    form = name_form(name.given, name.family)
    for year in years:
        for family in _halves(form.family):
            yield Route.FAMILY_AND_YEAR.key(sound_of(family), f"{year}")
        for root in _roots(form):
            yield Route.NAME_AND_YEAR.key(root, f"{year}")


def pairs_to_compare(
    keys_by_subject: Iterable[tuple[SubjectId, frozenset[str]]],
    *,
    largest_block: int = LARGEST_BLOCK,
    one_of: frozenset[SubjectId] | None = None,
) -> Iterator[tuple[SubjectId, SubjectId]]:
    """Yield each pair of records that share a key, once, the smaller id first, in order; no pair is held in memory.

    A key that more than `largest_block` records share makes no pairs. With `one_of`, only pairs with one of those.
    """
    keys_of = dict(keys_by_subject)
    blocks: dict[str, list[SubjectId]] = defaultdict(list)
    for subject in sorted(keys_of):
        for key in keys_of[subject]:
            if Route(key[:2]).makes_pairs:
                blocks[key].append(subject)
    small = {key: block for key, block in blocks.items() if 1 < len(block) <= largest_block}
    for subject in sorted(keys_of):
        found: set[SubjectId] = set()
        for key in keys_of[subject]:
            found.update(small.get(key, ()))
        later = sorted(other for other in found if other > subject)
        if one_of is not None and subject not in one_of:
            later = [other for other in later if other in one_of]
        yield from ((subject, other) for other in later)


def _years_of_birth(description: Description) -> list[int]:
    """Return each year somebody may be born in; a stretch that is longer than an age gives none."""
    return sorted(
        {
            year
            for born in description.birth_dates
            if born.latest.year - born.earliest.year < YEARS_OF_AN_AGE
            for year in range(born.earliest.year, born.latest.year + 1)
        }
    )


def _postcode_keys(description: Description, years: Iterable[int], shared_widely: SharedWidely) -> Iterator[str]:
    for address in description.addresses:
        postcode = address_form(address).postcode
        if postcode and address_key(address) not in shared_widely.addresses:
            for year in years:
                yield Route.POSTCODE_AND_YEAR.key(postcode.replace(" ", ""), f"{year}")


def _sounded_pairs(form: NameForm) -> Iterator[tuple[str, str]]:
    """Yield how each given name, or a name it may be short for, and each half of the family name sound."""
    for family in _halves(form.family):
        for given in form.given:
            for root in roots_of(given) | {given}:
                yield sound_of(root), sound_of(family)
        if len(form.given) > 1:
            yield sound_of(form.given_joined), sound_of(family)
    for given in _halves(form.given):
        for family in form.family:
            for root in roots_of(family) - {family}:
                yield sound_of(given), sound_of(root)


def _halves(parts: tuple[str, ...]) -> Iterator[str]:
    """Yield each part of a name and, when there are more, all of it together."""
    yield from parts
    if len(parts) > 1:
        yield "".join(parts)


def _roots(form: NameForm) -> frozenset[str]:
    """Return every name the given names may stand for; a family name counts too, in case the two were swapped."""
    return frozenset(root for part in (*form.given, *form.family) for root in roots_of(part) | {part})
