"""Compares the names two records give.

In:  two descriptions.
Out: evidence of the names that agree best, in a sentence.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from reachable.matching.domain.description import Description, Name, NameKind
from reachable.matching.domain.evidence import (
    Direction,
    Evidence,
    EvidenceKind,
    Finding,
    Strength,
    only_one_side,
    origin,
)
from reachable.matching.domain.likeness import (
    FamilyLikeness,
    GivenLikeness,
    family_likeness,
    given_likeness,
    is_slip,
    why_short,
)
from reachable.matching.domain.name_forms import NameForm, name_form

CLOSE_GIVEN = frozenset({GivenLikeness.SAME, GivenLikeness.SPELLING})
CLOSE_FAMILY = frozenset({FamilyLikeness.SAME, FamilyLikeness.SPELLING})


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How two names compare, before it is put in words."""

    finding: Finding
    direction: Direction
    strength: Strength


_AGREES, _DISAGREES, _NEUTRAL = Direction.AGREES, Direction.DISAGREES, Direction.NEUTRAL
_STRONG, _MODERATE, _WEAK = Strength.STRONG, Strength.MODERATE, Strength.WEAK
_F = FamilyLikeness

# What a family name adds when the given names are the same or spellings of one name.
_CLOSE_GIVEN_AND: dict[FamilyLikeness, NameMatch] = {
    _F.SAME: NameMatch(Finding.OTHER_SPELLING, _AGREES, _STRONG),
    _F.SPELLING: NameMatch(Finding.OTHER_SPELLING, _AGREES, _STRONG),
    _F.PART: NameMatch(Finding.PART_OF_FAMILY, _AGREES, _MODERATE),
    _F.LIKE: NameMatch(Finding.ALIKE, _AGREES, _MODERATE),
    _F.SAYS_LITTLE: NameMatch(Finding.FAMILY_SAYS_LITTLE, _AGREES, _MODERATE),
    _F.MISSING: NameMatch(Finding.GIVEN_ONLY, _AGREES, _WEAK),
    _F.DIFFERENT: NameMatch(Finding.OTHER_FAMILY, _DISAGREES, _MODERATE),
}
_LOOSE_GIVEN: dict[GivenLikeness, tuple[Finding, Strength]] = {
    GivenLikeness.SHORT: (Finding.SHORT_FORM, _MODERATE),
    GivenLikeness.MAY_BE_SHORT: (Finding.MAY_BE_SHORT_FORM, _MODERATE),
    GivenLikeness.PART: (Finding.PART_OF_GIVEN, _MODERATE),
    GivenLikeness.LIKE: (Finding.ALIKE, _WEAK),
}
_STRENGTH_ORDER = {_STRONG: 0, _MODERATE: 1, _WEAK: 2}
_FINDING_ORDER = {finding: place for place, finding in enumerate(Finding)}
_WHY = {
    Finding.OTHER_SPELLING: "two spellings of one name",
    Finding.ORDER_SWAPPED: "the same names, or nearly, in the other order",
    Finding.MAY_BE_SHORT_FORM: "one may be short for the other",
    Finding.PART_OF_GIVEN: "only part of the given names is in common",
    Finding.PART_OF_FAMILY: "only part of the family name is in common",
    Finding.FAMILY_SAYS_LITTLE: "the given names agree, and so many share the family name that it says little",
    Finding.GIVEN_ONLY: "the given names agree, and one has no family name",
    Finding.FAMILY_ONLY: "the family names agree, and one has no given name",
    Finding.ALIKE: "similar, but not the same name",
    Finding.OTHER_FAMILY: "the same given name with different family names",
    Finding.OTHER_GIVEN: "different given names in one family",
    Finding.OTHER_NAME: "different names",
}


def compare_names(left: Description, right: Description) -> Evidence | None:
    """Return what the pair of names that agree best says, or nothing when neither record has a name."""
    ours = [each for each in left.names if each.full]
    others = [each for each in right.names if each.full]
    if not ours or not others:
        return only_one_side(EvidenceKind.NAME, left, right, bool(ours)) if ours or others else None
    match, mine, theirs = min(
        ((match_names(mine, theirs), mine, theirs) for mine, theirs in product(ours, others)),
        key=_best_first,
    )
    strength = match.strength
    if match.direction is _DISAGREES and (_all_may_be_false(left) or _all_may_be_false(right)):
        strength = _MODERATE
    return Evidence(
        EvidenceKind.NAME,
        match.finding,
        match.direction,
        strength,
        _sentence(match, left, mine, right, theirs),
        origin(left, mine.since),
        origin(right, theirs.since),
    )


def match_names(left: Name, right: Name) -> NameMatch:
    """Return how two names compare, the same whichever comes first."""
    return match_forms(name_form(left.given, left.family), name_form(right.given, right.family))


def find_other_child_named(left: Description, right: Description) -> tuple[str, str] | None:
    """Return two names on these records, on either or both, that one family would give to two children.

    A nickname is nobody else's name; any other full name with the same family name and another given name may be a
    twin's or a brother's or sister's.
    """
    full = [
        each
        for each in (*left.names, *right.names)
        if each.given and each.family and each.kind is not NameKind.NICKNAME
    ]
    for mine, theirs in combinations(full, 2):
        forms = name_form(mine.given, mine.family), name_form(theirs.given, theirs.family)
        one_family = family_likeness(*forms) in (*CLOSE_FAMILY, FamilyLikeness.SAYS_LITTLE)
        likeness = given_likeness(forms[0].given, forms[1].given)
        if one_family and likeness in (GivenLikeness.DIFFERENT, GivenLikeness.LIKE, GivenLikeness.PART):
            if _swapped(*forms):
                continue
            return mine.full, theirs.full
    return None


@lru_cache(maxsize=131_072)
def match_forms(left: NameForm, right: NameForm) -> NameMatch:
    """Return how two names in their comparable form compare, the same whichever comes first."""
    match = _match_as_written(left, right)
    if match.direction is _DISAGREES and _nearly_swapped(left, right):
        return NameMatch(Finding.ORDER_SWAPPED, _AGREES, _WEAK)
    return match


def _match_as_written(left: NameForm, right: NameForm) -> NameMatch:
    given, family = given_likeness(left.given, right.given), family_likeness(left, right)
    if given is GivenLikeness.SAME and family is FamilyLikeness.SAME:
        return NameMatch(Finding.SAME_NAME, _AGREES, _STRONG)
    if not (given in CLOSE_GIVEN and family in CLOSE_FAMILY) and _swapped(left, right):
        return NameMatch(Finding.ORDER_SWAPPED, _AGREES, _MODERATE)
    if given in CLOSE_GIVEN:
        return _CLOSE_GIVEN_AND[family]
    if given is GivenLikeness.MISSING:
        return _without_given(family)
    if given is GivenLikeness.DIFFERENT and family is FamilyLikeness.MISSING and _only_family_in_common(left, right):
        return NameMatch(Finding.FAMILY_ONLY, _AGREES, _WEAK)
    if given is GivenLikeness.DIFFERENT:
        one_family = family in CLOSE_FAMILY or family is FamilyLikeness.PART
        return NameMatch(Finding.OTHER_GIVEN if one_family else Finding.OTHER_NAME, _DISAGREES, _STRONG)
    if family is FamilyLikeness.DIFFERENT:
        return NameMatch(Finding.OTHER_NAME, _DISAGREES, _STRONG)
    finding, strength = _LOOSE_GIVEN[given]
    return NameMatch(finding, _AGREES, strength if family in CLOSE_FAMILY else _WEAK)


def _without_given(family: FamilyLikeness) -> NameMatch:
    if family in CLOSE_FAMILY:
        return NameMatch(Finding.FAMILY_ONLY, _AGREES, _WEAK)
    if family is FamilyLikeness.DIFFERENT:
        return NameMatch(Finding.OTHER_NAME, _DISAGREES, _MODERATE)
    return NameMatch(Finding.ALIKE, _NEUTRAL, _WEAK)


def _swapped(left: NameForm, right: NameForm) -> bool:
    """Test if one record has the given name where the other has the family name, and the other way round."""
    if not (left.given and left.family and right.given and right.family) or left.given_joined == left.family_joined:
        return False
    crossed = (left.given_joined, right.family_joined), (left.family_joined, right.given_joined)
    same = [mine == theirs for mine, theirs in crossed]
    return any(same) and all(mine == theirs or is_slip(mine, theirs) for mine, theirs in crossed)


def _nearly_swapped(left: NameForm, right: NameForm) -> bool:
    """Test if the names would agree, if only as a short form, were those of one record in the other order."""
    if not (left.given and left.family and right.given and right.family):
        return False
    return any(
        match.direction is _AGREES and match.strength is not _WEAK
        for match in (_match_as_written(left, _turned(right)), _match_as_written(_turned(left), right))
    )


def _turned(form: NameForm) -> NameForm:
    return NameForm(form.family, form.given)


def _only_family_in_common(left: NameForm, right: NameForm) -> bool:
    """Test if a record with a single name has the other's family name where the given name should be."""
    return (not left.family and left.given_joined == right.family_joined) or (
        not right.family and right.given_joined == left.family_joined
    )


def _all_may_be_false(description: Description) -> bool:
    return all(each.kind.may_be_false for each in description.names)


def _best_first(candidate: tuple[NameMatch, Name, Name]) -> tuple[bool, int, int, bool, list[str]]:
    match, mine, theirs = candidate
    return (
        match.direction is not _AGREES,
        _STRENGTH_ORDER[match.strength] * (1 if match.direction is _AGREES else -1),
        _FINDING_ORDER[match.finding],
        mine.kind.may_be_false or theirs.kind.may_be_false,
        sorted((mine.full, theirs.full)),
    )


def _sentence(match: NameMatch, left: Description, mine: Name, right: Description, theirs: Name) -> str:
    if match.finding is Finding.SAME_NAME and mine.full == theirs.full and mine.kind is theirs.kind is NameKind.GIVEN:
        return f"Both give the name ‘{mine.full}’."
    return f"{_said(left, mine)}; {_said(right, theirs)}: {_why(match, mine, theirs)}."


def _said(description: Description, name: Name) -> str:
    if name.kind is NameKind.GIVEN_TO_POLICE:
        return f"{description.agency_name} was given the name ‘{name.full}’"
    as_what = f" as {name.kind.words}" if name.kind.words else ""
    return f"{description.agency_name} gives ‘{name.full}’{as_what}"


def _why(match: NameMatch, mine: Name, theirs: Name) -> str:
    if match.finding is Finding.SAME_NAME:
        return "the same name"
    if match.finding is Finding.SHORT_FORM:
        forms = name_form(mine.given, mine.family), name_form(theirs.given, theirs.family)
        return why_short(forms[0].given[0], forms[1].given[0])
    return _WHY[match.finding]
