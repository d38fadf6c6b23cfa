"""For which records a twin is known."""

from datetime import date

from people_to_match import HOME, MOBILE, named, record, subject

from reachable.matching.domain.description import Address, NameKind
from reachable.matching.domain.twins import find_twins


def test_two_given_names_with_one_birth_date_family_name_and_home_are_twins() -> None:
    records = [record(1, "Jayden Clarke", address=HOME), record(2, "Kayden Clarke", address=HOME)]

    assert find_twins(records) == {subject(1), subject(2)}


def test_a_telephone_in_common_will_do_for_a_home() -> None:
    records = [record(1, "Jack Turnbull", phone=MOBILE), record(2, "Harry Turnbull", phone=MOBILE)]

    assert find_twins(records) == {subject(1), subject(2)}


def test_every_record_of_a_twin_is_found_also_those_that_agree() -> None:
    records = [
        record(serial, name, address=HOME) for serial, name in ((1, "Jack Fenn"), (2, "Jack Fenn"), (3, "Amy Fenn"))
    ]

    assert find_twins(records) == {subject(1), subject(2), subject(3)}


def test_a_short_form_or_a_nickname_is_no_twin() -> None:
    with_nickname = record(3, (named("Jason", "Smith"), named("Ghost", "Smith", NameKind.NICKNAME)), address=HOME)
    records = [record(1, "Jason Smith", address=HOME), record(2, "Jay Smith", address=HOME), with_nickname]

    assert find_twins(records) == frozenset()


def test_a_brother_or_a_stranger_born_on_the_day_is_no_twin() -> None:
    records = [
        record(1, "Jack Turnbull", address=HOME),
        record(2, "Harry Turnbull", date(2013, 6, 1), address=HOME),
        record(3, "Tyler Brown", address=HOME),
        record(4, "Amy Turnbull"),
        record(5, "Lily Turnbull", address=Address("3 Quarry Bank", "NX1 2BB")),
    ]

    assert find_twins(records) == frozenset()
