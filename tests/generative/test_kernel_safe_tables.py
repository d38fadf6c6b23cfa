"""An attacker who knows every rule cannot work out a small cell of a table that is shown."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.kernel.safe_tables import SafeTable, make_safe_table

ROWS, COLUMNS = ("white", "black", "asian"), ("10 to 13", "14 to 17")
CELLS = tuple(product(ROWS, COLUMNS))
SMALL = range(8)
"""What the attacker knows of a figure that is left out, written here apart from the code: nought to seven."""

tables = st.fixed_dictionaries({cell: st.one_of(st.integers(0, 9), st.integers(0, 60)) for cell in CELLS})


def shown(counts):
    return make_safe_table(counts, rows=ROWS, columns=COLUMNS)


def read_by_an_attacker(table: SafeTable):
    """Return all that stands on the page: every figure, and every total."""
    return (
        [table.figures[cell] for cell in CELLS],
        [table.total_of_row(row) for row in ROWS],
        [table.total_of_column(column) for column in COLUMNS],
        table.total,
    )


def values_left(counts, publish, cell):
    """Return by trying each which values of a small cell give the same page, the other cells as they are."""
    seen = publish(counts)
    return {value for value in SMALL if publish({**counts, cell: value}) == seen}


@given(tables)
def test_case_79_of_a_small_cell_every_small_number_is_possible(counts):
    """Even to somebody who knows all other cells exactly, and holds all totals."""
    for cell in CELLS:
        if counts[cell] in SMALL:
            assert values_left(counts, lambda each: read_by_an_attacker(shown(each)), cell) == set(SMALL)


@given(tables)
def test_no_cell_that_is_shown_is_told_exactly(counts):
    table = shown(counts)
    for cell in CELLS:
        if (figure := table.figures[cell]) is not None:
            alike = [value for value in range(8, 80) if shown({**counts, cell: value}).figures[cell] == figure]
            assert counts[cell] in alike
            assert len(alike) == 5


def test_the_attacker_finds_a_small_cell_where_true_totals_are_shown_beside():
    """So that the attack itself is known to work."""
    counts = {cell: 20 for cell in CELLS} | {CELLS[0]: 3}

    def with_true_totals(each):
        return read_by_an_attacker(shown(each)), sum(each.values())

    assert values_left(counts, with_true_totals, CELLS[0]) == {3}


def test_that_all_or_none_are_of_one_kind_is_not_told():
    nobody_else = shown({CELLS[0]: 40})
    some_others = shown({CELLS[0]: 40, CELLS[1]: 7, CELLS[2]: 1})
    assert read_by_an_attacker(nobody_else) == read_by_an_attacker(some_others)


@pytest.mark.parametrize("counts", [{CELLS[0]: -1}, {("white", "another age"): 9}])
def test_a_table_is_refused_that_cannot_be_right(counts):
    with pytest.raises(ValueError, match="count"):
        shown(counts)
