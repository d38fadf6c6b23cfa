"""The twelve extracts, as each agency would write them.

In:  a World.
Out: CSV bytes for one agency's feed, and files of all of them. The same world gives the same bytes.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from reachable.demo.handwriting import PersonAsWritten, under_another_name, write_person
from reachable.demo.happenings import CustodyRecord, Happening, MissingEpisode, NameGiven, SchoolEntry, SocialCareStep
from reachable.demo.ledger import Ledger, open_ledger
from reachable.demo.names import without_marks
from reachable.demo.recording import as_written, was_written_between
from reachable.demo.rows import Cells, custody_cells, missing_cells, school_cells, social_care_cells
from reachable.demo.senders import SENDERS, Sender, sender_of
from reachable.demo.wider_happenings import (
    AdultEntry,
    Attendance,
    CaseContact,
    NrmStep,
    PlacementStay,
    Seen,
    StopReport,
    WiderHappening,
    YouthJusticeEntry,
)
from reachable.demo.wider_rows import (
    adult_cells,
    casework_cells,
    hospital_cells,
    nrm_cells,
    placement_cells,
    sighting_cells,
    stop_cells,
    youth_justice_cells,
)
from reachable.demo.world import World
from reachable.intake.domain.layouts import LAYOUTS
from reachable.kernel.london import london_date

PLAIN_KEYBOARDS = frozenset({"custody", "missing", "stops"})
"""Feeds from systems that cannot hold an accent."""

CAPITAL_SURNAMES = frozenset({("custody", "northshire-police"), ("missing", "thameside-police")})


@dataclass(frozen=True, slots=True)
class ExtractRow:
    """One row, whose child the truth knows."""

    child: str
    cells: Cells
    local_id: str


def extract_rows(
    world: World,
    feed: str,
    agency: str,
    made_at: datetime | None = None,
    *,
    since: datetime | None = None,
    ledger: Ledger | None = None,
) -> tuple[ExtractRow, ...]:
    """Return the rows of one agency's extract as its clerk leaves them, made at a moment or at the latest usual one.

    With `since` only the rows that are new or changed since an extract made then. Whoever makes many extracts of one
    world opens its ledger once.

    :raises KeyError: when this agency sends no such feed.
    """
    sender = sender_of(feed, agency)
    moment = made_at or sender.made_at(world.moments)
    numbers = ledger or open_ledger(world.children, world.happenings)
    rows: list[ExtractRow] = []
    for happening in numbers.happenings_of(sender):
        if since is not None and not was_written_between(happening, world.seed, since, moment):
            continue
        cells = _cells(world, sender, numbers, happening, moment)
        if cells is not None:
            rows.append(ExtractRow(happening.child, cells, _local_id(feed, cells)))
    return _sorted_as(sender, rows)


def extract_bytes(world: World, feed: str, agency: str, made_at: datetime | None = None) -> bytes:
    """Return one agency's extract as the bytes of a CSV file, made at a moment or at the latest usual one."""
    return as_csv(feed, extract_rows(world, feed, agency, made_at))


def as_csv(feed: str, rows: Iterable[ExtractRow]) -> bytes:
    """Return rows of a feed as the bytes of a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, LAYOUTS[feed].header, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(row.cells for row in rows)
    return text.getvalue().encode("utf-8")


def write_extracts(world: World, folder: Path) -> tuple[Path, ...]:
    """Write every agency's latest extract into a folder, which is made when it is not there, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for sender in SENDERS:
        day = london_date(sender.made_at(world.moments))
        file = folder / f"{sender.feed}_{sender.agency}_{day:%Y-%m-%d}.csv"
        file.write_bytes(extract_bytes(world, sender.feed, sender.agency))
        files.append(file)
    return tuple(files)


def _cells(world: World, sender: Sender, ledger: Ledger, happening: Happening, moment: datetime) -> Cells | None:
    match happening:
        case CustodyRecord():
            custody = as_written(happening, world.seed, moment)
            if custody is None:
                return None
            person = _person(world, sender, happening.child, happening.key, happening.name_given)
            arrested_with = ";".join(ledger.row_number(sender, key) for key in happening.with_keys)
            return custody_cells(custody, person, ledger.row_number(sender, happening.key), arrested_with)
        case MissingEpisode():
            missing = as_written(happening, world.seed, moment)
            if missing is None:
                return None
            person = _person(world, sender, happening.child, happening.key)
            return missing_cells(missing, person, ledger.row_number(sender, happening.key))
        case SocialCareStep():
            step = as_written(happening, world.seed, moment)
            if step is None:
                return None
            number = ledger.child_number(sender, happening.child)
            person = _person(world, sender, happening.child, number)
            return social_care_cells(step, person, ledger.row_number(sender, happening.ref), number)
        case SchoolEntry():
            entry = as_written(happening, world.seed, moment)
            if entry is None:
                return None
            person = _person(world, sender, happening.child, f"{sender.agency}:{happening.child}")
            return school_cells(entry, person, ledger.row_number(sender, happening.key))
        case _:
            return _wider_cells(world, sender, ledger, happening, moment)


def _wider_cells(
    world: World, sender: Sender, ledger: Ledger, happening: WiderHappening, moment: datetime
) -> Cells | None:
    ref, child = ledger.row_number(sender, happening.key), happening.child
    number = ledger.child_number(sender, child)
    match happening:
        case StopReport():
            stop = as_written(happening, world.seed, moment)
            met_with = ";".join(ledger.row_number(sender, key) for key in happening.with_keys)
            return (
                None if stop is None else stop_cells(stop, _person(world, sender, child, happening.key), ref, met_with)
            )
        case Seen():
            seen = as_written(happening, world.seed, moment)
            seen_with = ";".join(ledger.row_number(sender, key) for key in happening.with_keys)
            return (
                None
                if seen is None
                else sighting_cells(seen, _person(world, sender, child, number), ref, number, seen_with)
            )
        case PlacementStay():
            stay = as_written(happening, world.seed, moment)
            return None if stay is None else placement_cells(stay, _person(world, sender, child, number), ref, number)
        case YouthJusticeEntry():
            entry = as_written(happening, world.seed, moment)
            work = ledger.row_number(sender, happening.ref) if happening.ref else ""
            return (
                None
                if entry is None
                else youth_justice_cells(entry, _person(world, sender, child, number), ref, work, number)
            )
        case NrmStep():
            step = as_written(happening, world.seed, moment)
            referral = ledger.row_number(sender, happening.ref)
            return (
                None if step is None else nrm_cells(step, _person(world, sender, child, happening.ref), ref, referral)
            )
        case Attendance():
            visit = as_written(happening, world.seed, moment)
            return None if visit is None else hospital_cells(visit, _person(world, sender, child, happening.key), ref)
        case CaseContact():
            contact = as_written(happening, world.seed, moment)
            return (
                None if contact is None else casework_cells(contact, _person(world, sender, child, number), ref, number)
            )
        case AdultEntry():
            told = as_written(happening, world.seed, moment)
            return None if told is None else adult_cells(told, ref, ledger.row_number(sender, happening.adult), number)


def _person(world: World, sender: Sender, child: str, record: str, given: NameGiven | None = None) -> PersonAsWritten:
    """Return the child as the sender's system holds them. Police type a name anew each time; others keep one record."""
    person = write_person(world.child(child), sender.feed, record, world.seed)
    if given:
        person = under_another_name(person, given, world.child(child).phone)
    if sender.feed in PLAIN_KEYBOARDS:
        person = replace(person, forename=without_marks(person.forename), surname=without_marks(person.surname))
    if (sender.feed, sender.agency) in CAPITAL_SURNAMES:
        person = replace(person, surname=person.surname.upper())
    return person


def _local_id(feed: str, cells: Cells) -> str:
    """Return the agency's own number for the child: the first of the layout's columns that is filled."""
    return next(cells[column] for column in LAYOUTS[feed].child_key if cells[column])


def _sorted_as(sender: Sender, rows: list[ExtractRow]) -> tuple[ExtractRow, ...]:
    match sender.order:
        case "NEWEST":
            return tuple(reversed(rows))
        case "SURNAME":
            return tuple(sorted(rows, key=lambda row: (row.cells["surname"], row.cells["forename"], row.local_id)))
        case "NUMBER":
            return tuple(sorted(rows, key=lambda row: row.local_id))
        case _:
            return tuple(rows)
