"""Compares the telephone numbers two records give.

In:  two descriptions, and the numbers many people share.
Out: evidence, in a sentence.
"""

from reachable.matching.domain.description import Description, Phone
from reachable.matching.domain.evidence import (
    Direction,
    Evidence,
    EvidenceKind,
    Finding,
    Strength,
    only_one_side,
    origin,
)
from reachable.matching.domain.shared_widely import SharedWidely
from reachable.people.domain.identifiers import say_phone


def compare_phones(left: Description, right: Description, shared_widely: SharedWidely) -> Evidence | None:
    """Return what the telephones say: a number in common, unless many people share it, or none in common."""
    if not left.phones or not right.phones:
        if not left.phones and not right.phones:
            return None
        return only_one_side(EvidenceKind.PHONE, left, right, bool(left.phones))
    theirs = {phone.number: phone for phone in right.phones}
    in_common = sorted((phone for phone in left.phones if phone.number in theirs), key=lambda each: each.number)
    telling = [phone for phone in in_common if phone.number not in shared_widely.phones]
    if telling:
        mine = telling[0]
        other = theirs[mine.number]
        sentence = f"Both give the telephone {say_phone(mine.number)}{_whose(mine, other)}."
        return _evidence(Finding.SAME_PHONE, Direction.AGREES, Strength.MODERATE, sentence, left, right, mine, other)
    if in_common:
        mine = in_common[0]
        other = theirs[mine.number]
        sentence = (
            f"Both give the telephone {say_phone(mine.number)}, which many people share, so it says nothing about who "
            "this is."
        )
        return _evidence(Finding.SHARED_WIDELY, Direction.NEUTRAL, Strength.WEAK, sentence, left, right, mine, other)
    sentence = "No telephone number in common; children often change theirs."
    first_mine, first_theirs = left.phones[0], right.phones[0]
    return _evidence(
        Finding.OTHER_PHONE, Direction.NEUTRAL, Strength.WEAK, sentence, left, right, first_mine, first_theirs
    )


def _whose(mine: Phone, theirs: Phone) -> str:
    """Return whose telephone it is said to be, when either record says so."""
    said = sorted({each.whose for each in (mine, theirs) if each.whose})
    return f", said to be of: {', '.join(said)}" if said else ""


def _evidence(
    finding: Finding,
    direction: Direction,
    strength: Strength,
    sentence: str,
    left: Description,
    right: Description,
    mine: Phone,
    theirs: Phone,
) -> Evidence:
    return Evidence(
        EvidenceKind.PHONE,
        finding,
        direction,
        strength,
        sentence,
        origin(left, mine.since),
        origin(right, theirs.since),
    )
