"""Whether somebody may be told of a child: asked once, of everything that leaves.

In:  whoever would be told; the adults who must not be.
Out: Telling: they may, they must not, or somebody of the same name must not and a person decides.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from reachable.kernel.ids import SubjectId
from reachable.people.domain.identifiers import read_phone

TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "reverend", "sir", "dame", "lady"}
)


class Telling(Enum):
    """Whether somebody may be told: they may, they must not, or an adult of the same name must not."""

    MAY = "MAY"
    MUST_NOT = "MUST_NOT"
    SAME_NAME = "SAME_NAME"


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldBeTold:
    """Whoever a message, an invitation or a pack would go to."""

    name: str = ""
    email: str = ""
    phone: str = ""
    adult_id: SubjectId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotToldAdult:
    """An adult who must not be told of a child, by every name and way of reaching them that is known, and why.

    `homes` are addresses with their postcodes, as they were recorded.
    """

    names: frozenset[str]
    emails: frozenset[str]
    phones: frozenset[str]
    because: str
    said_by: str
    homes: frozenset[tuple[str, str]] = frozenset()
    adult_id: SubjectId | None = None


def may_be_told(who: WouldBeTold, not_told: Iterable[NotToldAdult]) -> Telling:
    """Return whether somebody may be told.

    The same record, e-mail address or telephone is the same adult. The same name may be another: a person decides.
    """
    telling = Telling.MAY
    email, phone, name = who.email.strip().casefold(), spelt_phone(who.phone), spelt_name(who.name)
    for adult in not_told:
        if who.adult_id is not None and who.adult_id == adult.adult_id:
            return Telling.MUST_NOT
        if (email and email in adult.emails) or (phone and phone in adult.phones):
            return Telling.MUST_NOT
        if name and name in adult.names:
            telling = Telling.SAME_NAME
    return telling


def may_be_told_in_words(words: str, not_told: Iterable[NotToldAdult]) -> Telling:
    """Return whether whoever somebody wrote down may be told, with whatever stands beside the name: "his father, …".

    An e-mail address or telephone that stands in it is the adult's; a name that stands in it may be somebody else's.
    """
    adults = tuple(not_told)
    said = f" {spelt_name(words)} "
    parts = [each.strip(".,;:()<>\"'") for each in words.split()]
    numbers = {"".join(letter for letter in each if letter.isdigit()) for each in re.split(r"[^\d\s()+.\-–]", words)}
    for adult in adults:
        if any(may_be_told(WouldBeTold(email=each), [adult]) is Telling.MUST_NOT for each in parts):
            return Telling.MUST_NOT
        if any(phone and may_be_told(WouldBeTold(phone=phone), [adult]) is Telling.MUST_NOT for phone in numbers):
            return Telling.MUST_NOT
    found = any(name and f" {name} " in said for adult in adults for name in adult.names)
    return Telling.SAME_NAME if found else Telling.MAY


def is_like_name(one: str, names: Iterable[str]) -> bool:
    """Test if a name may be one of these, written otherwise: with a title, an initial, a middle name, surname first."""
    said = _names_said(one)
    return any(_are_alike(said, _names_said(other)) for other in names)


def _names_said(name: str) -> list[str]:
    surname, _, rest = name.partition(",")
    words = spelt_name(re.sub(r"[.\s]", " ", f"{rest} {surname}")).split()
    return [word for word in words if word not in TITLES]


def _are_alike(one: list[str], other: list[str]) -> bool:
    if len(one) < 2 or len(other) < 2:
        return bool(one) and one == other
    first, second = one[0], other[0]
    is_initial = 1 in (len(first), len(second)) and first[0] == second[0]
    return one[-1] == other[-1] and (first == second or is_initial)


def spelt_name(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join("".join(letter for letter in name.casefold() if letter.isalnum() or letter == " ").split())


def spelt_phone(phone: str) -> str:
    """Return a telephone number as it is compared, "" when it is none."""
    return read_phone(phone).value
