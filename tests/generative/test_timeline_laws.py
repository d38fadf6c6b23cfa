"""Laws of the picture: whatever happened, it is drawn inside its window and nothing is lost."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from reachable.kernel.period import Period
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.marks import Shape
from reachable.timeline.domain.picture import AskedFor, Zoom, draw_picture
from tests.generative.test_tracks_laws import instants, timelines

MODEST = settings(max_examples=60, deadline=None)
MUCH_LATER = datetime(2027, 1, 1, tzinfo=UTC)

windows = st.one_of(
    st.none(),
    st.builds(lambda start, days: Period(start, start + timedelta(days=days)), instants, st.integers(1, 300)),
)
asked_for = st.builds(
    AskedFor,
    as_known_at=st.one_of(st.just(MUCH_LATER), instants),
    window=windows,
    zoom=st.sampled_from(Zoom),
)


@MODEST
@given(timelines, asked_for)
def test_every_mark_lies_inside_the_window_and_has_words(facts: list[Fact], asked: AskedFor) -> None:
    picture = draw_picture(facts, asked)
    marks = [mark for lane in picture.lanes for mark in lane.marks]
    for mark in marks:
        assert 0 <= mark.start <= mark.end <= 1
        assert mark.words
        assert mark.is_imprecise or mark.shape is Shape.BAR or mark.start == mark.end
    assert all(0 <= tick.at <= 1 for tick in picture.ticks)


@MODEST
@given(timelines, asked_for)
def test_the_table_says_exactly_what_the_picture_draws(facts: list[Fact], asked: AskedFor) -> None:
    picture = draw_picture(facts, asked)
    drawn = {fact_id for lane in picture.lanes for mark in lane.marks for fact_id in mark.facts}
    listed = [row.event_id for row in picture.rows]
    assert len(set(listed)) == len(listed)
    assert set(listed) == drawn | {row.event_id for row in picture.undated}
    assert sorted(row.event_id.hex for row in picture.rows_backwards) == sorted(each.hex for each in listed)


@MODEST
@given(timelines)
def test_the_widest_zoom_loses_nothing(facts: list[Fact]) -> None:
    picture = draw_picture(facts, AskedFor(as_known_at=MUCH_LATER, zoom=Zoom.ALL))
    assert {row.event_id for row in picture.rows} == {fact.id for fact in facts}
    assert (picture.earlier, picture.later) == (0, 0)


@MODEST
@given(timelines, asked_for)
def test_nothing_received_later_shows_through(facts: list[Fact], asked: AskedFor) -> None:
    early = [fact for fact in facts if fact.instants.received_at <= asked.as_known_at]
    assert draw_picture(facts, asked) == draw_picture(early, asked)
