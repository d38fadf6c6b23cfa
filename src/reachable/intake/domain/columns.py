"""What one column of an extract holds, and what one row of a feed is.

In:  nothing.
Out: ColumnKind, Column, Layout.
"""

from dataclasses import dataclass
from enum import Enum

SHORT_TEXT = 120
LONG_TEXT = 300
ACCOUNT = 4000
"""The longest account of what a child said that one cell may hold, in characters."""


class ColumnKind(Enum):
    """What the values of a column look like. The value is how the kind is described to whoever writes the extract."""

    TEXT = "words"
    LONDON_TIME = "date and time, DD/MM/YYYY HH:MM, on a London clock"
    DATE = "date, DD/MM/YYYY"
    DAY_OR_TIME = "date, DD/MM/YYYY, or date and time, DD/MM/YYYY HH:MM, on a London clock"
    YES_NO = "Y or N"
    MONEY = "pounds with two decimals, no sign"
    WHOLE_NUMBER = "whole number"
    DECIMAL = "number, with decimals if needed"
    CODE = "one of the codes listed"
    REFERENCES = "references separated by semicolons"
    NHS_NUMBER = "NHS number, 10 digits"
    UPN = "unique pupil number, a letter and 12 characters"
    ULN = "unique learner number, 10 digits"
    PNC_ID = "Police National Computer number, YYYY/NNNNNNNX"
    POSTCODE = "postcode"
    PHONE = "telephone number"


TIMES = frozenset({ColumnKind.LONDON_TIME, ColumnKind.DATE, ColumnKind.DAY_OR_TIME})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, what it holds, and a sentence that says what it means.

    An empty cell means "not recorded", never "no". `codes` lists (code, meaning) for a column of codes. `longest` is in
    characters. A column `about_past` must not hold a time after the row was written.
    """

    name: str
    kind: ColumnKind
    definition: str
    example: str
    required: bool = False
    codes: tuple[tuple[str, str], ...] = ()
    longest: int = SHORT_TEXT
    about_past: bool = True

    def allows(self, code: str) -> bool:
        """Test if a code is in this column's list."""
        return any(code == allowed for allowed, _ in self.codes)


@dataclass(frozen=True, slots=True)
class Layout:
    """One feed: what a row is, its columns, and the columns that name the row and the child.

    `reference` names the columns that together number a row, so that a row sent again is known for the same one.
    `child_key` names columns, strongest first: the first that is filled is the agency's own number for the child.
    A layout that is `of_adults` is of people who are not children, and its key is the number of an adult. A row of a
    feed that `stays_unless_said` is its sender's alone unless the row says that partners may see it.
    """

    feed: str
    title: str
    one_row_is: str
    who_sends: str
    reference: tuple[str, ...]
    child_key: tuple[str, ...]
    columns: tuple[Column, ...]
    of_adults: bool = False
    stays_unless_said: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        """Return the column names, in the order in which the document lists them."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column of this name.

        :raises KeyError: when the layout has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
