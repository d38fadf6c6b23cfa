"""The layouts and the document written from them."""

from pathlib import Path

import pytest

from reachable.config.commands.import_command import FEEDS
from reachable.intake.domain.adults_layout import RELATIONS
from reachable.intake.domain.columns import ColumnKind
from reachable.intake.domain.feed_checks import FEED_CHECKS
from reachable.intake.domain.freshness import EXPECTED_EVERY
from reachable.intake.domain.layouts import LAYOUTS, render_feeds_document
from reachable.intake.domain.records import READ_EVENTS
from reachable.intake.domain.row_checks import MUST_NOT_PRECEDE
from reachable.intake.domain.social_care_layout import CLOSURE_REASONS, DECISIONS, SOCIAL_CARE
from reachable.journeys.extract_holders import DUTY_OF_FEED
from reachable.journeys.feeds_checked import SENT_BY
from reachable.people.models import AdultAround
from tests.unit.intake.extract_files import bare_row, example_row, read

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "feeds.md"


def test_the_document_agencies_read_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == render_feeds_document()


def test_there_are_twelve_feeds_and_only_the_last_is_of_adults() -> None:
    assert list(LAYOUTS) == [
        "custody",
        "stops",
        "missing",
        "sightings",
        "social_care",
        "placements",
        "school",
        "youth_justice",
        "nrm",
        "hospital",
        "casework",
        "adults",
    ]
    assert [feed for feed, layout in LAYOUTS.items() if layout.of_adults] == ["adults"]


def test_everything_that_goes_by_feed_knows_every_feed() -> None:
    children = LAYOUTS.keys() - {"adults"}
    for known in (READ_EVENTS, FEED_CHECKS, MUST_NOT_PRECEDE, EXPECTED_EVERY, SENT_BY, dict.fromkeys(FEEDS)):
        assert known.keys() == LAYOUTS.keys()
    assert DUTY_OF_FEED.keys() == children


def test_no_layout_asks_for_a_rating_of_a_child() -> None:
    columns = {column.name for layout in LAYOUTS.values() for column in layout.columns}
    assert not {name for name in columns if "score" in name or "rating" in name or "likelihood" in name}


def test_the_words_for_who_an_adult_is_are_those_the_table_keeps() -> None:
    assert [code for code, _ in RELATIONS] == [code for code, _ in AdultAround.RELATIONS]


@pytest.mark.parametrize("feed", LAYOUTS)
def test_the_examples_of_a_layout_make_a_row_that_is_taken_in(feed: str) -> None:
    assert read(feed, example_row(feed)).problems == ()


def test_a_row_needs_only_the_cells_that_must_be_filled() -> None:
    for feed, changes in (
        ("custody", {}),
        ("missing", {}),
        ("social_care", {"outcome": "TO_REFUSED"}),
        ("school", {}),
        ("stops", {}),
        ("sightings", {}),
        ("placements", {}),
        ("youth_justice", {"appointment_result": "MET"}),
        ("nrm", {"decision": "NEGATIVE"}),
        ("hospital", {}),
        ("casework", {"how": "BY_PHONE"}),
        ("adults", {}),
    ):
        assert read(feed, bare_row(feed, **changes)).problems == ()


@pytest.mark.parametrize("feed", LAYOUTS)
def test_only_columns_of_codes_list_codes(feed: str) -> None:
    for column in LAYOUTS[feed].columns:
        assert bool(column.codes) == (column.kind is ColumnKind.CODE), column.name


def test_every_code_an_outcome_or_reason_may_hold_is_named_in_its_definition() -> None:
    for column, codes in (("outcome", DECISIONS), ("reason", CLOSURE_REASONS)):
        for code, _ in codes:
            assert code in SOCIAL_CARE.column(column).definition


def test_asking_a_layout_for_a_column_it_lacks_is_an_error() -> None:
    with pytest.raises(KeyError):
        SOCIAL_CARE.column("religion")
