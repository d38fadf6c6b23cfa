"""What is counted of an extract when it is staged, so that a feed can be compared with its own past.

In:  the layout of a feed, the rows of a file, and when it was received.
Out: Measures: counts only. No cell, no number of anybody and no code kept for equality monitoring is in them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from reachable.intake.domain.columns import ColumnKind, Layout
from reachable.intake.domain.rows import Row

RECENT = timedelta(days=7)
"""Rows written this long before the file came are counted apart: they show how much is recorded, however far back the
file reaches. A week holds each day of the week once."""

IDENTIFIERS = frozenset({ColumnKind.NHS_NUMBER, ColumnKind.UPN, ColumnKind.ULN, ColumnKind.PNC_ID})
CODED = frozenset({ColumnKind.CODE, ColumnKind.YES_NO})
FOR_EQUALITY = frozenset({"sex", "self_defined_ethnicity"})
YES, NO = "Y", "N"
RECORDED_AT = "recorded_at"
"""The column that every feed has: when a row was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Counts of one extract.

    `filled` is how many cells of each column hold something, and `codes` how often each code is used. `children` are
    as told apart by the sender's own numbers. `without_identifier` are those of whom no row gives a number that other
    agencies know, None where the feed has no column for one. `recent` are rows of the last week.
    """

    rows: int
    children: int
    without_identifier: int | None
    recent: int
    filled: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the counts as they are kept."""
        return {
            "rows": self.rows,
            "children": self.children,
            "without_identifier": self.without_identifier,
            "recent": self.recent,
            "filled": dict(self.filled),
            "codes": {column: dict(counted) for column, counted in self.codes.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Measures":
        """Return the counts that were kept."""
        return cls(**kept)


def measure_extract(layout: Layout, rows: Iterable[Row], received_at: datetime) -> Measures:
    """Return the counts of a file that was read."""
    every = tuple(rows)
    columns = [column for column in layout.columns if column.name not in FOR_EQUALITY]
    numbers = [column.name for column in layout.columns if column.kind in IDENTIFIERS]
    identified: dict[str, bool] = {}
    for row in every:
        child = next((row.sent[name] for name in layout.child_key if row.sent.get(name)), f"line {row.line}")
        identified[child] = identified.get(child, False) or any(row.values[name] is not None for name in numbers)
    return Measures(
        rows=len(every),
        children=len(identified),
        without_identifier=sum(not known for known in identified.values()) if numbers else None,
        recent=sum(_is_recent(row, received_at) for row in every),
        filled={column.name: sum(row.values[column.name] is not None for row in every) for column in columns},
        codes={column.name: _count_codes(column.name, every) for column in columns if column.kind in CODED},
    )


def _count_codes(column: str, rows: Iterable[Row]) -> dict[str, int]:
    return dict(Counter(_code(row.values[column]) for row in rows if row.values[column] is not None))


def _is_recent(row: Row, received_at: datetime) -> bool:
    written = row.instant(RECORDED_AT)
    return written is not None and received_at - RECENT <= written <= received_at


def _code(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)
