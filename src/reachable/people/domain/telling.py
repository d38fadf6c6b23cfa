"""Whether somebody may be told of a child: asked once, of everything that leaves.

In:  whoever would be told; the adults who must not be.
Out: Telling: they may, they must not, or they may be somebody who must not and a person decides.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate

from reachable.kernel.ids import SubjectId
from reachable.people.domain.claims import SubjectClaims
from reachable.people.domain.identifiers import read_phone
from reachable.people.domain.named import list_relations, may_name

EMAIL = re.compile(r"[^\s,;:()<>\"'\[\]]+@[^\s,;:()<>\"'\[\]]+")
NO_NUMBER = re.compile(r"[^\d\s()+.\-\u2010-\u2013/]")
MOST_GROUPS = 8
"""Of the groups of digits a telephone number is written in."""


class Telling(Enum):
    """Whether somebody may be told: they may, they must not, or they may be an adult who must not: a person decides."""

    MAY = "MAY"
    MUST_NOT = "MUST_NOT"
    PERHAPS = "PERHAPS"


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldBeTold:
    """Whoever a letter, a message, a share or a pack would go to.

    `name` is whatever somebody wrote of them, with what stands beside it. `relation` is who they are to the child.
    """

    name: str = ""
    email: str = ""
    phone: str = ""
    relation: str = ""
    adult_id: SubjectId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotToldAdult:
    """An adult who must not be told of a child, by every name and way of reaching them that is known, and why.

    `names` are as they were recorded, `homes` addresses with their postcodes, `relations` who they are to the child.
    """

    names: frozenset[str]
    emails: frozenset[str]
    phones: frozenset[str]
    because: str
    said_by: str
    homes: frozenset[tuple[str, str]] = frozenset()
    relations: frozenset[str] = frozenset()
    adult_id: SubjectId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOfAdult:
    """By which names an adult is known, as recorded, and how they are reached, as that is compared."""

    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()


def read_known(claims: SubjectClaims | None) -> KnownOfAdult:
    """Return what an adult's record says of their names, e-mail addresses and telephones: nothing where none is."""
    if claims is None:
        return KnownOfAdult()
    contacts = [each.claim for each in claims.contacts]
    return KnownOfAdult(
        names=frozenset(each.claim.full for each in claims.names) - {""},
        emails=frozenset(spelt_email(each.value) for each in contacts if each.kind == "EMAIL") - {""},
        phones=frozenset(spelt_phone(each.value) for each in contacts if each.kind == "PHONE") - {""},
    )


def may_be_told(who: WouldBeTold, not_told: Iterable[NotToldAdult]) -> Telling:
    """Return whether somebody may be told. Letters, shares, packs and messages all ask this.

    The same record, e-mail address or telephone is the same adult, wherever it stands. The same name, however it is
    written, or the same relation to the child may be another: a person decides.
    """
    emails = {spelt_email(each) for each in (who.email, *EMAIL.findall(who.name))} - {""}
    phones = {spelt_phone(each) for each in (who.phone, *_list_numbers(who.name))} - {""}
    relations = list_relations(who.name) | ({who.relation} - {""})
    telling = Telling.MAY
    for adult in not_told:
        is_adult = who.adult_id is not None and who.adult_id == adult.adult_id
        if is_adult or emails & adult.emails or phones & adult.phones:
            return Telling.MUST_NOT
        if relations & _relations_of(adult) or may_name(who.name, adult.names):
            telling = Telling.PERHAPS
    return telling


def _relations_of(adult: NotToldAdult) -> frozenset[str]:
    """Return who an adult is to the child, also where that was recorded as a name: "Mum"."""
    return adult.relations.union(*(list_relations(name) for name in adult.names))


def _list_numbers(words: str) -> Iterator[str]:
    """Yield every telephone number that may stand in words, in however many groups of digits it is written."""
    for part in NO_NUMBER.split(words):
        groups = re.findall(r"\d+", part)
        for start in range(len(groups)):
            for number in accumulate(groups[start : start + MOST_GROUPS]):
                yield from (number, f"+{number}")


def spelt_email(email: str) -> str:
    """Return an e-mail address as it is compared."""
    return email.strip().strip(".").casefold()


def spelt_phone(phone: str) -> str:
    """Return a telephone number as it is compared, "" when it is none."""
    return read_phone(phone).value
