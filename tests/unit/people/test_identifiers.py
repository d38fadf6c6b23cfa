"""Every number has one form, passes its own check, or says in a sentence what is wrong with it."""

import pytest

from reachable.people.domain.identifiers import (
    Reading,
    Scheme,
    is_temporary_upn,
    names_a_place,
    read_identifier,
    read_local_number,
    read_nhs_number,
    read_phone,
    read_pnc_number,
    read_postcode,
    read_uln,
    read_upn,
    say_number,
    say_phone,
)


@pytest.mark.parametrize(
    ("scheme", "written", "kept"),
    [
        (Scheme.NHS, "9434765919", "9434765919"),
        (Scheme.NHS, " 999 000 0018 ", "9990000018"),
        (Scheme.NHS, "999-000-0026", "9990000026"),
        (Scheme.UPN, "K820200001001", "K820200001001"),
        (Scheme.UPN, "y306123400001", "Y306123400001"),
        (Scheme.ULN, "1000000000", "1000000000"),
        (Scheme.ULN, "9020000011", "9020000011"),
        (Scheme.PNC, "1979/0163001B", "1979/0163001B"),
        (Scheme.PNC, "2024/0000123Y", "2024/0000123Y"),
        (Scheme.PNC, "24/123y", "2024/0000123Y"),
        (Scheme.PNC, "79/0163001B", "1979/0163001B"),
        (Scheme.LOCAL, " ab/12 ", "AB/12"),
    ],
)
def test_a_number_that_passes_its_check_is_kept_in_one_form(scheme: Scheme, written: str, kept: str) -> None:
    assert read_identifier(scheme, written) == Reading(kept)


@pytest.mark.parametrize(
    ("scheme", "written"),
    [
        (Scheme.NHS, "9434765918"),
        (Scheme.NHS, "9990000081"),
        (Scheme.UPN, "A820200001001"),
        (Scheme.ULN, "9020000012"),
        (Scheme.PNC, "2024/0000123Z"),
    ],
)
def test_a_number_that_fails_its_own_check_says_so(scheme: Scheme, written: str) -> None:
    reading = read_identifier(scheme, written)

    assert reading.fails_own_check
    assert not reading.is_accepted
    assert reading.value == ""
    assert "fails its own check" in reading.fault
    assert reading.remedy


@pytest.mark.parametrize(
    ("scheme", "written"),
    [
        (Scheme.NHS, "943476591"),
        (Scheme.NHS, "9.99E+09"),
        (Scheme.UPN, "K82020000100"),
        (Scheme.UPN, "K82020000100O"),
        (Scheme.ULN, "not known"),
        (Scheme.PNC, "2024-0000123Y"),
        (Scheme.LOCAL, "  "),
    ],
)
def test_what_is_not_in_the_form_of_the_number_says_what_the_form_is(scheme: Scheme, written: str) -> None:
    reading = read_identifier(scheme, written)

    assert not reading.is_accepted
    assert not reading.fails_own_check
    assert reading.fault.endswith(".")
    assert reading.remedy.endswith(".")


def test_an_nhs_number_whose_check_would_be_ten_is_never_given_out() -> None:
    whatever_digit_ends_it = "999000000"

    assert not any(read_nhs_number(f"{whatever_digit_ends_it}{digit}").is_accepted for digit in range(10))


def test_a_learner_number_whose_remainder_would_be_nought_is_never_given_out() -> None:
    assert all(read_uln(f"100000006{digit}").fails_own_check for digit in range(10))


@pytest.mark.parametrize("digit", "0123456789")
def test_one_digit_ten_times_is_nobody_s_nhs_number(digit: str) -> None:
    assert "nobody's NHS number" in read_nhs_number(digit * 10).fault


def test_a_temporary_pupil_number_ends_in_a_letter_that_counts_towards_its_check() -> None:
    reading = read_upn("W82020000100A")

    assert reading == Reading("W82020000100A")
    assert is_temporary_upn(reading.value)
    assert not is_temporary_upn("K820200001001")
    assert read_upn("W82020000100B").fails_own_check


@pytest.mark.parametrize("code", ["UN1", "UN2", "UN3", "UN4", "UN5", "UN7"])
def test_a_code_for_having_no_pupil_number_is_not_a_pupil_number(code: str) -> None:
    reading = read_upn(code)

    assert "reason for having no unique pupil number" in reading.fault
    assert reading.remedy == "Leave the cell empty."


def test_the_sentence_names_the_letter_a_pupil_number_should_begin_with() -> None:
    assert "should begin K" in read_upn("A820200001001").fault
    assert "should end Y" in read_pnc_number("2024/0000123Z").fault


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("zz993cz", "ZZ99 3CZ"),
        ("NX1 1AA", "NX1 1AA"),
        (" ec1a  1bb ", "EC1A 1BB"),
        ("W1A 0AX", "W1A 0AX"),
    ],
)
def test_a_postcode_has_capitals_and_one_space(written: str, kept: str) -> None:
    assert read_postcode(written) == Reading(kept)


@pytest.mark.parametrize("written", ["NX1", "NX1 OAA", "12345", "NX1 1CI", ""])
def test_what_is_not_a_postcode_says_so(written: str) -> None:
    assert "not the form of a UK postcode" in read_postcode(written).fault


def test_a_postcode_that_stands_for_no_fixed_abode_names_no_place() -> None:
    assert names_a_place("NX1 1AA")
    assert not names_a_place("ZZ99 3VZ")
    assert not names_a_place("")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("07700 900123", "07700900123"),
        ("+44 7700 900123", "07700900123"),
        ("+44 (0)7700 900123", "07700900123"),
        ("0044 7700-900-123", "07700900123"),
        ("(020) 7946 0000", "02079460000"),
        ("01632 960 001", "01632960001"),
        ("+353 20 915 0000", "+353209150000"),
        ("00353 20 915 0000", "+353209150000"),
    ],
)
def test_a_telephone_number_is_kept_as_it_is_dialled_in_the_uk(written: str, kept: str) -> None:
    assert read_phone(written) == Reading(kept)


def test_a_telephone_number_that_a_spreadsheet_shortened_says_so() -> None:
    assert "lost its first 0" in read_phone("7700900123").fault


@pytest.mark.parametrize("written", ["mum's phone", "07700 9001", "0000000000", "07700 900123 / 07700 900124", ""])
def test_what_nobody_can_ring_says_so(written: str) -> None:
    assert "anybody can ring" in read_phone(written).fault


def test_numbers_are_said_in_the_groups_people_use() -> None:
    assert say_number(Scheme.NHS, "9990000018") == "999 000 0018"
    assert say_number(Scheme.UPN, "K820200001001") == "K820200001001"
    assert say_phone("07700900123") == "07700 900123"
    assert say_phone("02079460000") == "020 7946 0000"
    assert say_phone("+353209150000") == "+353209150000"


def test_every_scheme_has_a_label_for_sentences() -> None:
    assert {scheme.label for scheme in Scheme} == {
        "NHS number",
        "unique pupil number",
        "unique learner number",
        "Police National Computer number",
        "local number",
    }


def test_a_local_number_has_no_check() -> None:
    assert read_local_number("sw-0001") == Reading("SW-0001")
