"""Every table is whole, and the manual says what the tables say."""

from pathlib import Path

import pytest

from reachable.timeline.domain.kinds import KINDS, EventKind, Track
from reachable.tracks.domain.all_tracks import TABLES
from reachable.tracks.domain.document import draw_strand, say_tracks
from reachable.tracks.domain.moves import BY_EPISODE, TrackTable

by_title = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.title)
PAGE = Path(__file__).parents[3] / "docs" / "tracks.md"


def test_every_track_has_one_table() -> None:
    assert [table.track for table in TABLES] == list(Track)


@by_title
def test_every_status_has_a_next_step_and_every_step_a_status(table: TrackTable) -> None:
    assert set(table.steps) == set(table.statuses)
    assert all(step.sentence.endswith(".") and step.whose_turn for step in table.steps.values())


@by_title
def test_statuses_that_lead_belong_to_the_track_and_the_start_never_leads(table: TrackTable) -> None:
    assert set(table.leads) < set(table.statuses)
    assert table.start not in table.leads
    assert len(set(table.leads)) == len(table.leads)


@by_title
def test_strands_share_one_start(table: TrackTable) -> None:
    assert {strand.start for strand in table.strands} == {table.start}


@by_title
def test_every_row_can_be_reached(table: TrackTable) -> None:
    for strand in table.strands:
        for move in strand.moves:
            assert not move.after or set(move.after) & set(strand.statuses)


@by_title
def test_no_row_is_hidden_behind_an_earlier_one(table: TrackTable) -> None:
    for strand in table.strands:
        for place, move in enumerate(strand.moves):
            for earlier in strand.moves[:place]:
                swallows = earlier.on is move.on and earlier.only is None
                assert not swallows or (earlier.after and move.after and not set(move.after) <= set(earlier.after))


@by_title
def test_rows_ask_only_for_details_their_kind_of_event_carries(table: TrackTable) -> None:
    for strand, move in table.rows():
        assert move.only is None or move.only.detail in KINDS[move.on].details
        by_detail = strand.threads_by not in ("", BY_EPISODE) and move.on not in strand.ends_all
        assert not by_detail or strand.threads_by in KINDS[move.on].details


@by_title
def test_every_diagram_draws_every_status(table: TrackTable) -> None:
    for strand in table.strands:
        drawn = draw_strand(strand)
        assert drawn.startswith("stateDiagram-v2")
        assert all(f"--> {status.code}" in drawn for status in strand.statuses)


def test_labels_do_not_break_the_diagrams() -> None:
    for line in say_tracks().splitlines():
        if " --> " in line:
            words = line.split(" : ", 1)[-1]
            assert ";" not in words
            assert ":" not in words


def test_the_manual_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == say_tracks(), (
        "write it again: python -m reachable.tracks.domain.document > docs/tracks.md"
    )


MOVES_NOTHING = {
    EventKind.STOP_SEARCH,
    EventKind.STOPPED,
    EventKind.YOUTH_JUSTICE_ASSESSMENT,
    EventKind.SEIZURE,
    EventKind.INTERNAL_CONCEALMENT,
    EventKind.RELEASE_SAFETY_CHECK,
    EventKind.INCIDENT,
    EventKind.CUSTODY_INCIDENT,
    EventKind.DEBT_AND_THREAT_CHECK,
    EventKind.HOME_AREA_TOLD,
    EventKind.POLICE_PROTECTION,
    EventKind.ROBBERY_OF_CHILD,
    EventKind.THREAT,
    EventKind.FOUND_AT_CUCKOOED_ADDRESS,
    EventKind.RAIL_REPORT,
    EventKind.SOCIAL_WORK_VISIT,
    EventKind.CONTACT,
    EventKind.SUPPORT_OFFERED,
    EventKind.WORK_STARTED,
    EventKind.WORKER_MET,
    EventKind.APPOINTMENT_MISSED,
    EventKind.DISENGAGED,
    EventKind.WORK_ENDED,
    EventKind.CONCERN_RAISED,
    EventKind.PARENT_ASKED_FOR_HELP,
    EventKind.ABSENCE,
    EventKind.BULLYING_OR_ISOLATION,
}


def test_every_kind_with_a_track_moves_it_or_is_known_not_to() -> None:
    moving = {kind for table in TABLES for kind in table.kinds}
    with_track = {kind for kind in EventKind if kind.track is not None}
    assert with_track - moving == MOVES_NOTHING
