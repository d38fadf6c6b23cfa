"""Numbers that belong to people, telephones and postcodes: one way of writing each, and the check each must pass.

In:  what somebody wrote.
Out: Reading: the number in its one form, or a sentence that says what is wrong and what to do.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from reachable.people.domain.check_characters import (
    pnc_letter,
    ten_digits_pass_as_nhs_number,
    ten_digits_pass_as_uln,
    upn_letter,
)


class Scheme(Enum):
    """Who gave a number to a person. The value is what is stored. LOCAL is an agency's own number and has no check."""

    NHS = "NHS"
    UPN = "UPN"
    ULN = "ULN"
    PNC = "PNC"
    LOCAL = "LOCAL"

    @property
    def label(self) -> str:
        """Return how the number is called on pages and in sentences."""
        return _LABELS[self]


_LABELS = {
    Scheme.NHS: "NHS number",
    Scheme.UPN: "unique pupil number",
    Scheme.ULN: "unique learner number",
    Scheme.PNC: "Police National Computer number",
    Scheme.LOCAL: "local number",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A number in its one form, or why it cannot be read. `fails_own_check` tells a wrong number from a wrong form."""

    value: str
    fault: str = ""
    remedy: str = ""
    fails_own_check: bool = False

    @property
    def is_accepted(self) -> bool:
        """Test if there is a number to keep."""
        return not self.fault


SAME_DIGIT_TEN_TIMES = re.compile(r"(\d)\1{9}")
TEN_DIGITS = re.compile(r"\d{10}")
UPN_FORM = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]")
UPN_REASON_FOR_NONE = re.compile(r"UN[1-57]")
PNC_FORM = re.compile(r"(\d{4}|\d{2})/(\d{1,7})([A-HJ-NP-RT-Z])")
POSTCODE_FORM = re.compile(r"(ZZ99(?=\d[A-Z]{2}$)|[A-Z]{1,2}\d[A-Z\d]?(?=\d[ABD-HJLNP-UW-Z]{2}$)|GIR)(\d[A-Z]{2})")
UK_PHONE_FORM = re.compile(r"0(?:7\d{9}|[12358]\d{8,9}|9\d{9})")
FOREIGN_PHONE_FORM = re.compile(r"\+(?!44)[1-9]\d{6,14}")
NO_FIXED_PLACE = "ZZ99"
OLDEST_SHORT_YEAR = 50

COPY_AGAIN = "Copy it again from the record it came from, or leave the cell empty."


def read_nhs_number(written: str) -> Reading:
    """Return an NHS number as ten digits without spaces, checked by modulus 11 (uk-process 7.1)."""
    value = _closed_up(written)
    if not TEN_DIGITS.fullmatch(value):
        return _not_in_form("An NHS number has 10 digits.", "Write all 10 digits; spaces may stay.")
    if SAME_DIGIT_TEN_TIMES.fullmatch(value):
        return _placeholder("NHS number")
    if not ten_digits_pass_as_nhs_number(value):
        return _failed("This NHS number fails its own check, so at least one digit is wrong.")
    return Reading(value)


def read_upn(written: str) -> Reading:
    """Return a permanent or temporary unique pupil number in capitals, its check letter tested (uk-process 7.1)."""
    value = _closed_up(written)
    if UPN_REASON_FOR_NONE.fullmatch(value):
        return _not_in_form(f"{value} is a reason for having no unique pupil number.", "Leave the cell empty.")
    if not UPN_FORM.fullmatch(value):
        return _not_in_form(
            "A unique pupil number is a letter, 11 digits, and one more digit, or a letter when it is temporary; I, O "
            "and S are never used.",
            "Write all 13 characters.",
        )
    expected = upn_letter(value[1:])
    if value[0] != expected:
        return _failed(f"This unique pupil number fails its own check: after these digits it should begin {expected}.")
    return Reading(value)


def read_uln(written: str) -> Reading:
    """Return a unique learner number as ten digits, with its check digit tested (uk-process 7.1)."""
    value = _closed_up(written)
    if not TEN_DIGITS.fullmatch(value):
        return _not_in_form("A unique learner number has 10 digits.", "Write all 10 digits; spaces may stay.")
    if SAME_DIGIT_TEN_TIMES.fullmatch(value):
        return _placeholder("unique learner number")
    if not ten_digits_pass_as_uln(value):
        return _failed("This unique learner number fails its own check, so at least one digit is wrong.")
    return Reading(value)


def read_pnc_number(written: str) -> Reading:
    """Return a Police National Computer number as YYYY/NNNNNNNX, with its check letter tested (uk-process 7.1).

    Two digits of year are read as 1950 to 2049.
    """
    found = PNC_FORM.fullmatch(_closed_up(written))
    if not found:
        return _not_in_form(
            "A Police National Computer number is a year, a stroke, up to 7 digits and a letter.",
            "Write it as YYYY/NNNNNNNX, for example 2024/0000123Y.",
        )
    year, serial, letter = found[1], found[2].zfill(7), found[3]
    expected = pnc_letter(year[-2:] + serial)
    if letter != expected:
        return _failed(f"This Police National Computer number fails its own check: it should end {expected}.")
    if len(year) == 2:
        year = ("19" if int(year) >= OLDEST_SHORT_YEAR else "20") + year
    return Reading(f"{year}/{serial}{letter}")


def read_local_number(written: str) -> Reading:
    """Return an agency's own number in capitals without outer spaces."""
    value = written.strip().upper()
    return Reading(value) if value else _not_in_form("There is no number here.", "Write the agency's own number.")


def read_postcode(written: str) -> Reading:
    """Return a postcode in capitals with its one space. Only the form is tested, not whether anybody lives there."""
    found = POSTCODE_FORM.fullmatch(_closed_up(written))
    if not found:
        return _not_in_form(
            "This is not the form of a UK postcode.", "Write a whole postcode, for example ZZ99 3CZ, or leave it empty."
        )
    return Reading(f"{found[1]} {found[2]}")


def read_phone(written: str) -> Reading:
    """Return a UK telephone number as digits from its first 0, and a foreign one as + and digits."""
    value = re.sub(r"[\s().\-–]", "", written.replace("(0)", ""))
    value = re.sub(r"^(?:\+44|0044)0?", "0", value)
    value = re.sub(r"^00", "+", value)
    if UK_PHONE_FORM.fullmatch(value) or FOREIGN_PHONE_FORM.fullmatch(value):
        return Reading(value)
    if re.fullmatch(r"[1-9]\d{8,9}", value):
        return _not_in_form(
            "This telephone number has lost its first 0.", "Save the column as text, so that a spreadsheet keeps the 0."
        )
    return _not_in_form(
        "This is not a telephone number anybody can ring.",
        "Write 10 or 11 digits that begin with 0, or + and the country; one number in a cell.",
    )


READERS: dict[Scheme, Callable[[str], Reading]] = {
    Scheme.NHS: read_nhs_number,
    Scheme.UPN: read_upn,
    Scheme.ULN: read_uln,
    Scheme.PNC: read_pnc_number,
    Scheme.LOCAL: read_local_number,
}


def read_identifier(scheme: Scheme, written: str) -> Reading:
    """Return a number read by the rules of its scheme."""
    return READERS[scheme](written)


def is_temporary_upn(value: str) -> bool:
    """Test if a unique pupil number is one a school made up until the real one is known."""
    return value[-1:].isalpha()


def names_a_place(postcode: str) -> bool:
    """Test if a postcode is of a place; ZZ99 postcodes stand for no fixed abode, abroad and not known."""
    return bool(postcode) and not postcode.startswith(NO_FIXED_PLACE)


def say_number(scheme: Scheme, value: str) -> str:
    """Return a number in the groups in which people read it aloud: "999 000 0018"."""
    if scheme is Scheme.NHS and len(value) == 10:
        return f"{value[:3]} {value[3:6]} {value[6:]}"
    return value


def say_phone(value: str) -> str:
    """Return a telephone number in the groups in which people read it aloud: "07700 900123"."""
    if value.startswith("02") and len(value) == 11:
        return f"{value[:3]} {value[3:7]} {value[7:]}"
    if value.startswith("0") and len(value) > 6:
        return f"{value[:5]} {value[5:]}"
    return value


def _closed_up(written: str) -> str:
    """Return what was written in capitals, without spaces and hyphens."""
    return re.sub(r"[\s\-]", "", written).upper()


def _not_in_form(fault: str, remedy: str) -> Reading:
    return Reading("", fault, remedy)


def _failed(fault: str) -> Reading:
    return Reading("", fault, COPY_AGAIN, fails_own_check=True)


def _placeholder(label: str) -> Reading:
    return Reading("", f"One digit ten times fills a box; it is nobody's {label}.", "Leave the cell empty.", True)
