"""One thing two records agree or disagree on, in a sentence, with where each side has it from.

In:  nothing.
Out: Evidence, and the words for how it points. There is no overall score.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from reachable.matching.domain.description import Description


class EvidenceKind(Enum):
    """What was compared. The value is the heading beside it."""

    NHS_NUMBER = "NHS number"
    PUPIL_NUMBER = "Unique pupil number"
    LEARNER_NUMBER = "Unique learner number"
    POLICE_NUMBER = "Police National Computer number"
    NAME = "Name"
    BIRTH_DATE = "Birth date"
    ADDRESS = "Address"
    PHONE = "Telephone"
    SCHOOL = "School"


_ONE_OF_THEM = {
    EvidenceKind.NHS_NUMBER: "an NHS number",
    EvidenceKind.PUPIL_NUMBER: "a unique pupil number",
    EvidenceKind.LEARNER_NUMBER: "a unique learner number",
    EvidenceKind.POLICE_NUMBER: "a Police National Computer number",
    EvidenceKind.NAME: "a name",
    EvidenceKind.BIRTH_DATE: "a birth date",
    EvidenceKind.ADDRESS: "an address",
    EvidenceKind.PHONE: "a telephone number",
    EvidenceKind.SCHOOL: "a school",
}


class Direction(Enum):
    """Which way it points. The value is the word shown."""

    AGREES = "Agrees"
    DISAGREES = "Disagrees"
    NEUTRAL = "Says little"
    NOT_COMPARABLE = "Cannot be compared"


class Strength(Enum):
    """How much it says. The value is the word shown."""

    STRONG = "strongly"
    MODERATE = "fairly"
    WEAK = "weakly"


class Finding(Enum):
    """What exactly was found; the sentence says it with the values. Rules read the finding, people the sentence."""

    ONLY_ONE_SIDE = "only one side has it"
    SHARED_WIDELY = "the same, but many people share it"
    SAME_NUMBER = "same number"
    SAME_TEMPORARY_NUMBER = "same temporary number"
    OTHER_NUMBER = "different numbers"
    SAME_NAME = "same name"
    OTHER_SPELLING = "two spellings of one name"
    SHORT_FORM = "a short form of the name"
    MAY_BE_SHORT_FORM = "perhaps a short form of the name"
    ORDER_SWAPPED = "names in the other order"
    PART_OF_GIVEN = "only part of the given names in common"
    PART_OF_FAMILY = "only part of the family name in common"
    FAMILY_SAYS_LITTLE = "a family name so many share that it says little"
    GIVEN_ONLY = "only given names can be compared"
    FAMILY_ONLY = "only family names can be compared"
    ALIKE = "similar, not the same"
    OTHER_FAMILY = "same given name, different family name"
    OTHER_GIVEN = "same family name, different given name"
    OTHER_NAME = "different names"
    SAME_DAY = "same day"
    FIRST_OF_JANUARY = "same, but 1 January often means that only the year is known"
    DAY_AND_MONTH_SWAPPED = "day and month swapped"
    ONE_DIGIT = "one digit differs"
    OTHER_YEAR = "same day and month, another year"
    MAY_BE_THE_SAME = "may be the same"
    NEAR = "within a month"
    OTHER_DAY = "different days"
    SAME_ADDRESS = "same current address"
    EARLIER_ADDRESS = "an address in common, but not now for both"
    SAME_POSTCODE = "same postcode"
    SAME_PLACE = "same place named"
    OTHER_ADDRESS = "different addresses"
    SAME_PHONE = "same telephone"
    OTHER_PHONE = "different telephones"
    SAME_SCHOOL = "same school"
    OTHER_SCHOOL = "different schools"


@dataclass(frozen=True, slots=True)
class Origin:
    """Which agency's record a value is from and since which London day it has said so."""

    agency_name: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison of two records. Left is the record with the smaller subject id."""

    kind: EvidenceKind
    finding: Finding
    direction: Direction
    strength: Strength
    sentence: str
    left_source: Origin
    right_source: Origin

    @property
    def agrees(self) -> bool:
        """Test if it speaks for one child."""
        return self.direction is Direction.AGREES

    @property
    def disagrees(self) -> bool:
        """Test if it speaks for two children."""
        return self.direction is Direction.DISAGREES

    @property
    def is_weak(self) -> bool:
        """Test if it should never decide anything."""
        return self.strength is Strength.WEAK


def origin(description: Description, since: date | None = None) -> Origin:
    """Return where a value of this description comes from."""
    return Origin(description.agency_name, since)


def only_one_side(kind: EvidenceKind, left: Description, right: Description, left_has_it: bool) -> Evidence:
    """Return what is said when only one of two records has any value of a kind."""
    has, lacks = (left, right) if left_has_it else (right, left)
    return Evidence(
        kind,
        Finding.ONLY_ONE_SIDE,
        Direction.NOT_COMPARABLE,
        Strength.WEAK,
        f"{has.agency_name} has {_ONE_OF_THEM[kind]}; {lacks.agency_name} has none.",
        origin(left),
        origin(right),
    )


def count_agreeing(evidence: Iterable[Evidence]) -> int:
    """Return how many kinds agree fairly or strongly. For the order of a list only; never shown as a score."""
    return len({each.kind for each in evidence if each.agrees and not each.is_weak})
