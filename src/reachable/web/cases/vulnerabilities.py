"""The study's table of vulnerabilities beside the files, as rows of a page.

In:  Matrix.
Out: MatrixRow for each vulnerability; DifferenceLine for each explanation.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reachable.journeys.case_replayed import find_published_case
from reachable.rules.domain.vulnerabilities import Mark, Vulnerability
from reachable.rules.domain.vulnerability_matrix import Cell, Matrix

SYMBOLS = {Mark.RECORDED: "x", Mark.NOT_RECORDED: "–", Mark.NOT_KNOWN: "?"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One vulnerability across the boys, with how many each table calls recorded."""

    label: str
    cells: tuple[Cell, ...]
    printed: int
    rebuilt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceLine:
    """Why cells of one boy differ. `slug` leads to the boy's story, if there is one."""

    boy: str
    slug: str
    about: tuple[str, ...]
    marks: tuple[str, ...]
    why: str


def list_rows(matrix: Matrix) -> tuple[MatrixRow, ...]:
    """Return the table in the order of the study."""
    return tuple(
        MatrixRow(
            label=_(each.label),
            cells=tuple(matrix.cell(boy, each) for boy in matrix.table.boys),
            printed=matrix.count(each, Mark.RECORDED, printed=True),
            rebuilt=matrix.count(each, Mark.RECORDED, printed=False),
        )
        for each in Vulnerability
    )


def list_differences(matrix: Matrix) -> tuple[DifferenceLine, ...]:
    """Return each explanation with what was printed and what the files say."""
    lines = []
    for explanation in matrix.table.explanations:
        cells = [matrix.cell(explanation.boy, about) for about in explanation.about]
        marks = dict.fromkeys((cell.printed, cell.rebuilt) for cell in cells)
        case = find_published_case(explanation.boy)
        lines.append(
            DifferenceLine(
                boy=explanation.boy,
                slug="" if case is None else case.slug,
                about=tuple(_(cell.vulnerability.label) for cell in cells),
                marks=tuple(
                    _("%(printed)s, files: %(files)s") % {"printed": _(printed.label), "files": _(rebuilt.label)}
                    for printed, rebuilt in marks
                ),
                why=explanation.why,
            )
        )
    return tuple(lines)
