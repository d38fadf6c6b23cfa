"""An extract, read whole or refused whole.

In:  a feed, the bytes of a file, when they were received, and how many rows came last time.
Out: an ExtractReading: every row, or every reason to refuse the file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reachable.intake.domain.cells import read_cell
from reachable.intake.domain.columns import Layout
from reachable.intake.domain.decoding import decode_extract
from reachable.intake.domain.diagnoses import find_ambiguous_dates, find_shifted_columns
from reachable.intake.domain.grid import Grid, GridRow, read_grid
from reachable.intake.domain.layouts import LAYOUTS
from reachable.intake.domain.problems import Problem, ProblemKind, UnreadableError
from reachable.intake.domain.row_checks import find_faults
from reachable.intake.domain.rows import CellValue, Row
from reachable.kernel.london import in_utc

COLLAPSED_TO = 1 / 3
"""A file with less than this share of last time's rows is refused until somebody confirms it. Local setting."""

TOO_FEW_TO_COMPARE = 12
MOST_PROBLEMS_SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractReading:
    """The rows of a file, each once, or why all of it is refused: never both.

    `row_count` is how many rows the file held, repeated ones included. `problem_count` may exceed the problems shown.
    """

    feed: str
    file: str
    row_count: int = 0
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0

    @property
    def is_refused(self) -> bool:
        """Test if nothing of the file may be taken in."""
        return bool(self.problems)


def read_extract(
    feed: str,
    name: str,
    content: bytes,
    *,
    received_at: datetime,
    last_row_count: int | None,
    fewer_rows_confirmed: bool = False,
) -> ExtractReading:
    """Return every row of an extract, or every reason to refuse it whole.

    `last_row_count` is the number of rows of the last file of this feed from this agency that was taken in.
    `fewer_rows_confirmed` says that a person has confirmed that far fewer rows are right.

    :raises KeyError: when there is no such feed.
    :raises ValueError: when `received_at` has no time zone.
    """
    layout = LAYOUTS[feed]
    received_at = in_utc(received_at)
    text = decode_extract(name, content)
    if isinstance(text, Problem):
        return _refused(feed, name, 0, [text])
    grid = read_grid(layout, name, text, [other for other in LAYOUTS.values() if other is not layout])
    if not isinstance(grid, Grid):
        return _refused(feed, name, 0, grid)
    rows, problems = _read_rows(layout, name, grid, received_at)
    if not problems:
        problems = _one_row_for_one_reference(layout, name, rows)
    if not problems and not fewer_rows_confirmed:
        problems = _not_collapsed(name, len(grid.rows), last_row_count)
    if problems:
        return _refused(feed, name, len(grid.rows), problems)
    return ExtractReading(feed=feed, file=name, row_count=len(grid.rows), rows=_each_once(layout, rows))


def reference_of(layout: Layout, row: Row) -> str:
    """Return the agency's own number for a row, its parts joined with "/"."""
    return "/".join(row.sent[column] for column in layout.reference)


def _read_rows(layout: Layout, name: str, grid: Grid, received_at: datetime) -> tuple[list[Row], list[Problem]]:
    problems: list[Problem] = []
    explained: set[tuple[int, str]] = set()
    for diagnosis in (find_ambiguous_dates(layout, name, grid), find_shifted_columns(layout, name, grid)):
        if diagnosis is not None:
            problems.append(diagnosis.problem)
            explained |= diagnosis.explains
    rows: list[Row] = []
    for grid_row in grid.rows:
        row, unreadable = _read_row(layout, grid.header, grid_row)
        faults = find_faults(layout, row, received_at) if not (unreadable or explained) else unreadable
        problems += [_problem(name, row, field, error) for field, error in faults if (row.line, field) not in explained]
        rows.append(row)
    return rows, problems


def _read_row(
    layout: Layout, header: tuple[str, ...], grid_row: GridRow
) -> tuple[Row, list[tuple[str, UnreadableError]]]:
    values: dict[str, CellValue] = {}
    unreadable: list[tuple[str, UnreadableError]] = []
    for column_name, written in zip(header, grid_row.cells, strict=True):
        try:
            values[column_name] = read_cell(layout.column(column_name), written)
        except UnreadableError as error:
            unreadable.append((column_name, error))
    sent = {column: cell.strip() for column, cell in zip(header, grid_row.cells, strict=True)}
    return Row(grid_row.line, sent, values), unreadable


def _problem(name: str, row: Row, field: str, error: UnreadableError) -> Problem:
    return Problem(
        kind=error.kind,
        file=name,
        line=row.line,
        field=field,
        found=row.sent[field],
        what=error.what,
        remedy=error.remedy,
    )


def _one_row_for_one_reference(layout: Layout, name: str, rows: list[Row]) -> list[Problem]:
    first: dict[str, Row] = {}
    problems = []
    for row in rows:
        earlier = first.setdefault(reference_of(layout, row), row)
        if earlier.sent != row.sent:
            differing = next(column for column in layout.header if earlier.sent[column] != row.sent[column])
            problems.append(
                Problem(
                    kind=ProblemKind.REFERENCE_TWICE,
                    file=name,
                    line=row.line,
                    field=layout.reference[-1],
                    found=row.sent[layout.reference[-1]],
                    what=f"Line {earlier.line} has the same number and says something else in {differing}.",
                    remedy="Give each record its own number, or send only the row as it stands now.",
                )
            )
    return problems


def _not_collapsed(name: str, rows: int, last_row_count: int | None) -> list[Problem]:
    if last_row_count is None or last_row_count < TOO_FEW_TO_COMPARE or rows >= last_row_count * COLLAPSED_TO:
        return []
    return [
        Problem(
            kind=ProblemKind.FEWER_ROWS,
            file=name,
            line=0,
            field="",
            found=f"{rows} rows, {last_row_count} last time",
            what="The file has far fewer rows than the last one, as happens when an extract stops half-way.",
            remedy="Check the extract. If it is right, bring it in again and confirm that fewer rows are right.",
        )
    ]


def _each_once(layout: Layout, rows: list[Row]) -> tuple[Row, ...]:
    once: dict[str, Row] = {}
    for row in rows:
        once.setdefault(reference_of(layout, row), row)
    return tuple(once.values())


def _refused(feed: str, name: str, row_count: int, problems: Iterable[Problem]) -> ExtractReading:
    every = sorted(problems, key=lambda problem: problem.line)
    return ExtractReading(
        feed=feed,
        file=name,
        row_count=row_count,
        problems=tuple(every[:MOST_PROBLEMS_SHOWN]),
        problem_count=len(every),
    )
