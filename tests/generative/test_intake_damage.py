"""Whatever happens to a file on the way, it is read whole or refused whole, and nothing breaks."""

from hypothesis import given
from hypothesis import strategies as st

from reachable.intake.domain.layouts import LAYOUTS
from tests.unit.intake.extract_files import example_row, read_bytes, write_file

FEEDS = st.sampled_from(sorted(LAYOUTS))
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=12)


def check_whole_or_refused(feed: str, content: bytes) -> None:
    reading = read_bytes(feed, content)
    assert bool(reading.rows) != bool(reading.problems)
    for problem in reading.problems:
        assert problem.what
        assert problem.remedy
        assert problem.line <= content.count(b"\n") + content.count(b"\r") + 1


@given(FEEDS, st.binary(max_size=400))
def test_bytes_that_are_no_extract_are_refused(feed, content) -> None:
    reading = read_bytes(feed, content)
    assert reading.is_refused
    check_whole_or_refused(feed, content)


@given(FEEDS, st.integers(0, 4000), st.binary(max_size=3))
def test_a_damaged_extract_is_read_whole_or_refused_whole(feed, position, damage) -> None:
    content = write_file(feed, [example_row(feed)])
    position %= len(content)
    check_whole_or_refused(feed, content[:position] + damage + content[position + 1 :])


@given(FEEDS, st.integers(1, 4000))
def test_an_extract_cut_off_anywhere_is_refused(feed, kept) -> None:
    content = write_file(feed, [example_row(feed)])
    assert read_bytes(feed, content[: kept % len(content)]).is_refused


@given(FEEDS, st.data())
def test_any_cell_may_hold_anything(feed, data) -> None:
    column = data.draw(st.sampled_from(LAYOUTS[feed].header))
    check_whole_or_refused(feed, write_file(feed, [example_row(feed, **{column: data.draw(CELLS)})]))
