"""One clear diagnosis for what would otherwise be a hundred small complaints.

In:  a layout, and the grid of a file.
Out: problems of shifted cells and of dates that can be read two ways, and which cells they explain.
"""

from dataclasses import dataclass

from reachable.intake.domain.cells import read_cell
from reachable.intake.domain.columns import TIMES, Column, ColumnKind, Layout
from reachable.intake.domain.grid import Grid, GridRow
from reachable.intake.domain.problems import Problem, ProblemKind, UnreadableError
from reachable.intake.domain.times import MONTH_FIRST

WRONG_CELLS_OF_A_SHIFT = 3
PLACES = (1, -1, 2, -2)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A problem of the whole file, and the cells (line, column) whose own complaints it explains."""

    problem: Problem
    explains: frozenset[tuple[int, str]]


def find_ambiguous_dates(layout: Layout, name: str, grid: Grid) -> Diagnosis | None:
    """Return the diagnosis when some date in the file has its month first, so that no date in it can be trusted."""
    dated = frozenset(column.name for column in layout.columns if column.kind in TIMES)
    cells = [
        (row.line, column, written.strip())
        for row in grid.rows
        for column, written in zip(grid.header, row.cells, strict=True)
        if column in dated and written.strip()
    ]
    month_first = [cell for cell in cells if MONTH_FIRST.fullmatch(cell[2])]
    if not month_first:
        return None
    line, column, found = month_first[0]
    problem = Problem(
        kind=ProblemKind.AMBIGUOUS_DATES,
        file=name,
        line=line,
        field=column,
        found=found,
        what=f"This date has its month first ({len(month_first)} of {len(cells)} in the file can only be read so). "
        "Then a date such as 03/04/2026 could be either of two days, and none in the file can be trusted.",
        remedy="Set the computer that takes the extract to United Kingdom dates, and take it again: DD/MM/YYYY.",
    )
    return Diagnosis(problem, frozenset((line, column) for line, column, _ in cells))


def find_shifted_columns(layout: Layout, name: str, grid: Grid) -> Diagnosis | None:
    """Return the diagnosis when the cells of some rows fit the columns beside them and not their own."""
    columns = tuple(layout.column(column) for column in grid.header)
    shifted = [(row, place) for row in grid.rows if (place := _shift_of(columns, row))]
    if not shifted:
        return None
    first, place = shifted[0]
    start = _wrong_cells(columns, first, 0, 0)[0]
    side = "right" if place > 0 else "left"
    problem = Problem(
        kind=ProblemKind.SHIFTED_COLUMNS,
        file=name,
        line=first.line,
        field=columns[start].name,
        found=first.cells[start].strip(),
        what=f"From this column on, the cells fit the columns {abs(place)} to the {'left' if place > 0 else 'right'}: "
        f"they have shifted {side} in {len(shifted)} of {len(grid.rows)} rows.",
        remedy="Look for a comma that split a cell in two, or a cell that is missing, just before this column; "
        "put the whole cell in quotation marks and take the extract again.",
    )
    explained = frozenset((row.line, column) for row, _ in shifted for column in grid.header)
    return Diagnosis(problem, explained)


def _shift_of(columns: tuple[Column, ...], row: GridRow) -> int:
    """Return how many places right (+) or left (-) the cells have moved, or 0 when their own columns fit better."""
    wrong = _wrong_cells(columns, row, 0, 0)
    if len(wrong) < WRONG_CELLS_OF_A_SHIFT:
        return 0
    start = wrong[0]
    fits = {place: len(_wrong_cells(columns, row, start, place)) for place in PLACES}
    best = min(PLACES, key=fits.__getitem__)
    return best if fits[best] * 2 < len(wrong) and _filled(columns, row, start, best) else 0


def _wrong_cells(columns: tuple[Column, ...], row: GridRow, start: int, place: int) -> list[int]:
    return [
        position
        for position in range(start, len(columns))
        if _is_strict(columns[position])
        and 0 <= position + place < len(row.cells)
        and row.cells[position + place].strip()
        and not _fits(columns[position], row.cells[position + place])
    ]


def _filled(columns: tuple[Column, ...], row: GridRow, start: int, place: int) -> bool:
    """Test if enough cells of a strict kind would be filled after the shift; empty cells prove nothing."""
    strict = [
        position
        for position in range(start, len(columns))
        if _is_strict(columns[position])
        and 0 <= position + place < len(row.cells)
        and row.cells[position + place].strip()
    ]
    return len(strict) >= WRONG_CELLS_OF_A_SHIFT


def _is_strict(column: Column) -> bool:
    return column.kind not in (ColumnKind.TEXT, ColumnKind.REFERENCES)


def _fits(column: Column, written: str) -> bool:
    try:
        read_cell(column, written)
    except UnreadableError:
        return False
    return True
