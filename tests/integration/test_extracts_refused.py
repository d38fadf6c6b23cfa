"""Broken files are refused whole: nothing changes, and every problem has its line, column and remedy."""

from datetime import timedelta

import pytest

from reachable.access.context import running
from reachable.access.domain.viewer import Actor, Run
from reachable.adapters.bank_holidays import england_and_wales
from reachable.intake.domain.problems import ProblemKind
from reachable.intake.models import StagedFile
from reachable.intake.operations import ExtractNotWaiting
from reachable.intake.queries import find_extract
from reachable.journeys.extract_imported import (
    ExtractNotFound,
    SentExtract,
    bring_in_extract,
    let_go,
    stage_extract,
)
from tests.factories.partnership import NOW, make_partnership
from tests.factories.state import dump_bytes
from tests.unit.intake.extract_files import example_row, write_file

REFERENCE = {"custody": "custody_ref", "missing": "misper_ref", "social_care": "step_ref", "school": "entry_ref"}
SENDER = {
    "custody": "northshire-police",
    "missing": "northshire-police",
    "social_care": "northshire-social-care",
    "school": "northshire-school",
}
LATER = NOW + timedelta(hours=1)
ROWS = 40


def rows(feed, count=ROWS, **last):
    """Return rows of a feed; the last one has some cells changed."""
    made = [example_row(feed, **{REFERENCE[feed]: f"REF-{number:03}"}) for number in range(count)]
    return [*made[:-1], made[-1] | last]


def broken(feed, **last):
    return lambda: (feed, write_file(feed, rows(feed, **last)))


def edited(feed, edit):
    return lambda: (feed, edit(write_file(feed, rows(feed)).decode()).encode())


def shifted(feed, at):
    """Return a file in which a cell too many has pushed those after it to the right, in every row."""

    def shift():
        pushed = [[*(cells := list(row.values()))[:at], "Eastham", *cells[at:-1]] for row in rows(feed)]
        return feed, write_file(feed, [dict(zip(rows(feed)[0], cells, strict=True)) for cells in pushed])

    return shift


def in_encoding(feed, encoding):
    return lambda: (feed, write_file(feed, rows(feed, forename="Renée")).decode().encode(encoding))


def without_column(text):
    return text.replace(",sex,", ",", 1)


LAST_LINE = ROWS + 1
BROKEN = {
    "shifted columns": (shifted("custody", 9), ProblemKind.SHIFTED_COLUMNS, 2, "home_postcode", "quotation marks"),
    "dates with the month first": (
        broken("school", entry_date="02/14/2026"),
        ProblemKind.AMBIGUOUS_DATES,
        LAST_LINE,
        "entry_date",
        "DD/MM/YYYY",
    ),
    "Western European bytes": (in_encoding("school", "cp1252"), ProblemKind.WRONG_ENCODING, LAST_LINE, "", "UTF-8"),
    "UTF-16": (in_encoding("school", "utf-16"), ProblemKind.WRONG_ENCODING, 0, "", "UTF-8"),
    "an NHS number whose check digit is wrong": (
        broken("missing", nhs_number="9990000019"),
        ProblemKind.CHECK_FAILED,
        LAST_LINE,
        "nhs_number",
        "",
    ),
    "a pupil number whose check letter is wrong": (
        broken("school", upn="A820200001001"),
        ProblemKind.CHECK_FAILED,
        LAST_LINE,
        "upn",
        "",
    ),
    "a formula": (
        broken("social_care", reason='=HYPERLINK("x")'),
        ProblemKind.FORMULA,
        LAST_LINE,
        "reason",
        "not the formula",
    ),
    "a number a spreadsheet has shortened": (
        broken("missing", nhs_number="9.99E+09"),
        ProblemKind.SPREADSHEET_CHANGED,
        LAST_LINE,
        "nhs_number",
        "text",
    ),
    "an empty file": (lambda: ("school", b""), ProblemKind.NOTHING_IN_FILE, 0, "", "again"),
    "a header and no rows": (lambda: ("school", write_file("school", [])), ProblemKind.NO_ROWS, 0, "", "extract ran"),
    "a collapse in the number of rows": (
        lambda: ("custody", write_file("custody", rows("custody", 3))),
        ProblemKind.FEWER_ROWS,
        0,
        "",
        "confirm",
    ),
    "a column that is missing": (edited("social_care", without_column), ProblemKind.MISSING_COLUMN, 1, "sex", "Add it"),
    "semicolons": (
        edited("school", lambda text: text.replace(",", ";")),
        ProblemKind.WRONG_SEPARATOR,
        1,
        "",
        "commas",
    ),
    "a file cut short": (
        edited("missing", lambda text: text[:-40]),
        ProblemKind.CUT_SHORT,
        LAST_LINE,
        "",
        "again",
    ),
    "a time the clocks skipped": (
        broken("custody", arrested_at="29/03/2026 01:30", recorded_at="30/03/2026 01:30"),
        ProblemKind.TIME_NEVER_HAPPENED,
        LAST_LINE,
        "arrested_at",
        "",
    ),
    "one number for two rows": (
        broken("school", entry_ref="REF-000", reason="Something else"),
        ProblemKind.REFERENCE_TWICE,
        LAST_LINE,
        "entry_ref",
        "own number",
    ),
    "a code nobody knows": (
        broken("social_care", step="CHAT"),
        ProblemKind.NOT_IN_LIST,
        LAST_LINE,
        "step",
        "Use one of",
    ),
}


@pytest.fixture
def made(database):
    return make_partnership()


def stage(made, feed, content, *, now=LATER, confirmed=False):
    agency_id = made.agencies[SENDER[feed]]
    sent = SentExtract(
        feed=feed, agency_id=agency_id, file_name="extract.csv", content=content, fewer_rows_confirmed=confirmed
    )
    return stage_extract(sent=sent, calendar=england_and_wales(), by=clerk(made, feed), now=now)


def bring_in(made, feed, extract_id, *, now=LATER):
    return bring_in_extract(extract_id=extract_id, calendar=england_and_wales(), by=clerk(made, feed), now=now)


def clerk(made, feed):
    return Actor(user_id=None, agency_id=made.agencies[SENDER[feed]], name="clerk")


def everything_but_the_refusal(privileged, database):
    with privileged.connect(database) as admin:
        return dump_bytes(admin, leaving_out=["intake_extract"])


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_whole_and_changes_nothing(what, made, database, privileged):
    make, kind, line, field, remedy = BROKEN[what]
    feed, content = make()
    good = stage(made, feed, write_file(feed, rows(feed)), now=NOW)
    bring_in(made, feed, good.extract_id, now=NOW)
    before = everything_but_the_refusal(privileged, database)
    staged = stage(made, feed, content)
    assert everything_but_the_refusal(privileged, database) == before
    problem = staged.reading.problems[0]
    assert (problem.kind, problem.line, problem.field) == (kind, line, field)
    assert problem.what
    assert problem.remedy
    assert remedy in problem.remedy
    kept = find_extract(viewer=Run("test"), extract_id=staged.extract_id)
    assert kept.state == "REFUSED"
    assert {key for each in kept.problems for key in each} == {"kind", "line", "field", "what", "remedy"}
    with pytest.raises(ExtractNotWaiting):
        bring_in(made, feed, staged.extract_id)


def test_far_fewer_rows_come_in_once_somebody_confirms_that_they_are_right(made):
    bring_in(
        made, "custody", stage(made, "custody", write_file("custody", rows("custody")), now=NOW).extract_id, now=NOW
    )
    few = write_file("custody", rows("custody", 3, offence="Something else", recorded_at="04/03/2026 10:00"))
    assert stage(made, "custody", few).reading.is_refused
    staged = stage(made, "custody", few, confirmed=True)
    assert bring_in(made, "custody", staged.extract_id).new_versions == 1


def test_an_extract_comes_in_once_and_its_bytes_are_let_go(made):
    staged = stage(made, "school", write_file("school", rows("school")))
    bring_in(made, "school", staged.extract_id)
    with running(job="test", now=LATER):
        assert [bytes(row.content) for row in StagedFile.objects.all()] == [b""]
    with pytest.raises(ExtractNotWaiting):
        bring_in(made, "school", staged.extract_id)


def test_an_extract_that_is_not_wanted_leaves_nothing_behind(made, database, privileged):
    before = everything_but_the_refusal(privileged, database)
    staged = stage(made, "school", write_file("school", rows("school")))
    let_go(extract_id=staged.extract_id, by=clerk(made, "school"), now=LATER)
    after = everything_but_the_refusal(privileged, database)
    assert {table for table in before if before[table] != after[table]} == {"intake_stagedfile"}
    with running(job="test", now=LATER):
        assert [bytes(row.content) for row in StagedFile.objects.all()] == [b""]
    with pytest.raises(ExtractNotWaiting):
        bring_in(made, "school", staged.extract_id)


def test_another_agency_can_neither_bring_it_in_nor_let_it_go(made):
    staged = stage(made, "school", write_file("school", rows("school")))
    with pytest.raises(ExtractNotFound):
        bring_in(made, "custody", staged.extract_id)
    with pytest.raises(ExtractNotFound):
        let_go(extract_id=staged.extract_id, by=clerk(made, "custody"), now=LATER)
