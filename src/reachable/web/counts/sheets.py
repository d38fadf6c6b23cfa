"""A released table as a file for a spreadsheet, in which no cell can be run as a formula.

In:  a table in words.
Out: text with commas between the cells.
"""

import csv
from io import StringIO

from django.utils.translation import gettext as _

from reachable.web.counts.tables import TableWords

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def safe_cell(words: str) -> str:
    """Return a cell that a spreadsheet shows as it stands: one that looks like a formula gets a mark in front."""
    return (
        f"'{words}" if words.lstrip(" ").startswith(BEGINS_A_FORMULA) or words.startswith(BEGINS_A_FORMULA) else words
    )


def as_sheet(table: TableWords) -> str:
    """Return the file: what is counted and how it was made safe, then the table."""
    file = StringIO()
    writer = csv.writer(file)
    for line in _lines(table):
        writer.writerow([safe_cell(cell) for cell in line])
    return file.getvalue()


def _lines(table: TableWords) -> list[list[str]]:
    apart = _("not told apart")
    return [
        [table.title],
        [_("Counted: %(counts)s. %(quarter)s") % {"counts": table.counts, "quarter": table.quarter}],
        [_("Rounded to five; figures below eight, or of fewer than eight children, are not told. Decision 0073.")],
        [table.rows_are, *table.columns, _("All that is told")],
        *(
            [row.label, *(row.figures if row.figures is not None else [apart] * len(table.columns)), row.whole]
            for row in table.rows
        ),
    ]
