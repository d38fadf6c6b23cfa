"""Text of an extract to a header and rows of cells, before anybody asks what the cells mean.

In:  a layout, and text.
Out: a Grid, or the problems of its shape.
"""

import csv
import io
from dataclasses import dataclass

from reachable.intake.domain.columns import Layout
from reachable.intake.domain.decoding import SEND_AGAIN
from reachable.intake.domain.problems import Problem, ProblemKind

OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells of one row as sent, and the line it starts on, counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The header and the rows below it. Every row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[GridRow, ...]


def read_grid(layout: Layout, name: str, text: str) -> Grid | tuple[Problem, ...]:
    """Return the header and rows of an extract, or every problem of its shape."""
    rows = _read_rows(name, text)
    if isinstance(rows, Problem):
        return (rows,)
    header = tuple(cell.strip() for cell in rows[0].cells)
    problems = _check_header(layout, name, header)
    if problems:
        return problems
    if not text.endswith(("\n", "\r")):
        return (_cut_short(name, rows[-1]),)
    body = [row for row in rows[1:] if any(cell.strip() for cell in row.cells)]
    wrong = tuple(_wrong_number(name, row, len(header)) for row in body if len(row.cells) != len(header))
    if wrong:
        return wrong
    if not body:
        return (
            Problem(
                kind=ProblemKind.NO_ROWS,
                file=name,
                line=0,
                field="",
                found="a header and nothing below it",
                what="The extract has no rows. One that failed looks the same as a day on which nothing happened.",
                remedy="Check that the extract ran. If there is truly nothing to send, send no file.",
            ),
        )
    return Grid(header, tuple(body))


def _read_rows(name: str, text: str) -> list[GridRow] | Problem:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[GridRow] = []
    line = 1
    try:
        for cells in reader:
            rows.append(GridRow(line, tuple(cells)))
            line = reader.line_num + 1
    except csv.Error:
        return Problem(
            kind=ProblemKind.QUOTATION_MARKS,
            file=name,
            line=line,
            field="",
            found="",
            what="A quotation mark is opened on this line and not closed, or stands in the middle of a cell.",
            remedy="Put a cell that holds a comma or a quotation mark in quotation marks, and double each one inside "
            "it. If the file was cut off here, send the whole file.",
        )
    return rows


def _check_header(layout: Layout, name: str, header: tuple[str, ...]) -> tuple[Problem, ...]:
    for separator, called in OTHER_SEPARATORS.items():
        if len(header) == 1 and header[0].count(separator) >= len(layout.columns) // 2:
            return (
                _header_problem(
                    ProblemKind.WRONG_SEPARATOR,
                    name,
                    "",
                    f"The columns are separated by {called}.",
                    "Save the extract with commas between the columns.",
                ),
            )
    problems = [
        _header_problem(
            ProblemKind.COLUMN_TWICE,
            name,
            column,
            "This column is in the header more than once, so nobody can say which one is meant.",
            "Leave one of them.",
        )
        for column in sorted({column for column in header if header.count(column) > 1})
    ]
    problems += [
        _header_problem(
            ProblemKind.MISSING_COLUMN,
            name,
            column,
            f"The {layout.feed} extract must have this column, even when its cells are empty.",
            f"Add it. Names are written exactly as in the document of the {layout.feed} layout.",
        )
        for column in layout.header
        if column not in header
    ]
    problems += [
        _header_problem(
            ProblemKind.UNKNOWN_COLUMN,
            name,
            column,
            f"The {layout.feed} extract has no such column." if column else "A column has no name.",
            "Take it out, or correct its name. Nothing may be sent that the agreement does not cover.",
        )
        for column in header
        if column not in layout.header
    ]
    return tuple(problems)


def _header_problem(kind: ProblemKind, name: str, field: str, what: str, remedy: str) -> Problem:
    return Problem(kind=kind, file=name, line=1, field=field, found="", what=what, remedy=remedy)


def _wrong_number(name: str, row: GridRow, expected: int) -> Problem:
    more = len(row.cells) > expected
    return Problem(
        kind=ProblemKind.WRONG_NUMBER_OF_CELLS,
        file=name,
        line=row.line,
        field="",
        found=f"{len(row.cells)} cells where the header has {expected}",
        what="This row has more cells than the header." if more else "This row has fewer cells than the header.",
        remedy="A comma inside an address or a sentence splits its cell: put the whole cell in quotation marks."
        if more
        else "A separator is missing, or the row was broken over two lines. " + SEND_AGAIN,
    )


def _cut_short(name: str, last: GridRow) -> Problem:
    return Problem(
        kind=ProblemKind.CUT_SHORT,
        file=name,
        line=last.line,
        field="",
        found="a last line without a line end",
        what="The file stops in the middle of this line, or the line end after it is missing: the two look the same.",
        remedy=SEND_AGAIN,
    )
