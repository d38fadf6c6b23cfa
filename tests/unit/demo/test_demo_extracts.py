"""The demo's extracts: the same each time, and such as intake takes in.

In:  worlds at several moments.
Out: proof that they can be read, sorted as clerks leave them, and hold what a clerk could have known.
"""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reachable.demo.extracts import extract_bytes, extract_rows, write_extracts
from reachable.demo.senders import SENDERS, Sender, sender_of
from reachable.demo.truth import Truth
from reachable.demo.wider_happenings import Attendance
from reachable.demo.world import World, build_world
from reachable.intake.domain.layouts import LAYOUTS
from reachable.intake.domain.reading import read_extract
from reachable.intake.domain.times import read_time

MOMENTS = (
    datetime(2026, 11, 21, 8, 30, tzinfo=UTC),
    datetime(2026, 11, 23, 6, 0, tzinfo=UTC),
    datetime(2026, 11, 24, 0, 20, tzinfo=UTC),
    datetime(2026, 10, 25, 12, 0, tzinfo=UTC),
    datetime(2026, 3, 29, 7, 0, tzinfo=UTC),
    datetime(2027, 3, 1, 15, 45, tzinfo=UTC),
    datetime(2028, 2, 29, 9, 0, tzinfo=UTC),
)


def name_of(sender: Sender) -> str:
    return f"{sender.feed} of {sender.agency}"


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_intake_takes_in_every_extract_whatever_the_day(now: datetime) -> None:
    world = build_world(now)
    for sender in SENDERS:
        content = extract_bytes(world, sender.feed, sender.agency)
        reading = read_extract(sender.feed, "extract.csv", content, received_at=now, last_row_count=None)
        assert reading.problems == (), name_of(sender)
        assert reading.rows, name_of(sender)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_intake_takes_in_every_extract_whatever_the_seed(seed: int) -> None:
    world = build_world(MOMENTS[0], seed)
    for sender in SENDERS:
        content = extract_bytes(world, sender.feed, sender.agency)
        reading = read_extract(sender.feed, "extract.csv", content, received_at=world.now, last_row_count=None)
        assert reading.problems == (), name_of(sender)


@pytest.mark.parametrize("sender", SENDERS, ids=name_of)
def test_earlier_extracts_are_taken_in_too_and_only_grow(world: World, sender: Sender) -> None:
    counts = []
    for made_at in (*sender.earlier(world.moments), sender.made_at(world.moments)):
        content = extract_bytes(world, sender.feed, sender.agency, made_at)
        rows = extract_rows(world, sender.feed, sender.agency, made_at)
        counts.append(len(rows))
        if rows:
            reading = read_extract(sender.feed, "extract.csv", content, received_at=made_at, last_row_count=None)
            assert reading.problems == ()
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]


def test_the_same_seed_and_moment_give_the_same_bytes(world: World) -> None:
    again = build_world(world.now, world.seed)
    for sender in SENDERS:
        assert extract_bytes(again, sender.feed, sender.agency) == extract_bytes(world, sender.feed, sender.agency)


def test_another_seed_gives_other_bytes(world: World) -> None:
    other = build_world(world.now, world.seed + 1)
    assert extract_bytes(other, "custody", "northshire-police") != extract_bytes(world, "custody", "northshire-police")


def test_every_feed_comes_from_at_least_two_agencies() -> None:
    for feed in LAYOUTS:
        assert len([sender for sender in SENDERS if sender.feed == feed]) >= 2


def test_every_child_is_written_down_by_somebody(world: World) -> None:
    written = {row.child for sender in SENDERS for row in extract_rows(world, sender.feed, sender.agency)}
    assert written == {child.key for child in world.children}


def test_nobody_writes_anything_down_before_the_extract_is_made_from_it(world: World) -> None:
    sender = sender_of("missing", "thameside-police")
    before, after = sender.earlier(world.moments)[-1], sender.made_at(world.moments)
    callum = [
        next(
            row.cells
            for row in extract_rows(world, "missing", "thameside-police", made_at)
            if row.child == "callum-whitlock" and row.cells["grade"] == "HIGH"
        )
        for made_at in (before, after)
    ]
    assert callum[0]["found_at"] == ""
    assert callum[0]["found_place"] == ""
    assert callum[1]["found_place"] == "Thornwick station, platform 1"


def test_one_arrest_was_written_down_long_after_it_happened(world: World) -> None:
    rows = [row.cells for row in extract_rows(world, "custody", "thameside-police") if row.child == "tommy-sadler"]
    happened, written = (read_time(rows[0][column]).earliest for column in ("arrested_at", "recorded_at"))
    assert (written - happened).days >= 10


def test_the_school_that_sends_late_lacks_what_happened_since(world: World) -> None:
    late = sender_of("school", "fishpool-road-school").made_at(world.moments)
    assert (world.now - late).days >= 4


def test_agencies_leave_their_rows_in_their_own_order(world: World) -> None:
    newest = [row.cells["custody_ref"] for row in extract_rows(world, "custody", "northshire-police")]
    by_surname = [row.cells["surname"] for row in extract_rows(world, "school", "wendle-academy")]
    assert newest == sorted(newest, reverse=True)
    assert by_surname == sorted(by_surname)


def test_one_child_is_spelt_in_more_than_one_way(world: World) -> None:
    spellings = {
        row.cells["surname"].casefold()
        for sender in SENDERS
        for row in extract_rows(world, sender.feed, sender.agency)
        if row.child == "zofia-wisniewska"
    }
    assert len(spellings) >= 2


def test_slips_of_every_kind_are_there_to_be_found(world: World) -> None:
    born_otherwise = names_turned = no_number = 0
    for sender in SENDERS:
        for row in extract_rows(world, sender.feed, sender.agency):
            child = world.child(row.child)
            born_otherwise += row.cells["dob"] not in ("", f"{child.born:%d/%m/%Y}")
            names_turned += row.cells["forename"].casefold() == child.surname.casefold()
            no_number += row.cells.get("nhs_number", "none") == ""
    assert born_otherwise >= 3
    assert names_turned >= 1
    assert no_number >= 10


def test_the_child_who_gave_another_name_is_written_down_under_it(world: World) -> None:
    rows = [row.cells for row in extract_rows(world, "custody", "northshire-police") if row.child == "ryan-pargeter"]
    assert [row["surname"] for row in rows] == ["PETERS"]
    assert rows[0]["pnc_id"] == ""
    assert rows[0]["phone"] == world.child("ryan-pargeter").phone
    assert rows[0]["dob"] != f"{world.child('ryan-pargeter').born:%d/%m/%Y}"


def test_files_are_named_after_the_feed_the_agency_and_the_day(world: World, tmp_path: Path) -> None:
    files = write_extracts(world, tmp_path / "extracts")
    assert len(files) == len(SENDERS)
    assert (tmp_path / "extracts" / "custody_northshire-police_2026-11-21.csv") in files
    header = next(csv.reader(io.StringIO(files[0].read_text(encoding="utf-8"))))
    assert tuple(header) == LAYOUTS["custody"].header


def test_an_agency_that_sends_no_such_feed_is_named(world: World) -> None:
    with pytest.raises(KeyError, match="westmoor-constabulary sends no custody extract"):
        extract_bytes(world, "custody", "westmoor-constabulary")


def test_one_authority_numbers_a_child_alike_wherever_it_writes_of_them(world: World) -> None:
    northshire = "northshire-childrens-services"
    numbers = {
        (row.child, feed): row.cells["la_child_id"]
        for feed in ("social_care", "placements")
        for row in extract_rows(world, feed, northshire)
    }
    moved = [child for child, feed in numbers if feed == "placements"]
    assert moved
    for child in moved:
        assert numbers.get((child, "social_care"), numbers[child, "placements"]) == numbers[child, "placements"]
    around = [row.cells for row in extract_rows(world, "adults", northshire) if row.child == "ashleigh-broome"]
    assert {cells["child_ref"] for cells in around} == {numbers["ashleigh-broome", "social_care"]}


def test_children_met_together_name_each_others_reports(world: World) -> None:
    rows = {row.child: row.cells for row in extract_rows(world, "stops", "british-transport-police")}
    first, second = rows["aurelia-stan"], rows["priya-nair"]
    assert (first["stopped_with_refs"], second["stopped_with_refs"]) == (second["stop_ref"], first["stop_ref"])


def test_a_stay_that_has_not_ended_in_the_system_is_still_open_there(world: World) -> None:
    sender = sender_of("hospital", "fishpool-infirmary")
    (visit,) = (each for each in world.happenings if each.child == "tyrese-okonedo" and isinstance(each, Attendance))
    rows = extract_rows(world, "hospital", sender.agency, visit.at + timedelta(minutes=50))
    open_stay = next(row.cells for row in rows if row.child == "tyrese-okonedo")
    closed = next(row.cells for row in extract_rows(world, "hospital", sender.agency) if row.child == "tyrese-okonedo")
    assert (open_stay["left_at"], open_stay["left_how"]) == ("", "")
    assert closed["left_how"] == "LEFT_BEFORE_TREATED"


def test_no_adult_is_among_the_children_the_truth_knows(world: World, truth: Truth) -> None:
    adults = {
        row.local_id
        for sender in SENDERS
        if sender.feed == "adults"
        for row in extract_rows(world, "adults", sender.agency)
    }
    assert adults
    assert adults.isdisjoint({record.local_id for record in truth.child_of})
