"""A released table in words: each figure as it is said, and how long its bar in the picture is.

In:  a table as it was released.
Out: TableWords. Only what was released is in it; the picture is drawn from the same figures.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reachable.kernel.london import london_date, say_day
from reachable.oversight.domain.quarters import Quarter
from reachable.oversight.domain.releases import ReleasedRow
from reachable.oversight.queries.releases import ReleaseRecord


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row. `figures` are None where its classes are not told apart; `share` is how long its bar is, at most 1."""

    label: str
    figures: tuple[str, ...] | None
    whole: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """A table to show, with how it is to be cited."""

    title: str
    counts: str
    why: str
    quarter: str
    rows_are: str
    columns: tuple[str, ...]
    rows: tuple[RowWords, ...]
    total: str
    released: str


def say_quarter(quarter: Quarter) -> str:
    """Return "January to March 2026"."""
    months = (_("January to March"), _("April to June"), _("July to September"), _("October to December"))
    return f"{months[(quarter.starts.month - 1) // 3]} {quarter.starts.year}"


def describe_table(record: ReleaseRecord) -> TableWords:
    """Return a released table in words."""
    table, release = record.table, record.release
    labels = dict(table.rows)
    longest = max((row.whole or 0 for row in release.rows), default=0)
    return TableWords(
        title=_(table.title),
        counts=_(table.counts.value),
        why=_(table.why),
        quarter=say_quarter(record.quarter),
        rows_are=_(table.rows_are),
        columns=tuple(_(words) for _code, words in table.columns),
        rows=tuple(_describe_row(row, _(labels[row.row]), longest) for row in release.rows),
        total=say_figure(release.total or None),
        released=say_day(london_date(record.released_at), year=True),
    )


def say_figure(figure: int | None) -> str:
    """Return "about 10", or that nothing is told."""
    return _("not told") if figure is None else _("about %(figure)s") % {"figure": f"{figure:,}"}


def _describe_row(row: ReleasedRow, label: str, longest: int) -> RowWords:
    figures = None if row.is_coarse else tuple(say_figure(each) for each in row.figures)
    return RowWords(label, figures, say_figure(row.whole), (row.whole or 0) / longest if longest else 0.0)
