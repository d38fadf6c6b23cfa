"""The demo's own extracts and judgements, brought in the way agencies and people would, for tests.

In:  an empty database of the test's own.
Out: Held: the world, the truth behind it, and the ids its codes were given.
"""

import csv
import io
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from uuid import UUID

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Run
from reachable.adapters.bank_holidays import england_and_wales
from reachable.demo.extracts import extract_bytes
from reachable.demo.seeding import SEEDER, Partnership, register_partnership
from reachable.demo.truth import RecordKey, Truth, truth_of
from reachable.demo.world import World, build_world
from reachable.journeys.extract_imported import SentExtract, Staged, bring_in_extract, stage_extract
from reachable.kernel.ids import SubjectId
from reachable.people.models import Subject
from reachable.people.operations import seal_record
from reachable.people.queries import find_subjects

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Held:
    """A database with the demo's partnership in it."""

    world: World
    truth: Truth
    made: Partnership

    def subject(self, record: RecordKey) -> SubjectId:
        """Return the subject of one agency's record."""
        with running(job="test", now=NOW):
            found = find_subjects(viewer=Run("test"), agency_id=self.made.agencies[record.agency], system=record.feed)
        return found[record.local_id]

    @cached_property
    def names(self) -> dict[UUID, RecordKey]:
        """Return the agency's record behind each subject, as they stand when first asked."""
        with running(job="test", now=NOW):
            rows = Subject.objects.select_related("agency")
            return {row.id: RecordKey(row.agency.code, row.system, row.local_id) for row in rows}


def make_world() -> tuple[World, Truth]:
    """Return the made-up world and the truth behind it; building it takes a second."""
    world = build_world(NOW)
    return world, truth_of(world)


def register(world: World, truth: Truth) -> Held:
    """Register the partnership and seal what is to be sealed, before any extract comes in."""
    held = Held(world, truth, register_partnership(world))
    with acting(by=SEEDER, what="sealed records before adoption", now=NOW - timedelta(days=399)):
        for sealed in truth.sealed:
            seal_record(
                agency_id=held.made.agencies[sealed.record.agency],
                system=sealed.record.feed,
                local_id=sealed.record.local_id,
                because=sealed.because,
                by=SEEDER,
                now=NOW - timedelta(days=399),
            )
    return held


def stage(held: Held, feed: str, agency: str, content: bytes, *, now: datetime = NOW, confirmed: bool = True) -> Staged:
    """Stage a file of an agency's feed."""
    sent = SentExtract(
        feed=feed,
        agency_id=held.made.agencies[agency],
        file_name=f"{feed}.csv",
        content=content,
        fewer_rows_confirmed=confirmed,
    )
    return stage_extract(sent=sent, calendar=england_and_wales(), by=clerk(held, agency), now=now)


def bring_in(held: Held, feed: str, agency: str, content: bytes, *, now: datetime = NOW) -> None:
    """Bring a file of an agency's feed in. It must be right."""
    staged = stage(held, feed, agency, content, now=now)
    assert not staged.reading.problems, [each.say() for each in staged.reading.problems]
    bring_in_extract(extract_id=staged.extract_id, calendar=england_and_wales(), by=clerk(held, agency), now=now)


def clerk(held: Held, agency: str) -> Actor:
    """Return somebody of an agency who brings extracts in."""
    return Actor(user_id=None, agency_id=held.made.agencies[agency], name="clerk")


def file_of(world: World, feed: str, agency: str) -> bytes:
    """Return the bytes of an agency's latest extract."""
    return extract_bytes(world, feed, agency)


def shuffled(content: bytes, seed: int = 5) -> bytes:
    """Return the same file with its rows in another order."""
    header, rows = _rows(content)
    random.Random(seed).shuffle(rows)  # noqa: S311
    return _file(header, rows)


def halves(content: bytes) -> tuple[bytes, bytes]:
    """Return the rows of a file in two files: every second row, and the others."""
    header, rows = _rows(content)
    return _file(header, rows[::2]), _file(header, rows[1::2])


def rows_of(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a file by column."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def _rows(content: bytes) -> tuple[list[str], list[list[str]]]:
    header, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
    return header, rows


def _file(header: list[str], rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([header, *rows])
    return text.getvalue().encode()
