"""Rows that are in the right form and cannot be true: refused whole, with line, column and what to do.

In:  files with one thing wrong.
Out: problems.
"""

from datetime import datetime

import pytest

from reachable.intake.domain.problems import Problem, ProblemKind
from reachable.intake.domain.reading import ExtractReading, read_extract
from tests.unit.intake.extract_files import RECEIVED, example_row, read


def only_problem(reading: ExtractReading) -> Problem:
    assert reading.rows == (), "a refused file must give no rows"
    assert len(reading.problems) == 1, [problem.say() for problem in reading.problems]
    assert reading.problems[0].what
    assert reading.problems[0].remedy
    return reading.problems[0]


def changed(feed: str, **changes: str) -> Problem:
    return only_problem(read(feed, example_row(feed, **changes)))


def many(feed: str, count: int, ref: str, **changes: str) -> list[dict[str, str]]:
    return [example_row(feed, **{ref: f"REF-{number}"} | changes) for number in range(count)]


def test_a_time_the_clocks_skipped_is_refused() -> None:
    row = example_row("custody", arrested_at="30/03/2025 01:30")
    assert only_problem(read("custody", row)).kind is ProblemKind.TIME_NEVER_HAPPENED


def test_a_time_that_happened_twice_is_refused_until_somebody_says_which() -> None:
    assert changed("custody", arrested_at="26/10/2025 01:30").kind is ProblemKind.TIME_HAPPENED_TWICE
    first = read("custody", example_row("custody", arrested_at="26/10/2025 01:30 BST")).rows[0].instant("arrested_at")
    second = read("custody", example_row("custody", arrested_at="26/10/2025 01:30 GMT")).rows[0].instant("arrested_at")
    assert first is not None
    assert second is not None
    assert (second - first).total_seconds() == 3600


@pytest.mark.parametrize(
    ("feed", "column", "cell"),
    [
        ("missing", "found_at", "27/02/2026 22:29"),
        ("missing", "rhi_held_at", "02/03/2026 09:00"),
        ("custody", "ready_for_release_at", "03/03/2026 01:00"),
        ("custody", "collected_at", "02/03/2026 13:05"),
    ],
)
def test_what_cannot_have_come_first_is_refused(feed: str, column: str, cell: str) -> None:
    problem = changed(feed, **{column: cell})
    assert (problem.kind, problem.field) == (ProblemKind.IMPOSSIBLE_ORDER, column)


def test_a_release_before_the_arrest_is_refused() -> None:
    row = example_row(
        "custody", released_at="02/03/2026 09:00", ready_for_release_at="", collected_at="", collected_by=""
    )
    problem = only_problem(read("custody", row))
    assert (problem.kind, problem.field) == (ProblemKind.IMPOSSIBLE_ORDER, "released_at")
    assert "arrested_at" in problem.what


def test_a_row_written_before_what_it_records_is_refused() -> None:
    problem = changed("school", recorded_at="01/03/2026 09:00")
    assert (problem.kind, problem.field) == (ProblemKind.IMPOSSIBLE_ORDER, "entry_date")


def test_a_row_written_on_the_day_it_records_is_taken_in() -> None:
    assert not read("school", example_row("school", recorded_at="02/03/2026 00:00")).is_refused


def test_a_time_after_the_file_was_received_is_refused() -> None:
    assert changed("custody", recorded_at="04/03/2026 06:51").kind is ProblemKind.IN_THE_FUTURE
    row = example_row("school", entry_date="05/03/2026")
    assert only_problem(read("school", row)).kind is ProblemKind.IN_THE_FUTURE


@pytest.mark.parametrize("born", ["04/09/1890", "05/03/2026", "04/09/2206"])
def test_an_impossible_birth_date_is_refused(born: str) -> None:
    assert changed("school", dob=born).kind is ProblemKind.IMPOSSIBLE_AGE


def test_something_that_happened_before_the_child_was_born_is_refused() -> None:
    row = example_row("school", dob="03/03/2026", entry_date="02/03/2026")
    problem = only_problem(read("school", row))
    assert (problem.kind, problem.field) == (ProblemKind.IMPOSSIBLE_AGE, "entry_date")


def test_one_number_for_two_different_rows_is_refused_and_the_other_line_named() -> None:
    problem = only_problem(read("school", example_row("school"), example_row("school", days="5")))
    assert (problem.kind, problem.line) == (ProblemKind.REFERENCE_TWICE, 3)
    assert "Line 2" in problem.what
    assert "days" in problem.what


def test_a_row_sent_twice_in_one_file_counts_once() -> None:
    reading = read("school", example_row("school"), example_row("school"))
    assert (len(reading.rows), reading.row_count) == (1, 2)


def test_two_steps_of_one_piece_of_work_may_share_its_number() -> None:
    referral = example_row("social_care", step="REFERRAL", outcome="", plan_type="")
    assert len(read("social_care", referral, example_row("social_care")).rows) == 2


@pytest.mark.parametrize(
    ("feed", "column", "cell"),
    [
        ("custody", "occurrence_type", "ARRESTED"),
        ("custody", "handling_code", "X"),
        ("social_care", "outcome", "ACCEPTED"),
        ("school", "sex", "m"),
    ],
)
def test_a_code_nobody_agreed_is_refused_with_the_list(feed: str, column: str, cell: str) -> None:
    problem = changed(feed, **{column: cell})
    assert (problem.kind, problem.field) == (ProblemKind.NOT_IN_LIST, column)


def test_a_closure_needs_a_reason_from_the_list() -> None:
    row = example_row("social_care", step="CLOSURE", outcome="", reason="done")
    problem = only_problem(read("social_care", row))
    assert (problem.kind, problem.field) == (ProblemKind.NOT_IN_LIST, "reason")
    assert "CL_NON_ENGAGE" in problem.remedy


@pytest.mark.parametrize(
    ("feed", "changes", "column"),
    [
        ("custody", {"custody_ref": ""}, "custody_ref"),
        ("custody", {"collected_at": ""}, "collected_at"),
        ("custody", {"released_at": ""}, "released_at"),
        ("social_care", {"outcome": ""}, "outcome"),
        ("social_care", {"step": "PLAN_START", "plan_type": ""}, "plan_type"),
        ("school", {"entry_type": "TIMETABLE", "hours_per_week": ""}, "hours_per_week"),
        ("school", {"entry_type": "ATTENDANCE", "sessions_absent": ""}, "sessions_absent"),
    ],
)
def test_a_cell_that_must_be_filled_is_named(feed: str, changes: dict[str, str], column: str) -> None:
    problem = changed(feed, **changes)
    assert (problem.kind, problem.field) == (ProblemKind.NOT_FILLED, column)


@pytest.mark.parametrize(
    ("feed", "changes", "column"),
    [
        ("missing", {"rhi_declined_reason": "did not want to"}, "rhi_declined_reason"),
        ("missing", {"found_at": "", "found_miles_from_home": "", "found_condition": ""}, "found_place"),
        ("custody", {"co_arrestee_refs": "EC/26/001873"}, "co_arrestee_refs"),
        ("custody", {"occurrence_type": "STOP", "released_at": "", "disposal": ""}, "ready_for_release_at"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(feed: str, changes: dict[str, str], column: str) -> None:
    problem = changed(feed, **changes)
    assert (problem.kind, problem.field) == (ProblemKind.CONTRADICTION, column)


@pytest.mark.parametrize(
    ("feed", "column", "cell"),
    [
        ("custody", "cash_seized", "£340"),
        ("custody", "cash_seized", "340"),
        ("custody", "wraps", "24.5"),
        ("custody", "drugs_supply", "Yes"),
        ("custody", "home_postcode", "nowhere"),
        ("custody", "phone", "ask mum"),
        ("missing", "found_miles_from_home", "about 60"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(feed: str, column: str, cell: str) -> None:
    problem = changed(feed, **{column: cell})
    assert (problem.kind, problem.field) == (ProblemKind.WRONG_KIND, column)


def test_a_cell_too_long_to_keep_whole_is_refused() -> None:
    assert changed("school", forename="J" * 121).kind is ProblemKind.TOO_LONG
    assert not read("school", example_row("school", forename="J" * 120)).is_refused


def test_no_more_problems_are_shown_than_a_person_can_use_but_all_are_counted() -> None:
    reading = read("school", *many("school", 130, "entry_ref", sex="?"))
    assert (len(reading.problems), reading.problem_count) == (100, 130)


def test_a_problem_is_said_in_one_line() -> None:
    said = changed("school", sex="?").say()
    assert said.startswith("school.csv, line 2, sex: ")
    assert "Found: ?." in said
    assert "Use one of M, F, U." in said


def test_a_reading_needs_an_instant_with_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        read_extract("school", "x", b"", received_at=datetime(2026, 3, 4), last_row_count=None)  # noqa: DTZ001


def test_an_unknown_feed_is_an_error() -> None:
    with pytest.raises(KeyError):
        read_extract("health", "x", b"", received_at=RECEIVED, last_row_count=None)
