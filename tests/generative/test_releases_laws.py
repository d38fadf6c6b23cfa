"""What a reader of every release that was ever made can work out: nothing of any one child."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.oversight.domain.count_tables import COUNT_TABLES, Counts, CountTable, tables_for
from reachable.oversight.domain.quarters import Quarter, last_countable, quarter_of
from reachable.oversight.domain.releases import Counted, Release, is_safe, make_release

SMALL = range(8)
ROWS, COLUMNS = ("r1", "r2"), ("c1", "c2", "c3")
TABLE = CountTable(
    code="T",
    title="",
    counts=Counts.CHILDREN,
    rows_are="",
    rows=tuple((each, each) for each in ROWS),
    columns=tuple((each, each) for each in COLUMNS),
    why="",
    since=date(2025, 1, 1),
)
counts = st.lists(
    st.lists(st.integers(0, 30), min_size=len(COLUMNS), max_size=len(COLUMNS)),
    min_size=len(ROWS),
    max_size=len(ROWS),
)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def release_of(numbers) -> Release:
    """Return the release of so many children in each cell, each child once."""
    return make_release(
        TABLE,
        [
            Counted(row, column, f"{row}{column}{child}")
            for row, of_row in zip(ROWS, numbers, strict=True)
            for column, count in zip(COLUMNS, of_row, strict=True)
            for child in range(count)
        ],
    )


def also_possible(numbers, row, column, value) -> bool:
    """Test if a cell could hold a value, with what else there is in the row changed as need be, and look the same."""
    shown = release_of(numbers)
    others = [each for each in range(len(COLUMNS)) if each != column]
    for change in (0, *range(-30, 31)):
        for other in others:
            tried = [list(each) for each in numbers]
            tried[row][column] = value
            tried[row][other] += change
            if tried[row][other] >= 0 and release_of(tried) == shown:
                return True
    return False


@given(counts)
def test_case_103_of_a_cell_that_is_not_told_every_small_number_is_possible(numbers):
    for row, released in enumerate(release_of(numbers).rows):
        for column, figure in enumerate(released.figures):
            if figure is None:
                assert [value for value in SMALL if not also_possible(numbers, row, column, value)] == []


@given(st.integers(8, 60), st.integers(0, 2))
def test_case_103_all_or_none_in_one_class_is_said_as_a_sum_alone(count, column):
    numbers = [[0, 0, 0], [0, 0, 0]]
    numbers[0][column] = count
    first, second = release_of(numbers).rows
    assert first.is_coarse
    assert first.figures == (None, None, None)
    assert first.whole is not None
    assert second == type(second)("r2", (None, None, None), None, True)
    # The same is said when the class is another one.
    numbers[0] = [*numbers[0][1:], numbers[0][0]]
    assert release_of(numbers).rows[0] == first


@given(counts)
def test_case_104_and_79_nothing_is_released_but_rounded_counts_of_at_least_eight_children(numbers):
    for row in release_of(numbers).rows:
        assert all(is_safe(each) for each in row.figures)
        assert row.whole is None or row.whole % 5 == 0
    assert release_of(numbers).total % 5 == 0


@given(st.integers(1, 7), st.integers(8, 200))
def test_case_104_many_things_of_a_few_children_are_not_told(children, things):
    counted = [Counted("r1", "c1", str(each % children)) for each in range(things)]
    assert make_release(TABLE, counted).rows[0].whole is None


@given(st.integers(8, 40), st.integers(1, 40))
def test_case_104_things_of_which_one_child_has_most_are_not_told(others, more):
    counted = [Counted("r1", "c1", str(each)) for each in range(others)]
    counted += [Counted("r1", "c1", "one")] * (others + more)
    assert make_release(TABLE, counted).rows[0].whole is None


@given(st.lists(days, max_size=60), days)
def test_case_101_one_child_more_changes_the_release_of_one_quarter_alone(known, one_more):
    before, after = (
        {
            quarter: make_release(
                TABLE,
                [
                    Counted("r1", "c1", str(number))
                    for number, each in enumerate(all_days)
                    if quarter_of(each) == quarter
                ],
            )
            for quarter in {quarter_of(each) for each in [*known, one_more]}
        }
        for all_days in (known, [*known, one_more])
    )
    assert {quarter for quarter in before if before[quarter] != after[quarter]} <= {quarter_of(one_more)}


@given(days)
def test_every_day_lies_in_one_quarter(day):
    quarter = quarter_of(day)
    assert quarter.starts <= day < quarter.ends
    assert quarter_of(quarter.ends) == Quarter(quarter.ends)
    assert quarter_of(quarter.ends - timedelta(days=1)) == quarter
    assert quarter.covers(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


@given(days)
def test_a_quarter_is_counted_only_when_it_has_been_over_for_a_fortnight(day):
    quarter = last_countable(day)
    assert quarter.ends + timedelta(days=14) <= day
    assert Quarter(quarter.ends).ends + timedelta(days=14) > day


def test_case_102_no_two_tables_of_a_quarter_count_the_same_things():
    assert tables_for(Quarter(date(2026, 1, 1))) == COUNT_TABLES
    other = CountTable(
        code="ALSO", title="", counts=Counts.CHILDREN, rows_are="", rows=(), columns=(), why="", since=date(2025, 1, 1)
    )
    with pytest.raises(ValueError, match="count the same things"):
        tables_for(Quarter(date(2026, 1, 1)), (*COUNT_TABLES, other))


def test_a_table_is_released_for_whole_quarters_between_its_dates():
    table = CountTable(
        code="T",
        title="",
        counts=Counts.HARM,
        rows_are="",
        rows=(),
        columns=(),
        why="",
        since=date(2026, 1, 1),
        until=date(2026, 7, 1),
    )
    assert [table.is_released_for(Quarter(date(2026, month, 1))) for month in (1, 4, 7)] == [True, True, False]
    assert not table.is_released_for(Quarter(date(2025, 10, 1)))


def test_nobody_is_counted_as_a_suspect():
    said = " ".join(
        words
        for table in COUNT_TABLES
        for _, words in (*table.rows, *table.columns, ("", table.title), ("", table.counts.value))
    ).casefold()
    assert [word for word in ("suspect", "offen", "arrest", "gang", "nominal") if word in said] == []
