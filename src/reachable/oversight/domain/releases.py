"""A table of counts as it is released: rounded, without small cells, and coarser where nearly all are in one class.

In:  things counted, each with its cell and the child it is of.
Out: Release: all that is kept and ever shown. What it was made from is in it nowhere.

A figure is told only where at least eight things of at least eight children stand behind it, and no child makes more
than half of them. A row of which one class at most could be told says its sum alone: "nearly all of them" is not said.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reachable.kernel.safe_counts import ROUNDED_TO, SMALLEST_TOLD, round_count
from reachable.oversight.domain.count_tables import ClassCode, CountTable

FEWEST_TOLD_APART = 2
"""Classes of a row that must have a figure before any of them is told apart."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing: the row and the column it is in, and which child it is of. The child never leaves the counting."""

    row: ClassCode
    column: ClassCode
    child: str


@dataclass(frozen=True, slots=True)
class ReleasedRow:
    """One row as it is shown. A figure is None where it is not told; `whole` is what is told of the row at all.

    `is_coarse` says that its classes are not told apart, and `whole` is then the rounded sum of all of them.
    """

    row: ClassCode
    figures: tuple[int | None, ...]
    whole: int | None
    is_coarse: bool


@dataclass(frozen=True, slots=True)
class Release:
    """A whole table as it is shown."""

    rows: tuple[ReleasedRow, ...]

    @property
    def total(self) -> int:
        """Return the sum of what is told."""
        return sum(row.whole or 0 for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """Return what is stored: classes, and figures or null."""
        return {
            "rows": [
                {"row": each.row, "figures": list(each.figures), "whole": each.whole, "coarse": each.is_coarse}
                for each in self.rows
            ]
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Release":
        """Return what was stored."""
        return cls(
            tuple(
                ReleasedRow(each["row"], tuple(each["figures"]), each["whole"], each["coarse"])
                for each in stored["rows"]
            )
        )


def make_release(table: CountTable, things: Iterable[Counted]) -> Release:
    """Return a table as it may be shown.

    :raises ValueError: when a thing has no cell in the table.
    """
    rows, columns = [code for code, _ in table.rows], [code for code, _ in table.columns]
    cells: dict[tuple[ClassCode, ClassCode], Counter[str]] = {}
    for thing in things:
        if thing.row not in rows or thing.column not in columns:
            raise ValueError(f"the table {table.code} has no cell for something that was counted")
        cells.setdefault((thing.row, thing.column), Counter())[thing.child] += 1
    return Release(tuple(_make_row(row, [cells.get((row, column), Counter()) for column in columns]) for row in rows))


def _make_row(row: ClassCode, classes: list["Counter[str]"]) -> ReleasedRow:
    figures = tuple(_figure(each) for each in classes)
    told = [figure for figure in figures if figure is not None]
    if len(classes) >= FEWEST_TOLD_APART > len(told):
        together: Counter[str] = sum(classes, Counter())
        return ReleasedRow(row, (None,) * len(classes), _figure(together), is_coarse=True)
    return ReleasedRow(row, figures, sum(told) if told else None, is_coarse=False)


def _figure(of_children: "Counter[str]") -> int | None:
    """Return the rounded count, or None where it is small, of few children, or mostly of one."""
    count = of_children.total()
    if count < SMALLEST_TOLD or len(of_children) < SMALLEST_TOLD or 2 * max(of_children.values()) > count:
        return None
    return round_count(count)


def is_safe(figure: int | None) -> bool:
    """Test if a figure is one that can have been told: none, or a multiple of five that is not small."""
    return figure is None or (figure >= SMALLEST_TOLD and figure % ROUNDED_TO == 0)
