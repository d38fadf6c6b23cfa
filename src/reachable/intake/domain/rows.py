"""One row of an extract whose every cell has been read.

In:  values by column.
Out: Row, which gives each column as what it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from reachable.kernel.when import Precision, When

CellValue = str | int | float | bool | date | When | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Row:
    """The line a row starts on, its cells as sent without surrounding spaces, and what they say.

    Every getter returns nothing for an empty cell, and raises TypeError for a column of another kind.
    """

    line: int
    sent: Mapping[str, str]
    values: Mapping[str, CellValue]

    def text(self, column: str) -> str:
        """Return the words, code or identifier in a column, or "" when the cell is empty."""
        value = self.values[column]
        if value is None:
            return ""
        if not isinstance(value, str):
            raise TypeError(f"{column} does not hold words")
        return value

    def when(self, column: str) -> When | None:
        """Return when something happened, as closely as the column says."""
        value = self.values[column]
        if value is not None and not isinstance(value, When):
            raise TypeError(f"{column} does not hold a time")
        return value

    def instant(self, column: str) -> datetime | None:
        """Return a time known to the minute, in UTC."""
        when = self.when(column)
        if when is None:
            return None
        if when.precision is not Precision.EXACT:
            raise TypeError(f"{column} does not hold a time known to the minute")
        return when.earliest

    def day(self, column: str) -> date | None:
        """Return a date."""
        value = self.values[column]
        if value is not None and not isinstance(value, date):
            raise TypeError(f"{column} does not hold a date")
        return value

    def flag(self, column: str) -> bool | None:
        """Return True for Y, False for N."""
        value = self.values[column]
        if value is not None and not isinstance(value, bool):
            raise TypeError(f"{column} does not hold Y or N")
        return value

    def count(self, column: str) -> int | None:
        """Return a whole number, or an amount of money in pence."""
        value = self.values[column]
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise TypeError(f"{column} does not hold a whole number")
        return value

    def number(self, column: str) -> float | None:
        """Return a number with decimals."""
        value = self.values[column]
        if value is not None and not isinstance(value, float):
            raise TypeError(f"{column} does not hold a number with decimals")
        return value

    def references(self, column: str) -> tuple[str, ...]:
        """Return the references in a column."""
        value = self.values[column]
        if value is None:
            return ()
        if not isinstance(value, tuple):
            raise TypeError(f"{column} does not hold references")
        return value
