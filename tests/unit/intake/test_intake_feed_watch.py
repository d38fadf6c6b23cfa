"""What is off about a feed, as a table: each line just off, or just not."""

from datetime import UTC, datetime, timedelta

import pytest

from reachable.intake.domain.feed_watch import Counted, FeedFault, watch_shape
from reachable.intake.domain.layouts import LAYOUTS
from reachable.intake.domain.measures import FOR_EQUALITY, Measures, measure_extract
from tests.unit.intake.extract_files import RECEIVED, bare_row, example_row, read

MORNING = datetime(2026, 3, 2, 6, 50, tzinfo=UTC)
DAY = timedelta(days=1)


def counted(rows=100, *, recent=40, filled=90, supply=50, children=50, without=5):
    """Return the counts of a made-up file, in which the last two can be left out."""
    return Measures(
        rows=rows,
        children=children,
        without_identifier=without,
        recent=recent,
        filled={"offence": filled},
        codes={"drugs_supply": {"Y": supply, "N": rows - supply}},
    )


def files(*measures):
    return [Counted(MORNING + place * DAY, each) for place, each in enumerate(measures)]


def off(*measures):
    return {finding.off for finding in watch_shape(files(*measures))}


USUAL = (counted(),) * 3


@pytest.mark.parametrize(
    ("last", "found"),
    [
        pytest.param(counted(), set(), id="as usual"),
        pytest.param(counted(70, filled=63, supply=35), set(), id="seven tenths of the rows"),
        pytest.param(counted(69, filled=62, supply=35), {FeedFault.SHRINKING}, id="fewer than seven tenths"),
        pytest.param(counted(300, filled=270, supply=150), set(), id="more rows are no loss"),
        pytest.param(counted(filled=66), set(), id="filled 24 points less"),
        pytest.param(counted(filled=65), {FeedFault.FILLED}, id="filled 25 points less"),
        pytest.param(counted(supply=74), set(), id="a code 24 points more"),
        pytest.param(counted(supply=75), {FeedFault.CODES}, id="a code 25 points more"),
        pytest.param(counted(supply=25), {FeedFault.CODES}, id="a code 25 points less"),
        pytest.param(counted(without=17), set(), id="24 points more children without a number"),
        pytest.param(
            counted(children=100, without=35), {FeedFault.IDENTIFIERS}, id="25 points more children without a number"
        ),
        pytest.param(counted(without=0), set(), id="fewer children without a number are no loss"),
        pytest.param(counted(recent=21), set(), id="just more than half the rows of a week"),
        pytest.param(counted(recent=20), {FeedFault.PER_DAY}, id="half the rows of a week"),
        pytest.param(counted(recent=79), set(), id="just less than twice the rows of a week"),
        pytest.param(counted(recent=80), {FeedFault.PER_DAY}, id="twice the rows of a week"),
    ],
)
def test_a_file_is_compared_with_those_before_it(last, found):
    assert off(*USUAL, last) == found


SMALL = (counted(16, recent=8, filled=14, supply=8, children=10, without=1),) * 3


@pytest.mark.parametrize(
    ("last", "found"),
    [
        pytest.param(
            counted(16, recent=8, filled=0, supply=16, children=10, without=9), set(), id="shares of few rows"
        ),
        pytest.param(counted(12, recent=0, filled=10, supply=6, children=8, without=1), set(), id="four rows fewer"),
        pytest.param(
            counted(11, recent=0, filled=10, supply=5, children=8, without=1), {FeedFault.SHRINKING}, id="five fewer"
        ),
    ],
)
def test_in_small_files_chance_is_not_taken_for_change(last, found):
    assert off(*SMALL, last) == found


@pytest.mark.parametrize("before", [0, 1, 2])
def test_with_too_few_files_before_it_that_it_could_not_be_compared_is_said(before):
    (finding,) = watch_shape(files(*(counted(),) * before, counted(1, recent=0, filled=0, supply=0)))
    assert (finding.off, finding.now) == (FeedFault.NOT_COMPARED, before + 1)


def test_a_feed_that_never_came_has_nothing_to_compare():
    assert watch_shape([]) == ()


def test_what_is_off_dates_from_the_first_file_of_which_it_holds():
    small = counted(50, filled=45, supply=25)
    (finding,) = watch_shape(files(*USUAL, counted(), small, small))
    assert (finding.off, finding.since, finding.now, finding.usual) == (FeedFault.SHRINKING, MORNING + 4 * DAY, 50, 100)


def test_one_odd_file_before_changes_nothing_about_what_is_usual():
    odd = counted(10, recent=2, filled=1, supply=1, children=5, without=5)
    assert off(*USUAL, odd, counted()) == set()


def test_a_column_that_was_not_there_before_is_not_off():
    last = counted()
    wider = Measures(**(last.as_json() | {"filled": {**last.filled, "new_column": 0}}))
    assert off(*USUAL, wider) == set()


def test_a_code_never_seen_before_is_named():
    last = Measures(**(counted().as_json() | {"codes": {"drugs_supply": {"MAYBE": 60, "Y": 20, "N": 20}}}))
    (finding,) = watch_shape(files(*USUAL, last))
    assert (finding.column, finding.code, finding.now, finding.usual) == ("drugs_supply", "MAYBE", 0.6, 0)


@pytest.mark.parametrize("feed", LAYOUTS)
def test_of_any_feed_only_counts_are_kept_and_none_of_what_is_kept_for_equality(feed):
    row = example_row(feed)
    measures = measure_extract(LAYOUTS[feed], read(feed, row).rows, RECEIVED)
    assert Measures.from_json(measures.as_json()) == measures
    assert measures.rows == measures.children == 1
    for_equality = {column.name for column in LAYOUTS[feed].columns if "equality" in column.definition}
    assert for_equality <= FOR_EQUALITY
    assert not FOR_EQUALITY & {*measures.filled, *measures.codes}
    codes = {code for column in LAYOUTS[feed].columns for code, _ in column.codes} | {"Y", "N"}
    kept = {code for counted in measures.codes.values() for code in counted}
    assert kept <= codes
    assert all(isinstance(count, int) for count in (*measures.filled.values(), measures.recent))


def test_rows_cells_codes_and_children_are_counted():
    rows = [
        bare_row("custody", custody_ref="EC/26/000001", pnc_id="2024/0000123Y", drugs_supply="Y"),
        bare_row("custody", custody_ref="EC/26/000002", pnc_id="2024/0000123Y", drugs_supply="N"),
        bare_row("custody", custody_ref="EC/26/000003"),
    ]
    measures = measure_extract(LAYOUTS["custody"], read("custody", *rows).rows, RECEIVED)
    assert (measures.rows, measures.children, measures.without_identifier) == (3, 2, 1)
    assert (measures.filled["pnc_id"], measures.codes["drugs_supply"]) == (2, {"Y": 1, "N": 1})


@pytest.mark.parametrize(
    ("written", "recent"), [("25/02/2026 06:50", 1), ("25/02/2026 06:49", 0), ("04/03/2026 06:50", 1)]
)
def test_rows_of_the_week_before_the_file_are_counted_apart(written, recent):
    row = bare_row("custody", arrested_at="20/02/2026 10:00", recorded_at=written)
    assert measure_extract(LAYOUTS["custody"], read("custody", row).rows, RECEIVED).recent == recent
