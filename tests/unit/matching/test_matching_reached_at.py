"""How addresses, telephones and schools are compared, and what many people share is left out."""

from dataclasses import replace
from datetime import date

import pytest
from people_to_match import HOME, MOBILE, record

from reachable.matching.domain.address_forms import address_key
from reachable.matching.domain.addresses import compare_addresses, match_addresses
from reachable.matching.domain.description import Address, Description, Phone, School
from reachable.matching.domain.evidence import Direction, Finding, Strength
from reachable.matching.domain.phones import compare_phones
from reachable.matching.domain.schools import compare_schools
from reachable.matching.domain.shared_widely import NOTHING_SHARED, SharedWidely, find_shared_widely


@pytest.mark.parametrize(
    ("left", "right", "finding"),
    [
        (HOME, Address("12 Damson Cl, Aldermere", "nx11aa"), Finding.SAME_ADDRESS),
        (HOME, Address("12, Damson Close", "NX1 1AA"), Finding.SAME_ADDRESS),
        (HOME, Address("12 Damson Close, Aldermere", ""), Finding.SAME_ADDRESS),
        (HOME, Address("14 Damson Close, Aldermere", "NX1 1AA"), Finding.SAME_POSTCODE),
        (HOME, Address("Flat 2, 12 Damson Close", "NX1 1AA"), Finding.SAME_POSTCODE),
        (HOME, Address("12 Quarry Bank, Aldermere", "NX1 2BB"), Finding.OTHER_ADDRESS),
        (
            Address("Apt 3, 8 Gantry Rd", "NX1 2AB"),
            Address("Flat 3, 8 Gantry Road", "NX1 2AB"),
            Finding.SAME_ADDRESS,
        ),
        (
            Address("Abbot's Field, Aldermere", "NX1 9ZA"),
            Address("Abbots Field", "NX1 9ZA"),
            Finding.SAME_ADDRESS,
        ),
        (HOME, replace(HOME, lived_to=date(2026, 1, 5)), Finding.EARLIER_ADDRESS),
        (Address("No fixed abode", "ZZ99 3VZ"), Address("No fixed abode", "ZZ99 3VZ"), Finding.OTHER_ADDRESS),
    ],
)
def test_one_home_is_known_however_it_is_written(left: Address, right: Address, finding: Finding) -> None:
    assert match_addresses(left, right, NOTHING_SHARED) is finding
    assert match_addresses(right, left, NOTHING_SHARED) is finding


def test_a_home_in_common_agrees_fairly_and_another_address_only_weakly_disagrees() -> None:
    same = compare_addresses(record(1, address=HOME), record(2, address=HOME), NOTHING_SHARED)
    other = compare_addresses(
        record(1, address=HOME), record(2, address=Address("3 Quarry Bank", "NX1 2BB")), NOTHING_SHARED
    )

    assert same is not None
    assert other is not None
    assert (same.direction, same.strength) == (Direction.AGREES, Strength.MODERATE)
    assert same.sentence == "Both give the address 12 Damson Close, Aldermere, NX1 1AA now."
    assert (other.direction, other.strength) == (Direction.DISAGREES, Strength.WEAK)
    assert other.sentence.startswith("Addresses differ, as they do when somebody has moved")


def test_a_children_s_home_says_nothing_about_who_somebody_is() -> None:
    home = Address("3 Signal Terrace, Southbay", "NX7 9YA")
    shared = SharedWidely(addresses=frozenset({address_key(home)}))

    evidence = compare_addresses(record(1, address=home), record(2, address=home), shared)

    assert evidence is not None
    assert (evidence.finding, evidence.direction) == (Finding.SHARED_WIDELY, Direction.NEUTRAL)
    assert "says nothing about who this is" in evidence.sentence


def test_a_telephone_in_common_agrees_fairly_and_says_whose_it_is() -> None:
    evidence = compare_phones(
        record(1, phone=MOBILE), record(2, phone=Phone("07700900123", "a parent")), NOTHING_SHARED
    )

    assert evidence is not None
    assert (evidence.finding, evidence.strength) == (Finding.SAME_PHONE, Strength.MODERATE)
    assert evidence.sentence == "Both give the telephone 07700 900123, said to be of: a parent, the child."


def test_another_telephone_says_nothing_against() -> None:
    evidence = compare_phones(record(1, phone=MOBILE), record(2, phone=Phone("07700900124")), NOTHING_SHARED)

    assert evidence is not None
    assert evidence.direction is Direction.NEUTRAL


def test_a_hospital_s_switchboard_says_nothing_about_who_somebody_is() -> None:
    switchboard = Phone("01632960001")
    shared = SharedWidely(phones=frozenset({switchboard.number}))

    evidence = compare_phones(record(1, phone=switchboard), record(2, phone=switchboard), shared)

    assert evidence is not None
    assert (evidence.finding, evidence.direction) == (Finding.SHARED_WIDELY, Direction.NEUTRAL)


def test_what_more_hold_than_a_family_would_is_found_and_left_out() -> None:
    switchboard = Phone("01632960001")
    records = [record(serial, phone=switchboard, address=HOME) for serial in range(1, 5)]

    shared = find_shared_widely(records, most_phone_holders=3, most_address_holders=4)

    assert shared == SharedWidely(phones=frozenset({"01632960001"}))


def at_school(serial: int, name: str) -> Description:
    return replace(record(serial), schools=(School(name),))


def test_a_school_in_common_agrees_only_weakly() -> None:
    evidence = compare_schools(at_school(1, "Aldermere High School"), at_school(2, "The Aldermere School"))

    assert evidence is not None
    assert (evidence.finding, evidence.direction, evidence.strength) == (
        Finding.SAME_SCHOOL,
        Direction.AGREES,
        Strength.WEAK,
    )


def test_another_school_says_nothing_against() -> None:
    evidence = compare_schools(at_school(1, "Aldermere High"), at_school(2, "Southbay School"))

    assert evidence is not None
    assert evidence.direction is Direction.NEUTRAL


def test_what_only_one_record_has_cannot_be_compared() -> None:
    with_all = replace(at_school(1, "Aldermere High"), addresses=(HOME,), phones=(MOBILE,))
    bare = record(2, agency="Northshire Police")
    found = [
        compare_schools(with_all, bare),
        compare_addresses(with_all, bare, NOTHING_SHARED),
        compare_phones(with_all, bare, NOTHING_SHARED),
    ]

    assert [each.sentence for each in found if each] == [
        "Agency 1 has a school; Northshire Police has none.",
        "Agency 1 has an address; Northshire Police has none.",
        "Agency 1 has a telephone number; Northshire Police has none.",
    ]
    assert compare_schools(bare, record(3)) is None
    assert compare_addresses(bare, record(3), NOTHING_SHARED) is None
    assert compare_phones(bare, record(3), NOTHING_SHARED) is None
