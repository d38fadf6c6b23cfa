"""The layouts and the document written from them."""

from pathlib import Path

import pytest

from reachable.intake.domain.columns import ColumnKind
from reachable.intake.domain.layouts import LAYOUTS, render_feeds_document
from reachable.intake.domain.social_care_layout import CLOSURE_REASONS, DECISIONS, SOCIAL_CARE
from tests.unit.intake.extract_files import bare_row, example_row, read

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "feeds.md"


def test_the_document_agencies_read_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == render_feeds_document()


def test_there_are_four_feeds() -> None:
    assert set(LAYOUTS) == {"custody", "missing", "social_care", "school"}


@pytest.mark.parametrize("feed", LAYOUTS)
def test_the_examples_of_a_layout_make_a_row_that_is_taken_in(feed: str) -> None:
    assert read(feed, example_row(feed)).problems == ()


def test_a_row_needs_only_the_cells_that_must_be_filled() -> None:
    for feed, changes in (
        ("custody", {}),
        ("missing", {}),
        ("social_care", {"outcome": "TO_REFUSED"}),
        ("school", {}),
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
