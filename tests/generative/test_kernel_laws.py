"""Laws that hold for every date, however precisely it is known."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from reachable.kernel.certainty import Certainty, all_of, any_of
from reachable.kernel.london import (
    LocalTimeHappenedTwice,
    LocalTimeNeverHappened,
    from_london,
    london_date,
    start_of_day,
)
from reachable.kernel.period import Period
from reachable.kernel.when import Precision, When
from reachable.kernel.working_days import Calendar

MODEST = settings(max_examples=60, deadline=None)

answers = st.sampled_from(Certainty)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
whens = st.one_of(
    instants.map(When.at),
    days.map(When.on),
    days.map(lambda day: When.in_month(day.year, day.month)),
    days.map(lambda day: When.in_year(day.year)),
    st.builds(lambda day, length: When.between(day, day + timedelta(days=length)), days, st.integers(0, 400)),
    st.just(When.unknown()),
)
calendars = st.builds(
    lambda holidays: Calendar(name="made up", bank_holidays=frozenset(holidays), known_until=date(2036, 1, 1)),
    st.sets(days, max_size=40),
)


@given(answers, answers, answers)
def test_combining_answers_does_not_depend_on_their_order(a: Certainty, b: Certainty, c: Certainty) -> None:
    assert a & b is b & a
    assert a | b is b | a
    assert (a & b) & c is a & (b & c)
    assert a & (a | b) is a
    assert a.negated().negated() is a


@given(st.lists(answers, min_size=1))
def test_all_never_claims_more_than_any(given_answers: list[Certainty]) -> None:
    assert all_of(given_answers) & any_of(given_answers) is all_of(given_answers)


@MODEST
@given(whens, whens)
def test_two_things_are_not_both_certainly_after_each_other(first: When, second: When) -> None:
    assert not (first.before(second) is Certainty.NO and second.before(first) is Certainty.NO)


@MODEST
@given(instants, instants, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_exact_times_always_get_a_plain_answer(first: datetime, second: datetime, window: timedelta) -> None:
    a, b = When.at(first), When.at(second)
    truth = timedelta(0) <= second - first <= window
    assert b.follows_within(a, window) is (Certainty.CERTAINLY if truth else Certainty.NO)


@MODEST
@given(st.data(), whens.filter(lambda when: when.is_known), instants, st.timedeltas(timedelta(0), timedelta(days=90)))
def test_a_certain_answer_holds_for_every_time_it_could_have_been(
    data: st.DataObject, when: When, start: datetime, length: timedelta
) -> None:
    fraction = data.draw(st.floats(0, 1))
    really = When.at(min(when.latest, when.earliest + fraction * (when.latest - when.earliest)))
    end = start + length
    answer = when.within(start, end)
    if answer in (Certainty.CERTAINLY, Certainty.NO):
        assert really.within(start, end) is answer


@MODEST
@given(
    whens.filter(lambda when: when.is_known),
    whens.filter(lambda when: when.is_known),
    st.timedeltas(timedelta(0), timedelta(days=40)),
)
def test_a_wider_window_never_takes_an_answer_back(first: When, second: When, window: timedelta) -> None:
    narrow = second.follows_within(first, window)
    wide = second.follows_within(first, window + timedelta(days=1))
    assert narrow | wide is wide


@MODEST
@given(days)
def test_a_day_touches_the_next_day_and_shares_no_moment_with_it(day: date) -> None:
    today, tomorrow = When.on(day), When.on(day + timedelta(days=1))
    assert tomorrow.earliest - today.latest == timedelta(microseconds=1)
    assert london_date(today.earliest) == london_date(today.latest) == day


@MODEST
@given(days, st.times(time(4)))
def test_a_waking_hour_is_always_exactly_one_instant(day: date, clock: time) -> None:
    assert london_date(from_london(day, clock)) == day


@MODEST
@given(days, st.times(), st.booleans())
def test_a_london_time_is_read_back_or_refused(day: date, clock: time, second: bool) -> None:
    try:
        instant = from_london(day, clock, second_time=second)
    except LocalTimeNeverHappened:
        assert start_of_day(day + timedelta(days=1)) - start_of_day(day) == timedelta(hours=23)
        return
    assert london_date(instant) == day
    try:
        assert from_london(day, clock) == instant
    except LocalTimeHappenedTwice:
        assert start_of_day(day + timedelta(days=1)) - start_of_day(day) == timedelta(hours=25)


@MODEST
@given(calendars, days, st.integers(1, 40), st.integers(1, 40))
def test_working_days_add_up(calendar: Calendar, day: date, first: int, second: int) -> None:
    assert calendar.add_working_days(calendar.add_working_days(day, first), second) == calendar.add_working_days(
        day, first + second
    )


@MODEST
@given(calendars, days, st.integers(1, 40))
def test_a_working_day_limit_ends_on_a_working_day_with_exactly_that_many_between(
    calendar: Calendar, day: date, count: int
) -> None:
    due = calendar.add_working_days(day, count)
    between = [day + timedelta(days=step) for step in range(1, (due - day).days + 1)]
    assert calendar.is_working_day(due)
    assert sum(calendar.is_working_day(each) for each in between) == count


@MODEST
@given(calendars, days, days, st.integers(1, 20))
def test_starting_later_is_never_due_earlier(calendar: Calendar, first: date, second: date, count: int) -> None:
    early, late = sorted((first, second))
    assert calendar.add_working_days(early, count) <= calendar.add_working_days(late, count)


@MODEST
@given(days, st.integers(1, 60), days, st.integers(1, 60))
def test_periods_overlap_when_the_later_start_is_inside_the_other(a: date, long_a: int, b: date, long_b: int) -> None:
    first, second = Period(a, a + timedelta(days=long_a)), Period(b, b + timedelta(days=long_b))
    assert first.overlaps(second) == (first.covers(b) or second.covers(a))


@MODEST
@given(whens)
def test_every_time_can_be_said_and_is_kept_in_utc(when: When) -> None:
    assert when.say()
    assert when.earliest.tzinfo is UTC
    assert (when.precision is Precision.UNKNOWN) is not when.is_known
