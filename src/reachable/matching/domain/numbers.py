"""Compares the numbers two records give under one scheme: NHS, unique pupil, unique learner, Police National Computer.

In:  two descriptions.
Out: evidence for each scheme that either record has, in sentences. A number that fails its own check is no evidence.
"""

from collections.abc import Iterator
from functools import lru_cache

from reachable.matching.domain.description import Description, Identifier
from reachable.matching.domain.evidence import (
    Direction,
    Evidence,
    EvidenceKind,
    Finding,
    Strength,
    only_one_side,
    origin,
)
from reachable.people.domain.identifiers import Scheme, is_temporary_upn, read_identifier, say_number

COMPARED: dict[Scheme, EvidenceKind] = {
    Scheme.NHS: EvidenceKind.NHS_NUMBER,
    Scheme.UPN: EvidenceKind.PUPIL_NUMBER,
    Scheme.ULN: EvidenceKind.LEARNER_NUMBER,
    Scheme.PNC: EvidenceKind.POLICE_NUMBER,
}
"""An agency's own local numbers are not compared: two agencies may both have a number 1001."""


def compare_numbers(left: Description, right: Description) -> Iterator[Evidence]:
    """Yield what each scheme says, in the order of COMPARED."""
    for scheme, kind in COMPARED.items():
        mine, theirs = sound_numbers(left, scheme), sound_numbers(right, scheme)
        if mine and theirs:
            yield _compare(scheme, kind, left, mine, right, theirs)
        elif mine or theirs:
            yield only_one_side(kind, left, right, bool(mine))


def sound_numbers(description: Description, scheme: Scheme) -> tuple[Identifier, ...]:
    """Return the numbers under a scheme that pass their own check, in order."""
    numbers = {
        each.value: each for each in reversed(description.numbers_under(scheme)) if _is_sound(scheme, each.value)
    }
    return tuple(numbers[value] for value in sorted(numbers))


@lru_cache(maxsize=65_536)
def _is_sound(scheme: Scheme, value: str) -> bool:
    return read_identifier(scheme, value).value == value


def _compare(
    scheme: Scheme,
    kind: EvidenceKind,
    left: Description,
    mine: tuple[Identifier, ...],
    right: Description,
    theirs: tuple[Identifier, ...],
) -> Evidence:
    ours = {each.value: each for each in mine}
    in_common = [(ours[each.value], each) for each in theirs if each.value in ours]
    if in_common:
        one, other = min(in_common, key=lambda pair: _is_temporary(scheme, pair[0].value))
        temporary = _is_temporary(scheme, one.value)
        return Evidence(
            kind,
            Finding.SAME_TEMPORARY_NUMBER if temporary else Finding.SAME_NUMBER,
            Direction.AGREES,
            Strength.MODERATE if temporary else Strength.STRONG,
            f"Both give {'temporary ' if temporary else ''}{scheme.label} {say_number(scheme, one.value)}.",
            origin(left, one.since),
            origin(right, other.since),
        )
    one, other = mine[0], theirs[0]
    temporary = _is_temporary(scheme, one.value) or _is_temporary(scheme, other.value)
    said = f"{say_number(scheme, one.value)} and {say_number(scheme, other.value)}"
    return Evidence(
        kind,
        Finding.OTHER_NUMBER,
        Direction.NEUTRAL if temporary else Direction.DISAGREES,
        _how_much_a_difference_says(scheme, temporary),
        f"{scheme.label[0].upper()}{scheme.label[1:]}s differ: {said}{'; one is temporary' if temporary else ''}.",
        origin(left, one.since),
        origin(right, other.since),
    )


def _is_temporary(scheme: Scheme, value: str) -> bool:
    return scheme is Scheme.UPN and is_temporary_upn(value)


def _how_much_a_difference_says(scheme: Scheme, temporary: bool) -> Strength:
    """Return how strongly two numbers speak for two children; only of NHS numbers does nobody have two for long."""
    if temporary:
        return Strength.WEAK
    return Strength.STRONG if scheme is Scheme.NHS else Strength.MODERATE
