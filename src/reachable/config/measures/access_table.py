"""The decisions on who may see what, written down by hand as plain data, and which of them decides a case.

In:  access_decisions.csv: a pattern for each part of a case, "*" for any; an answer; the reason in a sentence.
Out: DecisionTable, which finds the first row that fits.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path

PATH = Path(__file__).with_name("access_decisions.csv")
ANY = "*"


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody asks for something of a child. `agency` is HOLDER, PARTNER or OTHER_AREA, seen from the record."""

    role: str
    agency: str
    reason: str
    state: str
    by: str
    purpose: str
    seal: str
    conflict: str
    field: str
    operation: str
    channel: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision: which cases it is about, whether they are let through, and why."""

    number: int
    patterns: tuple[str, ...]
    lets_through: bool
    because: str


PARTS = tuple(each.name for each in fields(Case))


class DecisionTable:
    """Decisions in order. The first that fits a case decides it."""

    def __init__(self, rows: Iterable[DecisionRow]) -> None:
        self.rows = tuple(rows)

    @cached_property
    def _by_role(self) -> dict[str, tuple[DecisionRow, ...]]:
        roles = {row.patterns[0] for row in self.rows} - {ANY}
        return {role: tuple(row for row in self.rows if row.patterns[0] in (ANY, role)) for role in roles}

    def decide(self, case: Case) -> DecisionRow | None:
        """Return the row that decides a case, or None when the table says nothing of it."""
        asked = tuple(getattr(case, part) for part in PARTS)
        for row in self._by_role.get(case.role, ()):
            if all(pattern in (ANY, value) for pattern, value in zip(row.patterns, asked, strict=True)):
                return row
        return None

    def turned(self, numbers: Iterable[int]) -> "DecisionTable":
        """Return the table with some answers turned into their opposite."""
        wrong = set(numbers)
        return DecisionTable(
            replace(row, lets_through=not row.lets_through) if row.number in wrong else row for row in self.rows
        )


def read_table(path: Path = PATH) -> DecisionTable:
    """Return the decisions of a file.

    :raises ValueError: when its columns are not the parts of a case, or a row says neither YES nor NO, or not why.
    """
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    if tuple(lines[0]) != (*PARTS, "answer", "because"):
        raise ValueError(f"{path.name} has other columns than a case has parts")
    rows = []
    for number, line in enumerate(lines[1:], start=1):
        *patterns, answer, because = line
        if answer not in ("YES", "NO") or not because.strip():
            raise ValueError(f"{path.name}, decision {number}: say YES or NO, and why")
        rows.append(DecisionRow(number, tuple(patterns), answer == "YES", because))
    return DecisionTable(rows)
