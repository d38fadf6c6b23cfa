"""Text of an extract to a header and rows of cells, before anybody asks what the cells mean.

In:  a layout, and text.
Out: a Grid, or the problems of its shape.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reachable.intake.domain.columns import Layout
from reachable.intake.domain.decoding import SEND_AGAIN
from reachable.intake.domain.problems import Problem, ProblemKind

_QUOTED = re.compile(r'"[^"]*"')
_LINE_END = re.compile(r"\r\n|\n|\r")
_CALLED_TOTAL = re.compile(
    r"(?:grand |sub)?totals?\b.*|(?:row )?count\b.*|\d+ (?:rows?|records?).*|end of (?:file|report).*", re.I
)
FILLED_AT_MOST = 3
"""So few cells are filled in a line of totals."""

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


def read_grid(layout: Layout, name: str, text: str, others: Sequence[Layout] = ()) -> Grid | tuple[Problem, ...]:
    """Return the header and rows of an extract, or every problem of its shape. `others` are other feeds' layouts."""
    rows = _read_rows(name, text)
    if isinstance(rows, Problem):
        return (rows,)
    header = tuple(cell.strip() for cell in rows[0].cells)
    misplaced = _wrong_header(layout, name, rows, others)
    if misplaced is not None:
        return (misplaced,)
    problems = _check_header(layout, name, header)
    if problems:
        return problems
    mixed = _mixed_line_ends(name, text)
    if mixed is not None:
        return (mixed,)
    if not text.endswith(("\n", "\r")):
        return (_cut_short(name, rows[-1]),)
    body = [row for row in rows[1:] if any(cell.strip() for cell in row.cells)]
    foreign = _not_rows(name, header, body)
    if foreign:
        return foreign
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


def _wrong_header(layout: Layout, name: str, rows: Sequence[GridRow], others: Sequence[Layout]) -> Problem | None:
    """Return the problem of a file that begins with something else, or is of another feed."""
    wanted, first = set(layout.header), {cell.strip() for cell in rows[0].cells}
    if first >= wanted:
        return None
    other = next((each for each in others if first == set(each.header)), None)
    if other is not None:
        return _header_problem(
            ProblemKind.ANOTHER_FEED,
            name,
            "",
            f"This is the {other.feed} extract, sent as the {layout.feed} extract.",
            f"Send it as {other.feed}, or send the {layout.feed} extract.",
        )
    late = next((row for row in rows[1:] if {cell.strip() for cell in row.cells} >= wanted), None)
    if late is None:
        return None
    return Problem(
        kind=ProblemKind.HEADER_NOT_FIRST,
        file=name,
        line=late.line,
        field="",
        found="",
        what="The header stands on this line, below something else.",
        remedy="Take away the title, date or filter that stands above it.",
    )


def _mixed_line_ends(name: str, text: str) -> Problem | None:
    """Return the problem of lines that end in two ways, as when a row was broken by hand or files were joined."""
    outside = _QUOTED.sub(lambda cell: " " * len(cell.group()), text)
    ends = list(_LINE_END.finditer(outside))
    other = next((end for end in ends if end.group() != ends[0].group()), None)
    if other is None:
        return None
    return Problem(
        kind=ProblemKind.MIXED_LINE_ENDS,
        file=name,
        line=len(_LINE_END.findall(text[: other.start()])) + 1,
        field="",
        found="another line end than on the lines before",
        what="Lines end in two ways, so a row may have been broken in two, or two files joined.",
        remedy=SEND_AGAIN,
    )


def _not_rows(name: str, header: tuple[str, ...], body: Sequence[GridRow]) -> tuple[Problem, ...]:
    """Return the problems of lines below the header that are a second header, or totals."""
    again = [row for row in body if tuple(cell.strip() for cell in row.cells) == header]
    if again:
        return (
            Problem(
                kind=ProblemKind.TWO_FILES_IN_ONE,
                file=name,
                line=again[0].line,
                field="",
                found="the header once more",
                what="The header stands here a second time: two files have run together.",
                remedy="Send each file by itself.",
            ),
        )
    return tuple(
        Problem(
            kind=ProblemKind.TOTALS_ROW,
            file=name,
            line=row.line,
            field="",
            found="a total or a closing line",
            what="This line counts or closes the rows above it and is of no child.",
            remedy="Take it away: a row for every record and nothing else.",
        )
        for row in body
        if _is_total(row)
    )


def _is_total(row: GridRow) -> bool:
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    return len(filled) <= FILLED_AT_MOST and any(_CALLED_TOTAL.fullmatch(cell) for cell in filled)


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
