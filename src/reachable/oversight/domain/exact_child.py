"""Whether a record is of exactly the child somebody names: by a number, or by name and date of birth.

In:  what somebody states; what records say.
Out: keys to look under, and yes or no. Nothing close is offered: who breaks the glass states who the child is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from reachable.matching.domain.description import Identifier
from reachable.matching.domain.name_forms import plain_letters
from reachable.matching.domain.search import LookedFor, look_up_keys
from reachable.people.domain.claims import SubjectClaims
from reachable.people.domain.identifiers import READERS, Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedChild:
    """Who somebody says the child is. `number` is an NHS, pupil, learner or police number as typed.

    :raises ValueError: when there is neither a number nor a whole name with the birth date, or only half a name.
    """

    given: str = ""
    family: str = ""
    born: date | None = None
    number: str = ""

    def __post_init__(self) -> None:
        if bool(self.given.strip()) != bool(self.family.strip()):
            raise ValueError("state the whole name")
        if not self.number.strip() and not (self.given.strip() and self.born is not None):
            raise ValueError("state a number, or the whole name and the date of birth")

    def say_how(self) -> str:
        """Return by what the child was stated, never the words themselves."""
        stated = (("name", self.given.strip()), ("date of birth", self.born), ("number", self.number.strip()))
        return " and ".join(words for words, given in stated if given)


def list_numbers(stated: StatedChild) -> tuple[Identifier, ...]:
    """Return every number the typed one can be, under the schemes that have a check."""
    return tuple(_read_numbers(stated.number))


def list_stated_keys(stated: StatedChild, today: date) -> frozenset[str]:
    """Return every key under which a record of exactly this child may be found."""
    keys: set[str] = set()
    for number in (*list_numbers(stated), None):
        looked_for = LookedFor(given=stated.given, family=stated.family, born=stated.born, number=number)
        keys |= look_up_keys(looked_for, today)
    return frozenset(keys)


def choose_exact(stated: StatedChild, records: Iterable[SubjectClaims]) -> tuple[SubjectClaims, ...]:
    """Return the records of exactly this child; where some have the very number, only these."""
    exact = [each for each in records if is_exactly(stated, each)]
    return tuple([each for each in exact if _same_number(stated, each)] or exact)


def is_exactly(stated: StatedChild, record: SubjectClaims) -> bool:
    """Test if a record is of a child with this very number, or this very name and date of birth.

    Of several given, each must agree wherever the record has it.
    """
    if not record.is_child or (stated.given.strip() and not _same_name(stated, record)):
        return False
    by_number = _same_number(stated, record)
    days = {each.claim.earliest for each in record.birth_dates if each.claim.earliest == each.claim.latest}
    by_birth = stated.born in days
    if stated.born is not None and stated.number.strip():
        return (by_birth or not days) and (by_number or not record.identifiers) and (by_birth or by_number)
    return by_birth or by_number


def _same_number(stated: StatedChild, record: SubjectClaims) -> bool:
    numbers = {(each.scheme, each.value) for each in list_numbers(stated)}
    return bool(numbers & {(Scheme(each.claim.scheme), each.claim.value) for each in record.identifiers})


def _same_name(stated: StatedChild, record: SubjectClaims) -> bool:
    wanted = (plain_letters(stated.given), plain_letters(stated.family))
    return any((plain_letters(each.claim.given), plain_letters(each.claim.family)) == wanted for each in record.names)


def _read_numbers(typed: str) -> Iterator[Identifier]:
    if not typed.strip():
        return
    for scheme, read in READERS.items():
        reading = read(typed)
        if reading.is_accepted and reading.value and scheme is not Scheme.LOCAL:
            yield Identifier(scheme, reading.value)
