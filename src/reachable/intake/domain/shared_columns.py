"""Columns that mean the same in every feed.

In:  the names a feed gives them.
Out: Columns.
"""

from reachable.intake.domain.columns import ACCOUNT, LONG_TEXT, Column, ColumnKind

SEX_CODES = (("M", "male"), ("F", "female"), ("U", "not known or not stated"))


def surname() -> Column:
    """Return the family name column."""
    return Column("surname", ColumnKind.TEXT, "Family name as the agency holds it.", "Okafor-Bell")


def forename() -> Column:
    """Return the given name column."""
    return Column("forename", ColumnKind.TEXT, "Given name or names as the agency holds them.", "Jayden")


def birth_date() -> Column:
    """Return the birth date column."""
    return Column("dob", ColumnKind.DATE, "Date of birth.", "04/09/2010")


def sex() -> Column:
    """Return the sex column, kept apart for equality monitoring."""
    return Column(
        "sex",
        ColumnKind.CODE,
        "Sex as recorded. Kept for equality monitoring only; no rule and no matching reads it.",
        "M",
        codes=SEX_CODES,
    )


def address(name: str) -> Column:
    """Return the column of the address a child lives at."""
    return Column(
        name,
        ColumnKind.TEXT,
        "Where the child lives, on one line, without the postcode.",
        "12 Alder Walk, Eastham",
        longest=LONG_TEXT,
    )


def postcode(name: str) -> Column:
    """Return the column of the postcode a child lives at."""
    return Column(name, ColumnKind.POSTCODE, "Postcode of that address.", "ZZ99 3CZ")


def phone(name: str, whose: str) -> Column:
    """Return a telephone number column; `whose` ends the sentence "Telephone number of …"."""
    return Column(
        name,
        ColumnKind.PHONE,
        f"Telephone number of {whose}. Keep the leading 0: save the column as text.",
        "07700 900123",
    )


def nhs_number() -> Column:
    """Return the NHS number column."""
    return Column("nhs_number", ColumnKind.NHS_NUMBER, "NHS number; its check digit is tested.", "9990000018")


def upn(*, required: bool = False) -> Column:
    """Return the unique pupil number column."""
    return Column(
        "upn",
        ColumnKind.UPN,
        "Unique pupil number, permanent or temporary; its check letter is tested.",
        "K820200001001",
        required=required,
    )


def child_said() -> Column:
    """Return the column of the child's own words."""
    return Column(
        "child_said",
        ColumnKind.TEXT,
        "The child's own words, as spoken, in the first person. Not a summary.",
        "I just want them to leave my sister alone.",
        longest=ACCOUNT,
    )


def recorded_at() -> Column:
    """Return the column that says when the row was written."""
    return Column(
        "recorded_at",
        ColumnKind.LONDON_TIME,
        "When the agency last wrote this row in its own system. When a row is sent again with changes, the one written "
        "later stands.",
        "03/03/2026 18:00",
        required=True,
        about_past=False,
    )
