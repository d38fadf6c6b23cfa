"""Broken files of every kind that agencies really send, for tests of how each is refused.

In:  rows made from the examples of the layouts.
Out: BROKEN: by name, how the file is made, and the kind, line, field and remedy of the first problem told.
"""

from collections.abc import Callable

from reachable.intake.domain.layouts import LAYOUTS
from reachable.intake.domain.problems import ProblemKind as P
from tests.unit.intake.extract_files import example_row, write_file

REFERENCE = {feed: layout.reference[-1] for feed, layout in LAYOUTS.items()}
ROWS = 40
LAST_LINE = ROWS + 1
MIDDLE = ROWS // 2

Made = tuple[str, bytes]
Broken = tuple[Callable[[], Made], P, int, str, str]


def rows(feed: str, count: int = ROWS, **last: str) -> list[dict[str, str]]:
    """Return rows of a feed; the last one has some cells changed."""
    made = [example_row(feed, **{REFERENCE[feed]: f"REF-{number:03}"}) for number in range(count)]
    return [*made[:-1], made[-1] | last]


def broken(feed: str, **last: str) -> Callable[[], Made]:
    """Return how to make a file whose last row has some cells changed."""
    return lambda: (feed, write_file(feed, rows(feed, **last)))


def edited(feed: str, edit: Callable[[str], str]) -> Callable[[], Made]:
    """Return how to make a file whose text was changed afterwards."""
    return lambda: (feed, edit(write_file(feed, rows(feed)).decode()).encode())


def shifted(feed: str, at: int) -> Callable[[], Made]:
    """Return how to make a file in which a cell too many has pushed those after it to the right, in every row."""

    def shift() -> Made:
        pushed = [[*(cells := list(row.values()))[:at], "Eastham", *cells[at:-1]] for row in rows(feed)]
        return feed, write_file(feed, [dict(zip(rows(feed)[0], cells, strict=True)) for cells in pushed])

    return shift


def in_encoding(feed: str, encoding: str) -> Callable[[], Made]:
    """Return how to make a file in another encoding, with a name that shows it."""
    return lambda: (feed, write_file(feed, rows(feed, forename="Renée")).decode().encode(encoding))


def exactly(feed: str, content: bytes) -> Callable[[], Made]:
    """Return how to make a file of these bytes."""
    return lambda: (feed, content)


def of_another(feed: str, other: str) -> Callable[[], Made]:
    """Return how to send the file of another feed."""
    return lambda: (feed, write_file(other, rows(other)))


def with_line(feed: str, line: str, *, at: int) -> Callable[[], Made]:
    """Return how to make a file with one line put in; `at` counts lines from 0."""

    def put(text: str) -> str:
        lines = text.splitlines(keepends=True)
        return "".join([*lines[:at], f"{line}\n", *lines[at:]])

    return edited(feed, put)


def line(text: str, number: int) -> str:
    """Return one line of a text, counted from 1."""
    return text.splitlines()[number - 1]


def header_of(feed: str) -> str:
    """Return the header line of a feed."""
    return line(write_file(feed, []).decode(), 1)


def totals(feed: str, says: str) -> str:
    """Return a closing line with as many cells as the header."""
    return says + "," * (len(LAYOUTS[feed].columns) - 1)


BROKEN: dict[str, Broken] = {
    # The file is not what it says.
    "an empty file": (exactly("school", b""), P.NOTHING_IN_FILE, 0, "", "again"),
    "a header and no rows": (lambda: ("nrm", write_file("nrm", [])), P.NO_ROWS, 0, "", "extract ran"),
    "a spreadsheet renamed to CSV": (exactly("stops", b"PK\x03\x04\x14\x00"), P.NOT_A_CSV_FILE, 0, "", "CSV"),
    "a web page saved instead of the file": (
        exactly("hospital", b"<!DOCTYPE html><title>Sign in</title>"),
        P.NOT_A_CSV_FILE,
        0,
        "",
        "CSV",
    ),
    "the file of another extract": (of_another("placements", "casework"), P.ANOTHER_FEED, 1, "", "placements extract"),
    "a title above the header": (
        with_line("youth_justice", "Extract of all cases,,", at=0),
        P.HEADER_NOT_FIRST,
        2,
        "",
        "title",
    ),
    "two files run together": (
        with_line("sightings", header_of("sightings"), at=MIDDLE),
        P.TWO_FILES_IN_ONE,
        MIDDLE + 1,
        "",
        "by itself",
    ),
    "two files run together, each with the mark it begins with": (
        with_line("sightings", "\ufeff" + header_of("sightings"), at=MIDDLE),
        P.TWO_FILES_IN_ONE,
        MIDDLE + 1,
        "",
        "by itself",
    ),
    "rows of another extract among its own": (
        with_line("casework", line(write_file("sightings", rows("sightings")).decode(), 2), at=MIDDLE),
        P.WRONG_NUMBER_OF_CELLS,
        MIDDLE + 1,
        "",
        "again",
    ),
    "a line of totals at the end": (
        with_line("hospital", totals("hospital", "Total 40"), at=LAST_LINE),
        P.TOTALS_ROW,
        LAST_LINE + 1,
        "",
        "Take it away",
    ),
    # Bytes and letters.
    "Western European bytes": (in_encoding("school", "cp1252"), P.WRONG_ENCODING, LAST_LINE, "", "UTF-8"),
    "UTF-16": (in_encoding("school", "utf-16"), P.WRONG_ENCODING, 0, "", "UTF-8"),
    "letters garbled before saving": (broken("casework", forename="RenÃ©e"), P.WRONG_ENCODING, LAST_LINE, "", "UTF-8"),
    "a zero byte": (broken("stops", place="Thorn\0wick"), P.BROKEN_BYTES, LAST_LINE, "", "again"),
    "a control character": (broken("stops", place="Thorn\x07wick"), P.HIDDEN_CHARACTER, LAST_LINE, "", "source"),
    "a space of no width in a name": (
        broken("adults", surname="Var\u200bley"),
        P.HIDDEN_CHARACTER,
        LAST_LINE,
        "",
        "source",
    ),
    # Columns and lines.
    "shifted columns": (shifted("custody", 9), P.SHIFTED_COLUMNS, 2, "home_postcode", "quotation marks"),
    "a column that is missing": (
        edited("social_care", lambda text: text.replace(",sex,", ",", 1)),
        P.MISSING_COLUMN,
        1,
        "sex",
        "Add it",
    ),
    "a column nobody knows": (
        edited("nrm", lambda text: text.replace(",sex,", ",sex,religion,", 1)),
        P.UNKNOWN_COLUMN,
        1,
        "religion",
        "Take it out",
    ),
    "a column that appears twice": (
        edited("placements", lambda text: text.replace(",sex,", ",sex,sex,", 1)),
        P.COLUMN_TWICE,
        1,
        "sex",
        "Leave one",
    ),
    "semicolons": (edited("school", lambda text: text.replace(",", ";")), P.WRONG_SEPARATOR, 1, "", "commas"),
    "tabs": (edited("stops", lambda text: text.replace(",", "\t")), P.WRONG_SEPARATOR, 1, "", "commas"),
    "a quotation mark left open": (
        edited("casework", lambda text: text.replace("REF-020,", 'REF-020,"', 1)),
        P.QUOTATION_MARKS,
        22,
        "",
        "whole file",
    ),
    "a comma in an address without quotation marks": (
        edited("youth_justice", lambda text: text.replace('"12 Alder Walk, Eastham"', "12 Alder Walk, Eastham", 1)),
        P.WRONG_NUMBER_OF_CELLS,
        2,
        "",
        "quotation marks",
    ),
    "lines that end in two ways": (
        edited("nrm", lambda text: text.replace("\n", "\r\n", 5)),
        P.MIXED_LINE_ENDS,
        6,
        "",
        "again",
    ),
    "a file cut short": (edited("missing", lambda text: text[:-40]), P.CUT_SHORT, LAST_LINE, "", "again"),
    "a collapse in the number of rows": (
        lambda: ("custody", write_file("custody", rows("custody", 3))),
        P.FEWER_ROWS,
        0,
        "",
        "confirm",
    ),
    "one number for two rows": (
        broken("school", entry_ref="REF-000", reason="Something else"),
        P.REFERENCE_TWICE,
        LAST_LINE,
        "entry_ref",
        "own number",
    ),
    # What a spreadsheet does.
    "a formula": (broken("social_care", reason='=HYPERLINK("x")'), P.FORMULA, LAST_LINE, "reason", "not the formula"),
    "a number a spreadsheet has shortened": (
        broken("missing", nhs_number="9.99E+09"),
        P.SPREADSHEET_CHANGED,
        LAST_LINE,
        "nhs_number",
        "text",
    ),
    "a telephone number without its leading zero": (
        broken("adults", phone="7700900123"),
        P.SPREADSHEET_CHANGED,
        LAST_LINE,
        "phone",
        "",
    ),
    "a date turned into a number of days": (
        broken("hospital", dob="40425"),
        P.SPREADSHEET_CHANGED,
        LAST_LINE,
        "dob",
        "text",
    ),
    "a reference turned into a date": (
        broken("sightings", child_ref="12-Mar"),
        P.SPREADSHEET_CHANGED,
        LAST_LINE,
        "child_ref",
        "text",
    ),
    "an error left by a spreadsheet": (
        broken("placements", placement_area="#REF!"),
        P.SPREADSHEET_CHANGED,
        LAST_LINE,
        "placement_area",
        "system",
    ),
    "a word that stands for nothing": (
        broken("stops", reason="(null)"),
        P.PLACEHOLDER,
        LAST_LINE,
        "reason",
        "Leave the cell empty",
    ),
    # Numbers, codes, cells.
    "an NHS number whose check digit is wrong": (
        broken("missing", nhs_number="9990000019"),
        P.CHECK_FAILED,
        LAST_LINE,
        "nhs_number",
        "",
    ),
    "a pupil number whose check letter is wrong": (
        broken("school", upn="A820200001001"),
        P.CHECK_FAILED,
        LAST_LINE,
        "upn",
        "",
    ),
    "a police number whose check letter is wrong": (
        broken("youth_justice", pnc_id="2024/0000123A"),
        P.CHECK_FAILED,
        LAST_LINE,
        "pnc_id",
        "",
    ),
    "a code nobody knows": (broken("social_care", step="CHAT"), P.NOT_IN_LIST, LAST_LINE, "step", "Use one of"),
    "work ended because the child did not come": (
        broken("casework", contact_type="ENDED", how="", why_ended="NON_ENGAGEMENT"),
        P.NOT_IN_LIST,
        LAST_LINE,
        "why_ended",
        "Use one of",
    ),
    "a cell that must be filled": (broken("nrm", nrm_ref=""), P.NOT_FILLED, LAST_LINE, "nrm_ref", "Fill it"),
    "a cell that is too long": (broken("stops", place="x" * 121), P.TOO_LONG, LAST_LINE, "place", "Shorten"),
    # Dates and times.
    "dates with the month first": (
        broken("school", entry_date="02/14/2026"),
        P.AMBIGUOUS_DATES,
        LAST_LINE,
        "entry_date",
        "DD/MM/YYYY",
    ),
    "a year of two digits": (
        broken("placements", started_at="02/03/26"),
        P.AMBIGUOUS_DATES,
        LAST_LINE,
        "started_at",
        "DD/MM/YYYY",
    ),
    "a day that is in no calendar": (
        broken("nrm", happened_at="30/02/2026"),
        P.WRONG_KIND,
        LAST_LINE,
        "happened_at",
        "",
    ),
    "a time the clocks skipped": (
        broken("custody", arrested_at="29/03/2026 01:30", recorded_at="30/03/2026 01:30"),
        P.TIME_NEVER_HAPPENED,
        LAST_LINE,
        "arrested_at",
        "",
    ),
    "a time that happened twice": (
        broken("stops", stopped_at="26/10/2025 01:30"),
        P.TIME_HAPPENED_TWICE,
        LAST_LINE,
        "stopped_at",
        "BST",
    ),
    "a time that is still to come": (
        broken("hospital", arrived_at="03/03/2027 13:40", left_at="", left_how=""),
        P.IN_THE_FUTURE,
        LAST_LINE,
        "arrived_at",
        "",
    ),
    "an end before its start": (
        broken("hospital", left_at="03/03/2026 09:00"),
        P.IMPOSSIBLE_ORDER,
        LAST_LINE,
        "left_at",
        "source",
    ),
    "a row written before it happened": (
        broken("sightings", recorded_at="01/03/2026 09:00"),
        P.IMPOSSIBLE_ORDER,
        LAST_LINE,
        "seen_at",
        "recorded_at",
    ),
    "an adult among children": (
        broken("stops", dob="04/09/1984"),
        P.IMPOSSIBLE_AGE,
        LAST_LINE,
        "dob",
        "adults apart from children",
    ),
    "a child among adults": (
        broken("adults", dob="04/09/2010"),
        P.IMPOSSIBLE_AGE,
        LAST_LINE,
        "dob",
        "adults apart from children",
    ),
    "a row that contradicts itself": (
        broken("adults", role="SUSPECT"),
        P.CONTRADICTION,
        LAST_LINE,
        "role",
        "VICTIM",
    ),
}
