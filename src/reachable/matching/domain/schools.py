"""Compares the schools two records name. Hundreds share a school, so it never says more than a little.

In:  two descriptions.
Out: evidence, in a sentence.
"""

from functools import lru_cache
from itertools import product

from reachable.matching.domain.description import Description
from reachable.matching.domain.evidence import (
    Direction,
    Evidence,
    EvidenceKind,
    Finding,
    Strength,
    only_one_side,
    origin,
)
from reachable.matching.domain.name_forms import plain_letters

KINDS_OF_SCHOOL = frozenset(
    {"school", "academy", "high", "college", "secondary", "primary", "community", "the", "of", "and", "upper", "lower"}
)


def compare_schools(left: Description, right: Description) -> Evidence | None:
    """Return whether two records have a school in common, or nothing when neither names one."""
    if not left.schools or not right.schools:
        if not left.schools and not right.schools:
            return None
        return only_one_side(EvidenceKind.SCHOOL, left, right, bool(left.schools))
    pairs = sorted(
        product(left.schools, right.schools),
        key=lambda pair: (not _one_school(pair[0].name, pair[1].name), *sorted((pair[0].name, pair[1].name))),
    )
    mine, theirs = pairs[0]
    same = _one_school(mine.name, theirs.name)
    return Evidence(
        EvidenceKind.SCHOOL,
        Finding.SAME_SCHOOL if same else Finding.OTHER_SCHOOL,
        Direction.AGREES if same else Direction.NEUTRAL,
        Strength.WEAK,
        f"Both name the school {mine.name}." if same else f"Schools differ: {mine.name} and {theirs.name}.",
        origin(left, mine.since),
        origin(right, theirs.since),
    )


def _one_school(mine: str, theirs: str) -> bool:
    return school_key(mine) == school_key(theirs)


@lru_cache(maxsize=4_096)
def school_key(name: str) -> str:
    """Return a school's name without the words for what kind of school it is."""
    words = plain_letters(name).split()
    return " ".join(word for word in words if word not in KINDS_OF_SCHOOL) or " ".join(words)
