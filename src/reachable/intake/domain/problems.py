"""Why a file is refused, so that whoever sent it can put it right without asking.

In:  what a check found.
Out: ProblemKind, Problem, UnreadableError.
"""

from dataclasses import dataclass
from enum import Enum


class ProblemKind(Enum):
    """What is wrong. The value is a short title; the sentence is in the problem itself."""

    NOTHING_IN_FILE = "Nothing in the file"
    NO_ROWS = "No rows"
    FEWER_ROWS = "Far fewer rows than last time"
    NOT_A_CSV_FILE = "Not a CSV file"
    WRONG_ENCODING = "Wrong encoding"
    BROKEN_BYTES = "Broken bytes"
    HIDDEN_CHARACTER = "A character nobody can see"
    CUT_SHORT = "The file is cut short"
    QUOTATION_MARKS = "Quotation marks do not pair"
    MIXED_LINE_ENDS = "Lines end in two ways"
    WRONG_SEPARATOR = "Wrong separator"
    ANOTHER_FEED = "The file of another extract"
    HEADER_NOT_FIRST = "The header is not the first line"
    TWO_FILES_IN_ONE = "Two files run together"
    TOTALS_ROW = "A line that is not a row"
    MISSING_COLUMN = "A column is missing"
    UNKNOWN_COLUMN = "A column nobody knows"
    COLUMN_TWICE = "A column appears twice"
    WRONG_NUMBER_OF_CELLS = "Wrong number of cells"
    SHIFTED_COLUMNS = "The cells have shifted"
    AMBIGUOUS_DATES = "Dates that can be read two ways"
    SPREADSHEET_CHANGED = "Changed by a spreadsheet"
    FORMULA = "A formula"
    NOT_FILLED = "Not filled"
    PLACEHOLDER = "A word that stands for nothing"
    WRONG_KIND = "Not the kind of value expected"
    NOT_IN_LIST = "Not in the list of codes"
    CHECK_FAILED = "The number fails its own check"
    TOO_LONG = "Too long"
    TIME_NEVER_HAPPENED = "A time that never happened"
    TIME_HAPPENED_TWICE = "A time that happened twice"
    IN_THE_FUTURE = "In the future"
    IMPOSSIBLE_ORDER = "In an impossible order"
    IMPOSSIBLE_AGE = "An impossible age"
    CONTRADICTION = "The row contradicts itself"
    REFERENCE_TWICE = "One number for two different rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One reason to refuse a file. `line` counts from 1, the header's line; 0 is the file as a whole.

    `field` is the column, or "" when no one column is wrong. `what` says what is wrong and `remedy` what to do.
    `found` is the cell as sent: it may name a child, so it is shown to whoever sent the file and never logged.
    """

    kind: ProblemKind
    file: str
    line: int
    field: str
    found: str
    what: str
    remedy: str

    def say(self) -> str:
        """Return the whole problem in one line."""
        where = ", ".join(part for part in (self.file, f"line {self.line}" if self.line else "", self.field) if part)
        found = f" Found: {self.found}." if self.found else ""
        return f"{where}: {self.what}{found} {self.remedy}"


class UnreadableError(ValueError):
    """Why one cell cannot be read. `kind` says how to report it and `remedy` what to write instead."""

    def __init__(self, kind: ProblemKind, what: str, remedy: str) -> None:
        super().__init__(what)
        self.kind = kind
        self.what = what
        self.remedy = remedy
