"""By which routes two records of one child find each other."""

from dataclasses import replace
from datetime import date

import pytest
from people_to_match import (
    HOME,
    MOBILE,
    NHS_NUMBER,
    PUPIL_NUMBER,
    named,
    record,
    subject,
)

from reachable.matching.domain.address_forms import address_key
from reachable.matching.domain.blocking import LONGEST_KEY, Route, blocking_keys, pairs_to_compare
from reachable.matching.domain.description import Address, BirthDate, Description, NameKind, Phone
from reachable.matching.domain.shared_widely import SharedWidely

ANOTHER_DAY = date(2009, 11, 26)


def routes_in_common(left: Description, right: Description) -> set[Route]:
    shared = blocking_keys(left) & blocking_keys(right)
    return {Route(key.split("|", 1)[0]) for key in shared} - {Route.NAME_AND_YEAR}


@pytest.mark.parametrize(
    ("left", "right", "routes"),
    [
        (record(1, "A B", nhs=NHS_NUMBER), record(2, "C D", ANOTHER_DAY, nhs=NHS_NUMBER), {Route.NUMBER}),
        (record(1, "A B", upn=PUPIL_NUMBER), record(2, "C D", None, upn=PUPIL_NUMBER), {Route.NUMBER}),
        (record(1, "Jason Smith"), record(2, "Tyler Brown"), {Route.BIRTH_DATE}),
        (record(1, "Jason Smith"), record(2, "Tyler Brown", date(2011, 3, 4)), {Route.BIRTH_DATE}),
        (record(1, "Jason Smith"), record(2, "Jason Smyth", ANOTHER_DAY), {Route.NAMES}),
        (record(1, "Jason Smith"), record(2, "Jay Smith", None), {Route.NAMES}),
        (record(1, "Mohammed Choudhury"), record(2, "Mo Chowdhury", None), {Route.NAMES}),
        (record(1, "Wei Zhang"), record(2, "Zhang Wei", None), {Route.NAMES}),
        (record(1, "Rhodri Gwilym"), record(2, "Rodri Gwillim", None), {Route.NAMES}),
        (record(1, "Jason Smith"), record(2, "Tyler Smith", date(2011, 9, 19)), {Route.FAMILY_AND_YEAR}),
        (record(1, "Jason Smith"), record(2, "Jay Brown", date(2011, 4, 21)), {Route.NAME_AND_MONTH}),
        (
            record(1, "Jason Smith", address=HOME),
            record(2, "Tyler Brown", date(2011, 9, 19), address=HOME),
            {Route.POSTCODE_AND_YEAR},
        ),
        (record(1, "Jason Smith", phone=MOBILE), record(2, "Tyler Brown", None, phone=MOBILE), {Route.PHONE}),
        (record(1, "Jason Smith"), record(2, "Tyler Brown", ANOTHER_DAY), set()),
    ],
)
def test_records_with_one_thing_in_common_meet_on_that_route(
    left: Description, right: Description, routes: set[Route]
) -> None:
    assert routes_in_common(left, right) == routes


def test_half_of_a_double_barrelled_name_is_a_route() -> None:
    assert Route.NAMES in routes_in_common(record(1, "Ana Okafor-Bell"), record(2, "Ana Bell", ANOTHER_DAY))


def test_every_name_somebody_is_known_by_is_a_route() -> None:
    with_alias = record(1, (named("Tyler", "Brown"), named("Jay", "Bell", NameKind.ALIAS)), None)

    assert Route.NAMES in routes_in_common(with_alias, record(2, "Jason Bell", None))


def test_what_many_people_share_is_no_route() -> None:
    home = Address("3 Signal Terrace, Southbay", "NX7 9YA")
    resident = record(1, address=home, phone=Phone("01632960001"))
    shared = SharedWidely(frozenset({"01632960001"}), frozenset({address_key(home)}))

    routes = {key.split("|", 1)[0] for key in blocking_keys(resident, shared)}

    assert not routes & {Route.PHONE.value, Route.POSTCODE_AND_YEAR.value}


def test_a_postcode_that_stands_for_no_fixed_abode_is_no_route() -> None:
    nowhere = record(1, address=Address("No fixed abode", "ZZ99 3VZ"))

    assert not any(key.startswith(Route.POSTCODE_AND_YEAR.value) for key in blocking_keys(nowhere))


def test_keys_are_short_plain_strings_that_can_be_stored() -> None:
    long_name = record(1, (named("x" * 200, "y" * 200),))

    assert all(0 < len(key) <= LONGEST_KEY for key in blocking_keys(long_name))
    assert Route.BIRTH_DATE.key("2011", "03", "04") in blocking_keys(record(1))


def test_each_pair_is_given_once_the_smaller_id_first() -> None:
    records = [record(3), record(1), record(2, "Tyler Brown", ANOTHER_DAY)]

    pairs = list(pairs_to_compare((each.subject_id, blocking_keys(each)) for each in records))

    assert pairs == [(subject(1), subject(3))]


def test_a_first_name_and_year_alone_make_no_pair() -> None:
    keys = [(subject(1), frozenset({"RY|jason|2011"})), (subject(2), frozenset({"RY|jason|2011"}))]

    assert list(pairs_to_compare(keys)) == []


def test_a_key_that_too_many_share_makes_no_pairs() -> None:
    keys = [(subject(serial), frozenset({"BD|2011|03|04"})) for serial in range(1, 5)]

    assert list(pairs_to_compare(keys, largest_block=3)) == []
    assert len(list(pairs_to_compare(keys, largest_block=4))) == 6


def test_a_record_without_anything_has_no_keys() -> None:
    assert blocking_keys(replace(record(1, (), None))) == frozenset()


def test_a_record_with_only_an_age_meets_one_of_the_same_family_name_born_in_either_year():
    of_age = record(1, "Megz Barnwick", BirthDate(date(2008, 9, 1), date(2009, 8, 31)))

    for born in (date(2008, 12, 1), date(2009, 5, 30)):
        assert blocking_keys(of_age) & blocking_keys(record(2, "Megan Barnwick", born))
    assert not blocking_keys(of_age) & blocking_keys(record(2, "Megan Barnwick", date(2011, 5, 30)))


def test_a_birth_date_known_to_a_few_years_makes_no_route_of_its_years():
    of_any_age = record(1, "Megz Barnwick", BirthDate(date(2005, 1, 1), date(2012, 12, 31)))

    assert not blocking_keys(of_any_age) & blocking_keys(record(2, "Megan Barnwick", date(2009, 5, 30)))
