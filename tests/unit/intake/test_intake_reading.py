"""Broken files, each refused whole with line, column, what was found and what to do."""

import codecs

import pytest

from reachable.intake.domain.problems import Problem, ProblemKind
from reachable.intake.domain.reading import ExtractReading, read_extract
from tests.unit.intake.extract_files import RECEIVED, example_row, read, read_bytes, write_file


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


def test_an_empty_file_is_refused() -> None:
    for content in (b"", b"\n  \n", codecs.BOM_UTF8):
        assert only_problem(read_bytes("school", content)).kind is ProblemKind.NOTHING_IN_FILE


def test_an_extract_with_a_header_and_no_rows_is_refused() -> None:
    assert only_problem(read("school")).kind is ProblemKind.NO_ROWS


def test_blank_lines_are_not_rows() -> None:
    content = write_file("school", []) + b"\n" + b"," * 19 + b"\n"
    assert only_problem(read_bytes("school", content)).kind is ProblemKind.NO_ROWS


def test_a_byte_order_mark_is_tolerated() -> None:
    content = codecs.BOM_UTF8 + write_file("school", [example_row("school")])
    assert not read_bytes("school", content).is_refused


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_with_how_to_save_the_file(encoding: str) -> None:
    text = write_file("school", [example_row("school")]).decode()
    problem = only_problem(read_bytes("school", text.encode(encoding)))
    assert problem.kind is ProblemKind.WRONG_ENCODING
    assert "UTF-8" in problem.remedy


def test_western_european_bytes_are_refused_on_their_line() -> None:
    text = write_file(
        "school", [example_row("school"), example_row("school", forename="Renée", entry_ref="B")]
    ).decode()
    problem = only_problem(read_bytes("school", text.encode("cp1252")))
    assert (problem.kind, problem.line) == (ProblemKind.WRONG_ENCODING, 3)
    assert "é" in problem.found


def test_a_name_garbled_before_it_was_saved_is_refused() -> None:
    problem = changed("school", forename="RenÃ©e")
    assert (problem.kind, problem.line) == (ProblemKind.WRONG_ENCODING, 2)


def test_names_with_accents_are_kept() -> None:
    for name in ("Renée", "Ángel", "Łukasz", "Ŵyn", "Zoë", "ابراهيم", "Ã"):
        assert read("school", example_row("school", forename=name)).rows[0].text("forename") == name


def test_a_zero_byte_is_refused_on_its_line() -> None:
    content = write_file("school", [example_row("school")]).replace(b"Jayden", b"Jay\0en")
    problem = only_problem(read_bytes("school", content))
    assert (problem.kind, problem.line) == (ProblemKind.BROKEN_BYTES, 2)


def test_a_missing_an_unknown_and_a_repeated_column_are_each_named() -> None:
    text = write_file("school", [example_row("school")]).decode()
    header, _, rest = text.partition("\n")
    header = header.replace("sex", "gender").replace("uln", "dob")
    problems = read_bytes("school", f"{header}\n{rest}".encode()).problems
    assert {(problem.kind, problem.field) for problem in problems} == {
        (ProblemKind.MISSING_COLUMN, "sex"),
        (ProblemKind.MISSING_COLUMN, "uln"),
        (ProblemKind.UNKNOWN_COLUMN, "gender"),
        (ProblemKind.COLUMN_TWICE, "dob"),
    }
    assert {problem.line for problem in problems} == {1}


def test_columns_may_come_in_any_order() -> None:
    row = example_row("school", address="12 Alder Walk")
    names = sorted(row)
    content = "\n".join((",".join(names), ",".join(row[name] for name in names), "")).encode()
    assert read_bytes("school", content).rows[0].sent == row


def test_semicolons_between_columns_are_named() -> None:
    content = write_file("school", [example_row("school")]).replace(b",", b";")
    problem = only_problem(read_bytes("school", content))
    assert problem.kind is ProblemKind.WRONG_SEPARATOR
    assert "semicolons" in problem.what


def test_an_unquoted_comma_in_an_address_is_refused_with_the_number_of_cells() -> None:
    content = write_file("custody", [example_row("custody")]).replace(
        b'"12 Alder Walk, Eastham"', b"12 Alder Walk, Eastham"
    )
    problem = only_problem(read_bytes("custody", content))
    assert (problem.kind, problem.line) == (ProblemKind.WRONG_NUMBER_OF_CELLS, 2)
    assert "quotation marks" in problem.remedy


def test_shifted_columns_get_one_diagnosis_and_not_a_hundred_complaints() -> None:
    rows = []
    for row in many("custody", 5, "custody_ref"):
        cells = list(row.values())
        rows.append(dict(zip(row, [*cells[:9], "Eastham", *cells[9:-1]], strict=True)))
    problem = only_problem(read("custody", *rows))
    assert (problem.kind, problem.line, problem.field) == (ProblemKind.SHIFTED_COLUMNS, 2, "home_postcode")
    assert "right" in problem.what
    assert "5 of 5 rows" in problem.what


def test_columns_shifted_left_are_told_from_columns_shifted_right() -> None:
    row = example_row("custody")
    cells = list(row.values())
    problem = only_problem(read("custody", dict(zip(row, [*cells[:8], *cells[9:], ""], strict=True))))
    assert problem.kind is ProblemKind.SHIFTED_COLUMNS
    assert "shifted left" in problem.what


def test_several_cells_wrong_in_themselves_are_not_called_a_shift() -> None:
    reading = read("custody", example_row("custody", dob="2010-09-04", wraps="few", cash_seized="lots", role="?"))
    assert {problem.field for problem in reading.problems} == {"dob", "wraps", "cash_seized", "role"}
    assert ProblemKind.SHIFTED_COLUMNS not in {problem.kind for problem in reading.problems}


def test_one_date_with_its_month_first_makes_every_date_in_the_file_doubtful() -> None:
    rows = [
        example_row("school", entry_ref="A", entry_date="02/03/2026"),
        example_row("school", entry_ref="B", entry_date="02/14/2026"),
        example_row("school", entry_ref="C", entry_date="14/02/2026"),
    ]
    problem = only_problem(read("school", *rows))
    assert (problem.kind, problem.line, problem.field) == (ProblemKind.AMBIGUOUS_DATES, 3, "entry_date")
    assert problem.found == "02/14/2026"


def test_a_two_digit_year_is_ambiguous() -> None:
    assert changed("school", dob="04/09/10").kind is ProblemKind.AMBIGUOUS_DATES


def test_a_date_in_another_form_is_refused() -> None:
    for written in ("2010-09-04", "4/9/2010", "4 September 2010", "31/02/2010", "04/09/2010 10:00"):
        assert changed("school", dob=written).kind is ProblemKind.WRONG_KIND


def test_a_time_of_day_that_does_not_exist_is_refused() -> None:
    for written in (
        "27/02/2026 24:00",
        "27/02/2026 12:60",
        "27/02/2026",
        "27/02/2026 22:30:00",
        "27/02/2026 22:30 BST",
    ):
        assert changed("missing", reported_at=written).kind is ProblemKind.WRONG_KIND


@pytest.mark.parametrize(
    ("feed", "column", "number"),
    [
        ("missing", "nhs_number", "9990000019"),
        ("school", "upn", "A820200001001"),
        ("school", "uln", "9020000012"),
        ("custody", "pnc_id", "2024/0000123A"),
    ],
)
def test_a_number_that_fails_its_own_check_is_refused(feed: str, column: str, number: str) -> None:
    problem = changed(feed, **{column: number})
    assert (problem.kind, problem.line, problem.field, problem.found) == (ProblemKind.CHECK_FAILED, 2, column, number)


@pytest.mark.parametrize("cell", ['=HYPERLINK("x")', "+1+1", "-", "@SUM(A1)", "\t=1", " =1"])
def test_a_cell_that_a_spreadsheet_would_run_is_refused(cell: str) -> None:
    assert changed("school", reason=cell).kind is ProblemKind.FORMULA


def test_a_telephone_number_may_begin_with_a_plus_but_not_with_a_formula() -> None:
    reading = read("school", example_row("school", parent_phone="+44 7700 900123"))
    assert reading.rows[0].text("parent_phone") == "07700900123"
    assert changed("school", parent_phone="+1+cmd").kind is ProblemKind.FORMULA


@pytest.mark.parametrize(
    ("feed", "column", "cell"),
    [
        ("missing", "nhs_number", "9.99E+09"),
        ("missing", "nhs_number", "9990000018.0"),
        ("missing", "phone", "7700900123"),
        ("missing", "dob", "40425"),
        ("missing", "reported_at", "46080.9375"),
        ("missing", "found_place", "#N/A"),
        ("missing", "found_place", "########"),
        ("custody", "custody_ref", "1.87E+05"),
    ],
)
def test_what_a_spreadsheet_has_changed_is_refused(feed: str, column: str, cell: str) -> None:
    problem = changed(feed, **{column: cell})
    assert (problem.kind, problem.field) == (ProblemKind.SPREADSHEET_CHANGED, column)


def test_a_far_smaller_file_than_last_time_is_refused_until_somebody_confirms() -> None:
    rows = many("school", 5, "entry_ref")
    problem = only_problem(read("school", *rows, last_row_count=30))
    assert problem.kind is ProblemKind.FEWER_ROWS
    assert "5 rows, 30 last time" in problem.found
    confirmed = read_extract(
        "school",
        "school.csv",
        write_file("school", rows),
        received_at=RECEIVED,
        last_row_count=30,
        fewer_rows_confirmed=True,
    )
    assert not confirmed.is_refused


def test_half_of_a_file_and_a_small_file_are_taken_in() -> None:
    assert not read("school", *many("school", 5, "entry_ref"), last_row_count=10).is_refused
    assert not read("school", *many("school", 10, "entry_ref"), last_row_count=30).is_refused
    assert not read("school", example_row("school"), last_row_count=11).is_refused


def test_a_file_cut_off_in_its_last_line_is_refused() -> None:
    content = write_file("school", many("school", 2, "entry_ref"))
    for cut in (1, 10, 60):
        problem = only_problem(read_bytes("school", content[:-cut]))
        assert (problem.kind, problem.line) == (ProblemKind.CUT_SHORT, 3)


def test_a_quotation_mark_left_open_is_refused_on_the_line_it_opens() -> None:
    content = write_file("school", many("school", 3, "entry_ref"))
    header, first, *rest = content.decode().splitlines(keepends=True)
    opened = first.replace("Alderbrook Academy", '"Alderbrook Academy')
    problem = only_problem(read_bytes("school", "".join((header, opened, *rest)).encode()))
    assert (problem.kind, problem.line) == (ProblemKind.QUOTATION_MARKS, 2)


def test_lines_are_counted_as_they_stand_in_the_file() -> None:
    rows = [
        example_row("missing", child_said="I was scared.\nI am not now."),
        example_row("missing", misper_ref="B", grade="SOME"),
    ]
    assert only_problem(read("missing", *rows)).line == 4
