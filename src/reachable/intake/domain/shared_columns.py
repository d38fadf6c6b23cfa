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


def who() -> tuple[Column, ...]:
    """Return the columns of a child's name, birth date and sex, in the order of the documents."""
    return surname(), forename(), birth_date(), sex()


def own_reference(name: str, what: str, example: str) -> Column:
    """Return the column of the sender's own number for a row; `what` ends the sentence "… own number for …"."""
    return Column(
        name,
        ColumnKind.TEXT,
        f"The sender's own number for {what}. Never used twice.",
        example,
        required=True,
        longest=60,
    )


def child_number(name: str, example: str) -> Column:
    """Return the column of the sender's own number for the child."""
    return Column(name, ColumnKind.TEXT, "The sender's own number for the child.", example, required=True, longest=40)


def allocated() -> tuple[Column, ...]:
    """Return the columns of the team and the worker a child is allocated to."""
    return (
        Column(
            "allocated_team", ColumnKind.TEXT, "Team the child is allocated to when the row is written.", "Youth team"
        ),
        Column(
            "allocated_worker",
            ColumnKind.TEXT,
            "Worker the child is allocated to when the row is written.",
            "R. Achebe",
        ),
    )


def trusted_adult() -> Column:
    """Return the column of an adult the child trusts."""
    return Column(
        "trusted_adult",
        ColumnKind.TEXT,
        "An adult the child trusts, and who that is to the child, as the child sees it.",
        "his football coach",
    )


def partners_may_see(unless_said: str) -> Column:
    """Return the column that says whether a row is shared; `unless_said` says what an empty cell means."""
    return Column(
        "partners_may_see",
        ColumnKind.YES_NO,
        "Y: those who work with the child may see this row. N: the sender alone sees it, and others are told that the "
        f"sender holds something and whom to ask. {unless_said}",
        "Y",
    )


def handling_code() -> Column:
    """Return the police handling code column."""
    return Column(
        "handling_code",
        ColumnKind.TEXT,
        "Police handling code: P, may be shared with partners; or C and the conditions, in which case the force "
        "alone sees the row and others may ask for it. Empty is read as P.",
        "P",
        longest=40,
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
