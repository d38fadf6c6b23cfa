"""Clocks of a placement in another area and of a permanent exclusion, and timetables after the school day."""

from reachable.kernel.certainty import Certainty
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import Track
from tests.unit.tracks.made_up import fact, moment, stand

PLACED = fact(K.PLACEMENT_STARTED, "Mon 2026-03-09", episode="P1", agency="social care", out_of_area=True)
DAY_BEFORE = "Fri 2026-03-06 10:00"


def test_the_area_a_child_was_placed_in_is_told_within_five_working_days() -> None:
    state = stand(Track.PLACEMENT, PLACED)
    assert state.clock is not None
    assert state.clock.is_running
    assert state.clock.is_late(moment("Mon 2026-03-16 12:00")) is Certainty.NO
    assert state.clock.is_late(moment("Tue 2026-03-17 12:00")) is Certainty.CERTAINLY


def test_telling_the_area_stops_the_clock_however_early_it_was() -> None:
    for told_at in (DAY_BEFORE, "Thu 2026-03-12 10:00"):
        told = fact(K.HOST_AREA_TOLD, told_at, episode="P1", agency="social care")
        state = stand(Track.PLACEMENT, PLACED, told)
        assert state.clock is not None
        assert not state.clock.is_running
        assert state.clock.is_late(moment("Mon 2026-06-01 12:00")) is Certainty.NO


def test_a_placement_in_the_home_area_runs_no_such_clock() -> None:
    near = fact(K.PLACEMENT_STARTED, "Mon 2026-03-09", episode="P1", agency="social care", out_of_area=False)
    assert stand(Track.PLACEMENT, near).clocks == ()


def test_a_placement_known_to_the_month_leaves_it_open_whether_it_is_late() -> None:
    loose = fact(K.PLACEMENT_STARTED, "2026-03", episode="P1", agency="social care", out_of_area=True)
    state = stand(Track.PLACEMENT, loose)
    assert state.clock is not None
    assert state.clock.certainty is Certainty.POSSIBLY
    assert state.clock.is_late(moment("Fri 2026-03-20 12:00")) is Certainty.POSSIBLY
    assert state.clock.is_late(moment("Fri 2026-05-01 12:00")) is Certainty.CERTAINLY


def test_after_a_permanent_exclusion_the_day_education_is_owed_from_is_shown_and_called_late_by_nobody() -> None:
    state = stand(Track.EDUCATION, fact(K.EXCLUSION_PERMANENT, "Mon 2026-03-09", agency="school"))
    (clock,) = state.clocks
    assert (clock.name, clock.watched) == ("SCHOOL_AFTER_EXCLUSION", False)
    assert clock.due_at.latest == moment("Mon 2026-03-16 23:59").replace(second=59)
    assert clock.is_late(moment("Mon 2026-06-01 12:00")) is Certainty.CANNOT_SAY


def test_a_school_ends_it() -> None:
    excluded = fact(K.EXCLUSION_PERMANENT, "Mon 2026-03-09", agency="school")
    started = fact(K.SCHOOL_STARTED, "Thu 2026-03-12", agency="school")
    assert stand(Track.EDUCATION, excluded, started).clocks == ()


def test_hours_after_the_school_day_are_said_to_be_so_with_how_many() -> None:
    twilight = fact(K.TIMETABLE_SET, "Mon 2026-03-09", agency="school", hours_per_week=7.5, after_school_day=True)
    state = stand(Track.EDUCATION, twilight)
    assert (state.code, state.particulars) == ("TWILIGHT_TIMETABLE", "7.5 hours a week")
    by_day = fact(K.TIMETABLE_SET, "Mon 2026-03-16", agency="school", hours_per_week=7.5, after_school_day=False)
    assert stand(Track.EDUCATION, twilight, by_day).code == "REDUCED_TIMETABLE"
