"""Decides what to do with two records: link them, ask a person, or leave them alone.

In:  two descriptions and the evidence between them.
Out: Suggestion: a proposal, the reasons for it in sentences, and what a person should look out for.

The only automatic answer is SAME, and only under one of three rules; everything else is for a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from reachable.matching.domain.compare import in_order
from reachable.matching.domain.description import Description
from reachable.matching.domain.evidence import Evidence, EvidenceKind, Finding, count_agreeing
from reachable.matching.domain.names import find_other_child_named
from reachable.matching.domain.numbers import COMPARED, sound_numbers
from reachable.people.domain.identifiers import Scheme


class Proposal(Enum):
    """What to do with two records. The value is shown to people."""

    AUTOMATIC_SAME = "Linked, because the records agree on everything that tells children apart"
    REVIEW = "For a person to judge"
    TOO_LITTLE = "Too little in common to ask"
    NEVER = "Never to be suggested"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal with its reasons and warnings, in sentences. `agreeing` orders the queue and is never shown.

    `is_doubted` says that something speaks against one child, and not only that too little speaks for it.
    """

    proposal: Proposal
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    agreeing: int = 0
    is_doubted: bool = False


NUMBERS = frozenset(COMPARED.values())
NUMBERS_THAT_LINK = frozenset({EvidenceKind.NHS_NUMBER, EvidenceKind.PUPIL_NUMBER, EvidenceKind.LEARNER_NUMBER})
NAMES_THAT_LINK_WITH_A_NUMBER = frozenset(
    {Finding.SAME_NAME, Finding.OTHER_SPELLING, Finding.SHORT_FORM, Finding.PART_OF_FAMILY, Finding.ORDER_SWAPPED}
)
NAMES_THAT_LINK_WITHOUT = frozenset({Finding.SAME_NAME, Finding.OTHER_SPELLING})
TWO_CHILDREN_NAMED = frozenset({Finding.OTHER_GIVEN, Finding.OTHER_NAME})
BIRTH_DATES_ONLY_SIMILAR = frozenset({Finding.ONE_DIGIT, Finding.OTHER_YEAR, Finding.NEAR})


class _Found:
    """The evidence by kind."""

    def __init__(self, evidence: tuple[Evidence, ...]) -> None:
        self.all = evidence
        self.by_kind = {each.kind: each for each in evidence}

    def finding(self, kind: EvidenceKind) -> Finding | None:
        """Return what was found of one kind."""
        return self.by_kind[kind].finding if kind in self.by_kind else None

    def agrees(self, kind: EvidenceKind, *, weakly_will_do: bool = False) -> bool:
        """Test if one kind agrees fairly or strongly."""
        each = self.by_kind.get(kind)
        return each is not None and each.agrees and (weakly_will_do or not each.is_weak)

    def disagrees(self, kind: EvidenceKind) -> bool:
        """Test if one kind disagrees fairly or strongly."""
        each = self.by_kind.get(kind)
        return each is not None and each.disagrees and not each.is_weak

    @property
    def disagreeing(self) -> list[Evidence]:
        """Return what disagrees fairly or strongly."""
        return [each for each in self.all if each.disagrees and not each.is_weak]

    @property
    def agreeing(self) -> list[Evidence]:
        """Return what agrees fairly or strongly."""
        return [each for each in self.all if each.agrees and not each.is_weak]


def decide(left: Description, right: Description, evidence: tuple[Evidence, ...]) -> Suggestion:
    """Return what to do with two records.

    NEVER carries no reasons, so that nothing of it can be shown. TOO_LITTLE carries what there was.
    """
    left, right = in_order(left, right)
    if right.subject_id in left.never_suggest or left.subject_id in right.never_suggest:
        return Suggestion(Proposal.NEVER)
    found = _Found(evidence)
    reasons = tuple(each.sentence for each in found.agreeing)
    agreeing = count_agreeing(evidence)
    if not _worth_asking(found):
        return Suggestion(Proposal.TOO_LITTLE, reasons, (), agreeing)
    warnings = tuple(_warnings(left, right, found))
    if not warnings and not found.disagreeing and _links_by_rule(found):
        return Suggestion(Proposal.AUTOMATIC_SAME, reasons, (), agreeing)
    is_doubted = bool(warnings or found.disagreeing)
    return Suggestion(Proposal.REVIEW, reasons, (*warnings, *_what_is_missing(warnings, found)), agreeing, is_doubted)


def _links_by_rule(found: _Found) -> bool:
    return _number_rule(found) or _household_rule(found) or _school_rule(found)


def _number_rule(found: _Found) -> bool:
    """Test if the records share a checked NHS, pupil or learner number, the birth date and the name."""
    return (
        any(found.finding(kind) is Finding.SAME_NUMBER for kind in NUMBERS_THAT_LINK)
        and found.finding(EvidenceKind.BIRTH_DATE) is Finding.SAME_DAY
        and found.agrees(EvidenceKind.NAME)
        and found.finding(EvidenceKind.NAME) in NAMES_THAT_LINK_WITH_A_NUMBER
    )


def _household_rule(found: _Found) -> bool:
    """Test if the records share full name, birth date, current address and telephone."""
    return (
        found.finding(EvidenceKind.NAME) in NAMES_THAT_LINK_WITHOUT
        and found.finding(EvidenceKind.BIRTH_DATE) is Finding.SAME_DAY
        and found.finding(EvidenceKind.ADDRESS) is Finding.SAME_ADDRESS
        and found.finding(EvidenceKind.PHONE) is Finding.SAME_PHONE
    )


def _school_rule(found: _Found) -> bool:
    """Test if the records share full name, birth date and school, and current address or telephone (decision 0042)."""
    return (
        found.finding(EvidenceKind.NAME) in NAMES_THAT_LINK_WITHOUT
        and found.finding(EvidenceKind.BIRTH_DATE) is Finding.SAME_DAY
        and found.finding(EvidenceKind.SCHOOL) is Finding.SAME_SCHOOL
        and (
            found.finding(EvidenceKind.ADDRESS) is Finding.SAME_ADDRESS
            or found.finding(EvidenceKind.PHONE) is Finding.SAME_PHONE
        )
    )


def _worth_asking(found: _Found) -> bool:
    """Test if two records have enough in common to take a person's time.

    Another given name and another number of the same register are two children whom that register tells apart: to ask
    of every pair of twins teaches whoever answers to say no without looking (decision 0042).
    """
    if any(found.agrees(kind) for kind in NUMBERS):
        return True
    if found.finding(EvidenceKind.NAME) in TWO_CHILDREN_NAMED and any(
        found.disagrees(kind) for kind in NUMBERS_THAT_LINK
    ):
        return False
    born_otherwise = found.disagrees(EvidenceKind.BIRTH_DATE)
    reached_alike = found.agrees(EvidenceKind.ADDRESS) or found.agrees(EvidenceKind.PHONE)
    if found.agrees(EvidenceKind.NAME):
        return _worth_asking_of_a_name(found, reached_alike=reached_alike)
    if reached_alike and found.finding(EvidenceKind.NAME) is Finding.OTHER_FAMILY:
        return True
    if found.agrees(EvidenceKind.BIRTH_DATE):
        similar = found.finding(EvidenceKind.BIRTH_DATE) in BIRTH_DATES_ONLY_SIMILAR
        return reached_alike or (not similar and found.agrees(EvidenceKind.NAME, weakly_will_do=True))
    if born_otherwise:
        return False
    name_weakly = found.agrees(EvidenceKind.NAME, weakly_will_do=True)
    return (reached_alike and name_weakly) or (
        found.agrees(EvidenceKind.ADDRESS)
        and found.agrees(EvidenceKind.PHONE)
        and not found.disagrees(EvidenceKind.NAME)
    )


def _worth_asking_of_a_name(found: _Found, *, reached_alike: bool) -> bool:
    """Test if two records whose names agree have enough more in common.

    What is left out is what coincidence brings in a county, and nobody could answer (decision 0042): a brother or
    sister with a name in common and another birth date; and, where neither a home nor a telephone is in common, a name
    in part or another number of one register with a birth date that is only similar, and a birth date within a month
    with nothing beside it.
    """
    name, born = found.finding(EvidenceKind.NAME), found.finding(EvidenceKind.BIRTH_DATE)
    born_otherwise = found.disagrees(EvidenceKind.BIRTH_DATE)
    if name is Finding.PART_OF_GIVEN and born_otherwise:
        return False
    if reached_alike:
        return True
    if born in BIRTH_DATES_ONLY_SIMILAR and (
        name is Finding.PART_OF_GIVEN or any(found.disagrees(kind) for kind in NUMBERS_THAT_LINK)
    ):
        return False
    others = any(each.agrees for each in found.all if each.kind is not EvidenceKind.NAME)
    return (others and not born_otherwise) or born is Finding.OTHER_YEAR


def _warnings(left: Description, right: Description, found: _Found) -> Iterator[str]:
    """Yield what a person should look out for. Any one of them rules out linking without a person."""
    for each in (left, right):
        if each.twin_known:
            yield (
                f"Another child with the family name, birth date and home or telephone in {each.agency_name}’s record "
                "is known. Twins share nearly everything: go by the given name and the number."
            )
            break
    other = find_other_child_named(left, right)
    if other is not None:
        yield f"‘{other[0]}’ and ‘{other[1]}’ may be two children of one family: twins, or a brother or sister’s name."
    if (left.agency_id, left.system) == (right.agency_id, right.system):
        yield f"Both records are in one system of {left.agency_name}: two people, or one person entered twice."
    for each in (left, right):
        yield from _contradictions(each)
    if any(found.agrees(kind) for kind in NUMBERS):
        for kind in (EvidenceKind.NAME, EvidenceKind.BIRTH_DATE):
            if kind in found.by_kind and not found.agrees(kind) and found.finding(kind) is not Finding.ONLY_ONE_SIDE:
                what = kind.value.lower()
                yield f"The number agrees but the {what} does not: it may be mistyped, or used for two children."
    if found.disagrees(EvidenceKind.NHS_NUMBER) and found.agrees(EvidenceKind.NAME):
        yield "Nobody has two NHS numbers for long: two children with one name, or a number that is wrong."


def _contradictions(description: Description) -> Iterator[str]:
    """Yield where one record contradicts itself, as when two children were put into it."""
    if len(description.days_of_birth) > 1:
        yield f"{description.agency_name}’s record gives more than one birth date."
    for scheme in (Scheme.NHS, Scheme.UPN, Scheme.ULN):
        if len(sound_numbers(description, scheme)) > 1:
            yield f"{description.agency_name}’s record gives more than one {scheme.label}."


def _what_is_missing(warnings: tuple[str, ...], found: _Found) -> Iterator[str]:
    """Yield why agreement that looks good is not enough."""
    kinds = {each.kind for each in found.agreeing}
    if not warnings and kinds == {EvidenceKind.NAME, EvidenceKind.BIRTH_DATE}:
        yield "Only the name and the birth date agree, and two children can share both."
