"""A table of counts of people, such as ethnicity by age, from whose figures and totals no small cell can be worked out.

In:  counts by row and column, each thing counted in one cell.
Out: SafeTable: figures rounded to five, none for seven or fewer, and totals of what is shown alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reachable.kernel.safe_counts import SMALLEST_TOLD, round_count

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SafeTable:
    """What may be shown of a table. A figure is None for nought to seven: whether nobody is there is not told either.

    Every total is the sum of the figures beside it, so that it says nothing they do not.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    figures: Mapping[Cell, int | None]

    def total_of_row(self, row: str) -> int:
        """Return the sum of what is shown of a row."""
        return sum(self.figures[row, column] or 0 for column in self.columns)

    def total_of_column(self, column: str) -> int:
        """Return the sum of what is shown of a column."""
        return sum(self.figures[row, column] or 0 for row in self.rows)

    @property
    def total(self) -> int:
        """Return the sum of all that is shown."""
        return sum(self.total_of_row(row) for row in self.rows)


def make_safe_table(counts: Mapping[Cell, int], *, rows: Sequence[str], columns: Sequence[str]) -> SafeTable:
    """Return a table as it may be shown. Its rows and columns are fixed beforehand, not taken from what was counted.

    :raises ValueError: when a count is negative, or of a cell the table does not have.
    """
    cells = [(row, column) for row in rows for column in columns]
    if not set(counts) <= set(cells):
        raise ValueError("something was counted for which the table has no cell")
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count is not negative")
    return SafeTable(tuple(rows), tuple(columns), {cell: _figure(counts.get(cell, 0)) for cell in cells})


def _figure(count: int) -> int | None:
    return None if count < SMALLEST_TOLD else round_count(count)
