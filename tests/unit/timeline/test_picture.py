"""The picture: lanes, bars, what cannot be placed, and who knew."""

from datetime import datetime, timedelta

import pytest

from reachable.kernel.period import Period
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import Track
from reachable.timeline.domain.marks import Mark, Shape
from reachable.timeline.domain.picture import AskedFor, Picture, Zoom, draw_picture
from tests.unit.tracks.made_up import agency_id, fact, moment

MAY = Period(moment("Fri 2026-05-01 00:00"), moment("Mon 2026-06-01 00:00"))
LATE_MAY = moment("Thu 2026-05-28 12:00")


def draw(
    *facts: Fact, as_known: str = "Thu 2026-05-28 12:00", window: Period[datetime] | None = MAY, **asked: object
) -> Picture:
    """Return the picture of May 2026 unless asked otherwise."""
    return draw_picture(facts, AskedFor(as_known_at=moment(as_known), window=window, **asked))  # type: ignore[arg-type]


def only_mark(picture: Picture) -> Mark:
    """Return the one mark drawn."""
    (mark,) = [mark for lane in picture.lanes for mark in lane.marks]
    return mark


ARREST = fact(K.ARREST, "Sat 2026-05-16 12:00", episode="C1")
RELEASED = fact(K.RELEASED, "Sun 2026-05-17 12:00", episode="C1")
MISSING = fact(K.MISSING_REPORTED, "Mon 2026-05-04 00:00", episode="M1")


def test_every_process_has_a_lane_even_an_empty_one() -> None:
    assert [lane.track for lane in draw().lanes] == list(Track)
    assert [lane.label for lane in draw(fact(K.CHILD_SAID, "Tue 2026-05-05", words="No.")).lanes][
        -1
    ] == "Around the child"


def test_a_moment_is_a_point_at_its_fraction_of_the_window() -> None:
    mark = only_mark(draw(fact(K.CHARGE, "Sat 2026-05-16 12:00")))
    assert (mark.shape, mark.start, mark.end, mark.is_imprecise) == (Shape.POINT, 0.5, 0.5, False)


def test_a_day_is_as_wide_as_a_day() -> None:
    mark = only_mark(draw(fact(K.CHARGE, "Fri 2026-05-01")))
    assert mark.is_imprecise
    assert mark.start == 0.0
    assert mark.end == pytest.approx(1 / 31, abs=1e-4)


def test_a_start_and_its_end_are_one_bar() -> None:
    mark = only_mark(draw(ARREST, RELEASED))
    assert mark.shape is Shape.BAR
    assert mark.facts == (ARREST.id, RELEASED.id)
    assert mark.words == "Arrested: Saturday 16 May 2026, 12:00, until Sunday 17 May 2026, 12:00"
    assert mark.end - mark.start == pytest.approx(1 / 31, abs=1e-4)


def test_the_end_of_another_episode_does_not_end_this_one() -> None:
    other_end = fact(K.MISSING_FOUND, "Tue 2026-05-05 00:00", episode="M0")
    marks = [mark for lane in draw(MISSING, other_end).lanes for mark in lane.marks]
    assert [mark.is_open for mark in marks] == [True, False]


def test_an_open_stretch_is_drawn_up_to_what_is_known_and_says_so() -> None:
    mark = only_mark(draw(MISSING))
    assert mark.is_open
    assert mark.words.endswith("no end recorded")
    assert mark.end == pytest.approx((LATE_MAY - MAY.start) / timedelta(days=31), abs=1e-4)


def test_an_arrest_without_an_end_is_a_point_because_children_do_leave() -> None:
    mark = only_mark(draw(ARREST))
    assert (mark.shape, mark.is_open) == (Shape.POINT, False)
    assert mark.words.endswith("no end recorded")


def test_a_bar_that_reaches_past_the_window_is_cut_and_says_so() -> None:
    start = fact(K.PLACEMENT_STARTED, "Mon 2026-02-02", episode="P1")
    end = fact(K.PLACEMENT_ENDED, "Mon 2026-07-06", episode="P1")
    mark = only_mark(draw(start, end, as_known="Mon 2026-08-03 12:00"))
    assert (mark.start, mark.end, mark.starts_before, mark.ends_after) == (0.0, 1.0, True, True)


def test_timetables_follow_one_another() -> None:
    first = fact(K.TIMETABLE_SET, "Mon 2026-05-04", agency="school", hours_per_week=25.0)
    second = fact(K.TIMETABLE_SET, "Mon 2026-05-18", agency="school", hours_per_week=10.0)
    marks = [mark for lane in draw(first, second).lanes for mark in lane.marks]
    assert [(mark.facts, mark.is_open) for mark in marks] == [((first.id, second.id), False), ((second.id,), True)]


def test_one_closure_ends_every_plan_and_is_drawn_itself() -> None:
    plans = [fact(K.PLAN_STARTED, "Mon 2026-05-04", name=kind, plan_type=kind) for kind in ("CP", "CLA")]
    closed = fact(K.CASE_CLOSED, "Mon 2026-05-18")
    marks = [mark for lane in draw(*plans, closed).lanes for mark in lane.marks]
    assert sorted(len(mark.facts) for mark in marks) == [1, 2, 2]


def test_a_plan_is_ended_by_its_own_end() -> None:
    protection = fact(K.PLAN_STARTED, "Mon 2026-05-04", plan_type="CP")
    care_end = fact(K.PLAN_ENDED, "Mon 2026-05-18", plan_type="CLA")
    assert [mark.is_open for lane in draw(protection, care_end).lanes for mark in lane.marks] == [True, False]


def test_what_has_no_date_is_listed_in_words() -> None:
    picture = draw(fact(K.ROBBERY_OF_CHILD, "?"))
    assert [(row.what, row.when) for row in picture.undated] == [("Robbed", "date not known")]


def test_a_date_too_loose_for_the_window_is_listed_in_words() -> None:
    loose = fact(K.ROBBERY_OF_CHILD, "2026-05")
    week = Period(moment("Mon 2026-05-11 00:00"), moment("Mon 2026-05-18 00:00"))
    assert [row.when for row in draw(loose, window=week, as_known="Mon 2026-06-15 12:00").undated] == [
        "some time in May 2026"
    ]
    assert draw(loose, as_known="Mon 2026-06-15 12:00").undated == ()


def test_what_lies_outside_the_window_is_counted() -> None:
    picture = draw(
        fact(K.CHARGE, "Mon 2026-03-02"),
        fact(K.CHARGE, "Tue 2026-03-03"),
        fact(K.CHARGE, "Mon 2026-06-01 00:00"),
        as_known="Mon 2026-06-15 12:00",
    )
    assert (picture.earlier, picture.later, picture.rows) == (2, 1, ())


def test_what_was_received_later_is_not_in_the_picture() -> None:
    late = fact(K.CHARGE, "Tue 2026-05-05", received="Fri 2026-05-29 06:00")
    assert draw(late).rows == ()
    assert len(draw(late, as_known="Fri 2026-05-29 06:00").rows) == 1


def test_the_picture_can_show_some_agencies_only() -> None:
    school = fact(K.ABSENCE, "Tue 2026-05-05", agency="school")
    picture = draw(school, ARREST, agencies=frozenset({agency_id("school")}))
    assert [row.said_by for row in picture.rows] == ["School"]


def test_at_the_incident_it_is_said_who_alone_knew() -> None:
    school_knew = fact(
        K.BULLYING_OR_ISOLATION,
        "Mon 2026-05-04",
        agency="school",
        recorded="Tue 2026-05-05 09:00",
        received="Wed 2026-05-20 06:00",
    )
    nobody_knew = fact(K.THREAT, "Tue 2026-05-12", recorded="Thu 2026-05-21 09:00")
    all_knew = fact(K.REFERRAL, "Thu 2026-05-07", agency="social care")
    picture = draw(school_knew, nobody_knew, all_knew, ARREST)
    assert [each.words for each in picture.known_only_to] == [
        "known to School only, until Wednesday 20 May 2026",
        "written down by nobody until Thursday 21 May 2026",
    ]
    assert [row.known_then for row in picture.rows if row.what == "Referred to children's social care"] == [""]


def test_the_incident_itself_and_what_came_after_are_never_marked_as_unknown() -> None:
    arrest = fact(K.ARREST, "Sat 2026-05-16 12:00", recorded="Sat 2026-05-16 20:00")
    after = fact(K.THREAT, "Mon 2026-05-18", received="Fri 2026-05-22 09:00")
    assert draw(arrest, after).known_only_to == ()


def test_the_window_is_centred_on_the_incident() -> None:
    picture = draw(ARREST, window=None, zoom=Zoom.MONTH)
    assert (picture.start, picture.end) == (MAY.start, MAY.end)
    assert picture.incident_at == 0.5
    assert picture.now_at is not None


def test_without_an_incident_the_window_ends_today() -> None:
    picture = draw(window=None, zoom=Zoom.WEEK)
    assert picture.incident is None
    assert (picture.start, picture.end) == (moment("Fri 2026-05-22 00:00"), moment("Fri 2026-05-29 00:00"))


def test_the_widest_zoom_fits_everything_that_has_a_date() -> None:
    picture = draw(fact(K.CHARGE, "Mon 2024-03-04"), ARREST, fact(K.THREAT, "?"), window=None, zoom=Zoom.ALL)
    assert picture.start == moment("Mon 2024-03-04 00:00")
    assert (picture.earlier, picture.later, len(picture.rows)) == (0, 0, 3)


def test_the_reader_may_draw_it_around_another_event() -> None:
    charge = fact(K.CHARGE, "Mon 2026-03-02 12:00")
    picture = draw(charge, ARREST, window=None, zoom=Zoom.WEEK, around=charge.id)
    assert picture.incident is not None
    assert picture.incident.fact is charge
    assert picture.start <= charge.instants.happened.earliest < picture.end


@pytest.mark.parametrize(
    ("zoom", "labels"),
    [
        (Zoom.WEEK, ["Wed 13", "Thu 14", "Fri 15", "Sat 16", "Sun 17", "Mon 18", "Tue 19"]),
        (Zoom.MONTH, ["4 May", "11 May", "18 May", "25 May"]),
        (Zoom.THREE_MONTHS, ["Apr 2026", "May 2026", "Jun 2026"]),
    ],
)
def test_the_axis_is_labelled_as_closely_as_it_can_be_read(zoom: Zoom, labels: list[str]) -> None:
    assert [tick.label for tick in draw(ARREST, window=None, zoom=zoom).ticks] == labels


def test_the_table_reads_forwards_and_backwards_with_the_undated_last() -> None:
    picture = draw(fact(K.THREAT, "?"), RELEASED, ARREST, MISSING)
    forwards = [row.what for row in picture.rows]
    backwards = [row.what for row in picture.rows_backwards]
    assert forwards == ["Reported missing", "Arrested", "Left police custody", "Threatened"]
    assert backwards == ["Left police custody", "Arrested", "Reported missing", "Threatened"]


def test_a_row_says_who_says_so_and_since_when_it_is_known() -> None:
    (row,) = draw(fact(K.ABSENCE, "Tue 2026-05-05", agency="school", name="A-1", received="Wed 2026-05-06 06:50")).rows
    assert (row.said_by, row.reference, row.when) == ("School", "A-1", "Tuesday 5 May 2026")
    assert row.known_since == "Wednesday 6 May 2026, 06:50"
    assert row.lane == "Education"
