"""One cell of an extract to the value it holds.

In:  a column, and what is written in it.
Out: the value, or why it cannot be read.
"""

import re
from collections.abc import Callable

from reachable.intake.domain.columns import Column, ColumnKind
from reachable.intake.domain.problems import ProblemKind, UnreadableError
from reachable.intake.domain.rows import CellValue
from reachable.intake.domain.times import read_date, read_day_or_time, read_time
from reachable.people.domain.identifiers import Reading, Scheme, read_identifier, read_phone, read_postcode

TEXT_NOT_SPREADSHEET = "Format the column as text, or send the extract without opening it in a spreadsheet."
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
_SPREADSHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|#+)")
_MADE_A_DATE = re.compile(r"\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:-\d{2,4})?", re.IGNORECASE)
"""What a spreadsheet makes of a reference such as 3-12 or MAR12."""

_STANDS_FOR_NOTHING = frozenset({"NULL", "(null)", "<null>", "[NULL]", "NaN", "nan", "NaT", "#NULL", "undefined"})
NAMES = frozenset({"surname", "forename"})
"""Columns in which NULL in capitals may be somebody's name."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PHONE_ABROAD = re.compile(r"\+\d[\d ()]*")
_WHOLE = re.compile(r"\d{1,6}")
_LOST_ITS_ZERO = re.compile(r"[1-9]\d{8,9}")
_DECIMAL = re.compile(r"\d{1,6}(?:\.\d{1,3})?")
_MONEY = re.compile(r"(\d{1,7})\.(\d{2})")


SCHEMES = {
    ColumnKind.NHS_NUMBER: Scheme.NHS,
    ColumnKind.UPN: Scheme.UPN,
    ColumnKind.ULN: Scheme.ULN,
    ColumnKind.PNC_ID: Scheme.PNC,
}


def read_cell(column: Column, written: str) -> CellValue:
    """Return what a cell holds, or None when it is empty.

    :raises UnreadableError: when it is not what the column holds.
    """
    text = written.strip()
    if not text:
        if column.required:
            raise UnreadableError(
                ProblemKind.NOT_FILLED, "This cell must be filled.", "Fill it from the record, or leave the row out."
            )
        return None
    _refuse_formula(column, written)
    _refuse_spreadsheet_marks(column, text)
    _refuse_stand_in(column, text)
    if len(text) > column.longest:
        raise UnreadableError(
            ProblemKind.TOO_LONG,
            f"The cell holds {len(text)} characters, more than the {column.longest} that fit.",
            "Shorten it. If several rows have run together, a quotation mark is missing.",
        )
    return _READERS[column.kind](column, text)


def _refuse_formula(column: Column, written: str) -> None:
    if not (written.startswith(_FORMULA_STARTS) or written.strip().startswith(_FORMULA_STARTS)):
        return
    if column.kind is ColumnKind.PHONE and _PHONE_ABROAD.fullmatch(written.strip()):
        return
    raise UnreadableError(
        ProblemKind.FORMULA,
        "The cell begins as a formula does, and a spreadsheet would run it.",
        "Send the value, not the formula. Words may not begin with =, +, - or @; leave the cell empty for “not "
        "recorded”.",
    )


def _refuse_stand_in(column: Column, text: str) -> None:
    if text in _STANDS_FOR_NOTHING and not (text == "NULL" and column.name in NAMES):
        raise UnreadableError(
            ProblemKind.PLACEHOLDER,
            "A system wrote this where it holds nothing.",
            "Leave the cell empty for “not recorded”.",
        )


def _refuse_spreadsheet_marks(column: Column, text: str) -> None:
    if _SPREADSHEET_ERROR.fullmatch(text):
        raise UnreadableError(
            ProblemKind.SPREADSHEET_CHANGED, "A spreadsheet left an error here.", "Send the value from the system."
        )
    if _SCIENTIFIC.fullmatch(text):
        raise UnreadableError(
            ProblemKind.SPREADSHEET_CHANGED,
            "A spreadsheet has shortened this number, and its last digits are lost.",
            TEXT_NOT_SPREADSHEET,
        )
    if column.kind is ColumnKind.TEXT and _MADE_A_DATE.fullmatch(text):
        raise UnreadableError(
            ProblemKind.SPREADSHEET_CHANGED, "A spreadsheet has turned this into a date.", TEXT_NOT_SPREADSHEET
        )
    if column.kind in SCHEMES.keys() | {ColumnKind.PHONE} and re.fullmatch(r"\d+\.0+", text):
        raise UnreadableError(
            ProblemKind.SPREADSHEET_CHANGED, "A spreadsheet has added decimals to this number.", TEXT_NOT_SPREADSHEET
        )


def _text(column: Column, text: str) -> str:
    return text


def _code(column: Column, text: str) -> str:
    if column.allows(text):
        return text
    allowed = ", ".join(code for code, _ in column.codes)
    raise UnreadableError(ProblemKind.NOT_IN_LIST, "This code is not in the list.", f"Use one of {allowed}.")


def _yes_no(column: Column, text: str) -> bool:
    if text not in ("Y", "N"):
        raise _wrong_kind("This is neither Y nor N.", "Write Y or N, or leave the cell empty for “not recorded”.")
    return text == "Y"


def _money(column: Column, text: str) -> int:
    match = _MONEY.fullmatch(text)
    if match is None:
        raise _wrong_kind("This is not an amount of money.", "Write pounds and pence with two decimals, as in 340.00.")
    return int(match[1]) * 100 + int(match[2])


def _whole_number(column: Column, text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise _wrong_kind("This is not a whole number.", "Write digits only, as in 24.")
    return int(text)


def _decimal(column: Column, text: str) -> float:
    if not _DECIMAL.fullmatch(text):
        raise _wrong_kind("This is not a number.", "Write digits and at most one point, as in 58.5.")
    return float(text)


def _references(column: Column, text: str) -> tuple[str, ...]:
    return tuple(sorted({part.strip() for part in text.split(";") if part.strip()}))


def _identifier(column: Column, text: str) -> str:
    reading = read_identifier(SCHEMES[column.kind], text)
    return _accepted(reading, ProblemKind.CHECK_FAILED if reading.fails_own_check else ProblemKind.WRONG_KIND)


def _postcode(column: Column, text: str) -> str:
    return _accepted(read_postcode(text), ProblemKind.WRONG_KIND)


def _phone(column: Column, text: str) -> str:
    lost_its_zero = _LOST_ITS_ZERO.fullmatch(text) is not None
    return _accepted(read_phone(text), ProblemKind.SPREADSHEET_CHANGED if lost_its_zero else ProblemKind.WRONG_KIND)


def _accepted(reading: Reading, kind: ProblemKind) -> str:
    if reading.is_accepted:
        return reading.value
    raise UnreadableError(kind, reading.fault, reading.remedy)


def _wrong_kind(what: str, remedy: str) -> UnreadableError:
    return UnreadableError(ProblemKind.WRONG_KIND, what, remedy)


_READERS: dict[ColumnKind, Callable[[Column, str], CellValue]] = {
    ColumnKind.TEXT: _text,
    ColumnKind.LONDON_TIME: lambda column, text: read_time(text),
    ColumnKind.DATE: lambda column, text: read_date(text),
    ColumnKind.DAY_OR_TIME: lambda column, text: read_day_or_time(text),
    ColumnKind.YES_NO: _yes_no,
    ColumnKind.MONEY: _money,
    ColumnKind.WHOLE_NUMBER: _whole_number,
    ColumnKind.DECIMAL: _decimal,
    ColumnKind.CODE: _code,
    ColumnKind.REFERENCES: _references,
    ColumnKind.NHS_NUMBER: _identifier,
    ColumnKind.UPN: _identifier,
    ColumnKind.ULN: _identifier,
    ColumnKind.PNC_ID: _identifier,
    ColumnKind.POSTCODE: _postcode,
    ColumnKind.PHONE: _phone,
}
