"""Extract files for tests, made from the examples in the layouts.

In:  a feed, and the cells to change.
Out: the bytes of a file, and what comes of reading it.
"""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime

from reachable.intake.domain.extracted import ExtractedRecord, LocalSettings
from reachable.intake.domain.layouts import LAYOUTS
from reachable.intake.domain.reading import ExtractReading, read_extract
from reachable.intake.domain.records import extract_records
from reachable.kernel.working_days import Calendar

RECEIVED = datetime(2026, 3, 4, 6, 50, tzinfo=UTC)
NO_HOLIDAYS = Calendar("England and Wales", frozenset(), date(2027, 12, 31))
SETTINGS = LocalSettings(own_area="Eastham", calendar=NO_HOLIDAYS)
LEFT_EMPTY = {"missing": ("rhi_declined_reason",)}


def example_row(feed: str, **changes: str) -> dict[str, str]:
    """Return the row of a layout's own examples, with some cells changed."""
    row = {column.name: column.example for column in LAYOUTS[feed].columns}
    row |= dict.fromkeys(LEFT_EMPTY.get(feed, ()), "")
    unknown = changes.keys() - row.keys()
    assert not unknown, unknown
    return row | changes


def bare_row(feed: str, **changes: str) -> dict[str, str]:
    """Return a row with only the cells filled that must be, with some changed."""
    layout = LAYOUTS[feed]
    row = {column.name: column.example if column.required else "" for column in layout.columns}
    return row | changes


def write_file(feed: str, rows: Sequence[dict[str, str]]) -> bytes:
    """Return the bytes of a file of these rows."""
    written = io.StringIO()
    writer = csv.DictWriter(written, LAYOUTS[feed].header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def read(feed: str, *rows: dict[str, str], last_row_count: int | None = None) -> ExtractReading:
    """Return the reading of a file of these rows."""
    return read_bytes(feed, write_file(feed, rows), last_row_count=last_row_count)


def read_bytes(feed: str, content: bytes, *, last_row_count: int | None = None) -> ExtractReading:
    """Return the reading of these bytes."""
    return read_extract(feed, f"{feed}.csv", content, received_at=RECEIVED, last_row_count=last_row_count)


def records(feed: str, *rows: dict[str, str]) -> tuple[ExtractedRecord, ...]:
    """Return what a file of these rows says."""
    reading = read(feed, *rows)
    assert not reading.is_refused, [problem.say() for problem in reading.problems]
    return extract_records(feed, reading.rows, SETTINGS)
