"""What one agency's record says of one person, with only what may be used to tell people apart.

In:  values read from a subject's claims. Never sex, ethnicity, religion, nationality or disability.
Out: Description.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from reachable.kernel.ids import AgencyId, SubjectId
from reachable.people.domain.identifiers import Scheme


class NameKind(Enum):
    """Where a name comes from. Each member is (code stored, words that follow "as" in a sentence)."""

    GIVEN = ("GIVEN", "")
    PREFERRED = ("PREFERRED", "the preferred name")
    ALIAS = ("ALIAS", "another name")
    NICKNAME = ("NICKNAME", "a nickname")
    GIVEN_TO_POLICE = ("GIVEN_TO_POLICE", "the name police were given")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def words(self) -> str:
        """Return what kind of name it is, in words; nothing for an ordinary given name."""
        return self.value[1]

    @property
    def may_be_false(self) -> bool:
        """Test if nobody has checked a name of this kind against a document."""
        return self in (NameKind.ALIAS, NameKind.NICKNAME, NameKind.GIVEN_TO_POLICE)


NAME_KINDS_BY_CODE: dict[str, NameKind] = {kind.code: kind for kind in NameKind}


@dataclass(frozen=True, slots=True)
class Name:
    """A name somebody is or was known by. `since` is the London day the record first said so."""

    given: str
    family: str
    kind: NameKind = NameKind.GIVEN
    since: date | None = None

    @property
    def full(self) -> str:
        """Return the name as it is said."""
        return " ".join(part for part in (self.given, self.family) if part)


@dataclass(frozen=True, slots=True)
class BirthDate:
    """Some day from earliest to latest, both included; the same day twice when it is known.

    :raises ValueError: when the latest day is before the earliest.
    """

    earliest: date
    latest: date
    since: date | None = None

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError("the latest birth date must not be before the earliest")

    @classmethod
    def on(cls, day: date, since: date | None = None) -> "BirthDate":
        """Return a birth date that is known."""
        return cls(day, day, since)

    @property
    def day(self) -> date | None:
        """Return the one day it can be, or nothing when it is only known roughly."""
        return self.earliest if self.earliest == self.latest else None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number under a scheme, in its one form."""

    scheme: Scheme
    value: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody lives, or lived until `lived_to`. Without it they are said to live there now."""

    lines: str
    postcode: str = ""
    lived_from: date | None = None
    lived_to: date | None = None
    since: date | None = None

    @property
    def is_current(self) -> bool:
        """Test if the record says somebody lives there now."""
        return self.lived_to is None

    @property
    def full(self) -> str:
        """Return the address on one line."""
        return ", ".join(part for part in (self.lines, self.postcode) if part)


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number in its one form, and whose it is: the child, a parent, a home."""

    number: str
    whose: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class School:
    """A school somebody goes or went to."""

    name: str
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """One agency's record of one person: a subject.

    `twin_known` says that another child with this family name, birth date and home is known. `never_suggest` holds
    subjects that must never be linked or suggested, as the two identities of an adopted child.
    """

    subject_id: SubjectId
    agency_id: AgencyId
    agency_name: str
    agency_kind: str = ""
    system: str = ""
    names: tuple[Name, ...] = ()
    birth_dates: tuple[BirthDate, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    phones: tuple[Phone, ...] = ()
    schools: tuple[School, ...] = ()
    twin_known: bool = False
    never_suggest: frozenset[SubjectId] = field(default_factory=frozenset)

    @property
    def days_of_birth(self) -> tuple[date, ...]:
        """Return the exact birth dates the record gives, each once, earliest first."""
        return tuple(sorted({each.day for each in self.birth_dates if each.day is not None}))

    def numbers_under(self, scheme: Scheme) -> tuple[Identifier, ...]:
        """Return what the record gives under one scheme."""
        return tuple(each for each in self.identifiers if each.scheme is scheme)
