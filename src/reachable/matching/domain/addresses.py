"""Compares where two records say somebody lives or lived.

In:  two descriptions, and the addresses many people share.
Out: evidence of the addresses that agree best, in a sentence.
"""

from itertools import product

from reachable.matching.domain.address_forms import AddressForm, address_form, address_key
from reachable.matching.domain.description import Address, Description
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

_SAYS: dict[Finding, tuple[Direction, Strength]] = {
    Finding.SAME_ADDRESS: (Direction.AGREES, Strength.MODERATE),
    Finding.EARLIER_ADDRESS: (Direction.AGREES, Strength.MODERATE),
    Finding.SAME_POSTCODE: (Direction.AGREES, Strength.WEAK),
    Finding.SHARED_WIDELY: (Direction.NEUTRAL, Strength.WEAK),
    Finding.OTHER_ADDRESS: (Direction.DISAGREES, Strength.WEAK),
}
_BEST_FIRST = {finding: place for place, finding in enumerate(_SAYS)}


def compare_addresses(left: Description, right: Description, shared_widely: SharedWidely) -> Evidence | None:
    """Return what the pair of addresses that agree best says, or nothing when neither record has one."""
    if not left.addresses or not right.addresses:
        if not left.addresses and not right.addresses:
            return None
        return only_one_side(EvidenceKind.ADDRESS, left, right, bool(left.addresses))
    finding, mine, theirs = min(
        (
            (match_addresses(mine, theirs, shared_widely), mine, theirs)
            for mine, theirs in product(left.addresses, right.addresses)
        ),
        key=lambda each: (_BEST_FIRST[each[0]], *sorted((each[1].full, each[2].full))),
    )
    direction, strength = _SAYS[finding]
    return Evidence(
        EvidenceKind.ADDRESS,
        finding,
        direction,
        strength,
        _sentence(finding, mine, theirs),
        origin(left, mine.since),
        origin(right, theirs.since),
    )


def match_addresses(left: Address, right: Address, shared_widely: SharedWidely) -> Finding:
    """Return how two addresses compare, the same whichever comes first."""
    mine, theirs = address_form(left), address_form(right)
    if _one_home(mine, theirs):
        if {address_key(left), address_key(right)} & shared_widely.addresses:
            return Finding.SHARED_WIDELY
        return Finding.SAME_ADDRESS if left.is_current and right.is_current else Finding.EARLIER_ADDRESS
    if mine.postcode and mine.postcode == theirs.postcode:
        return Finding.SAME_POSTCODE
    return Finding.OTHER_ADDRESS


def _one_home(mine: AddressForm, theirs: AddressForm) -> bool:
    """Test if two addresses are one home: house, flat, and postcode or else street agree."""
    if mine.house != theirs.house or mine.flat != theirs.flat:
        return False
    if mine.postcode and theirs.postcode:
        return mine.postcode == theirs.postcode and bool(mine.house or mine.first_line == theirs.first_line != "")
    return mine.first_line == theirs.first_line != "" and bool(mine.house)


def _sentence(finding: Finding, mine: Address, theirs: Address) -> str:
    match finding:
        case Finding.SAME_ADDRESS:
            return f"Both give the address {mine.full} now."
        case Finding.EARLIER_ADDRESS:
            return f"Both have given the address {mine.full}, though not both now."
        case Finding.SAME_POSTCODE:
            return f"Both give the postcode {theirs.postcode}, but not the same home: {mine.full} and {theirs.full}."
        case Finding.SHARED_WIDELY:
            return f"Both give {mine.full}, where many people stay, so it says nothing about who this is."
    return f"Addresses differ, as they do when somebody has moved: {mine.full} and {theirs.full}."
