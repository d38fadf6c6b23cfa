"""London times, written with their weekdays so that a reader can check them against a wall calendar."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from reachable.kernel.london import (
    LocalTimeHappenedTwice,
    LocalTimeNeverHappened,
    from_london,
    in_utc,
    london_date,
    say_day,
    say_moment,
    start_of_day,
)


def written(words: str) -> tuple[date, time]:
    """Return the day and the clock time of "Sat 2027-03-27 22:00", after checking the weekday."""
    weekday, day, clock = words.split()
    parsed = date.fromisoformat(day)
    assert f"{parsed:%a}" == weekday, f"{day} is a {parsed:%A}"
    return parsed, time.fromisoformat(clock)


@pytest.mark.parametrize(
    ("london", "utc"),
    [
        ("Sat 2027-03-27 22:00", "2027-03-27 22:00"),
        ("Sun 2027-03-28 00:59", "2027-03-28 00:59"),
        ("Sun 2027-03-28 02:00", "2027-03-28 01:00"),
        ("Sun 2027-03-28 22:00", "2027-03-28 21:00"),
        ("Sat 2027-10-30 22:00", "2027-10-30 21:00"),
        ("Sun 2027-10-31 00:59", "2027-10-30 23:59"),
        ("Sun 2027-10-31 02:00", "2027-10-31 02:00"),
        ("Thu 2026-12-31 23:59", "2026-12-31 23:59"),
        ("Sat 2026-03-28 01:30", "2026-03-28 01:30"),
    ],
)
def test_a_london_time_is_one_instant(london: str, utc: str) -> None:
    assert from_london(*written(london)) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize("london", ["Sun 2026-03-29 01:30", "Sun 2027-03-28 01:00", "Sun 2027-03-28 01:59"])
def test_a_time_the_clocks_went_forward_over_is_refused(london: str) -> None:
    with pytest.raises(LocalTimeNeverHappened, match="never happened"):
        from_london(*written(london))


@pytest.mark.parametrize("london", ["Sun 2026-03-29 01:30", "Sun 2027-03-28 01:00"])
def test_no_answer_makes_an_impossible_time_possible(london: str) -> None:
    with pytest.raises(LocalTimeNeverHappened):
        from_london(*written(london), second_time=True)


@pytest.mark.parametrize("london", ["Sun 2026-10-25 01:30", "Sun 2027-10-31 01:00", "Sun 2027-10-31 01:59"])
def test_a_time_that_happened_twice_is_asked_about(london: str) -> None:
    with pytest.raises(LocalTimeHappenedTwice, match="happened twice"):
        from_london(*written(london))


def test_the_answer_tells_the_two_apart() -> None:
    day, clock = written("Sun 2026-10-25 01:30")
    first = from_london(day, clock, second_time=False)
    second = from_london(day, clock, second_time=True)
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_the_answer_changes_nothing_on_an_ordinary_day() -> None:
    day, clock = written("Mon 2026-10-26 01:30")
    assert from_london(day, clock, second_time=True) == from_london(day, clock)


@pytest.mark.parametrize(
    ("day", "hours"),
    [("Sun 2027-03-28 00:00", 23), ("Sun 2027-10-31 00:00", 25), ("Mon 2027-03-29 00:00", 24)],
)
def test_a_london_day_is_as_long_as_its_clocks_make_it(day: str, hours: int) -> None:
    first, _ = written(day)
    assert start_of_day(first + timedelta(days=1)) - start_of_day(first) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        ("2026-06-30 22:59", date(2026, 6, 30)),
        ("2026-06-30 23:00", date(2026, 7, 1)),
        ("2026-12-31 23:59", date(2026, 12, 31)),
    ],
)
def test_the_day_is_the_day_it_was_in_london(utc: str, expected: date) -> None:
    assert london_date(datetime.fromisoformat(utc).replace(tzinfo=UTC)) == expected


def test_moments_are_said_in_words() -> None:
    instant = datetime(2026, 3, 3, 14, 20, tzinfo=UTC)
    assert say_moment(instant) == "Tuesday 3 March, 14:20"
    assert say_moment(instant, year=True) == "Tuesday 3 March 2026, 14:20"
    assert say_day(date(2026, 5, 14)) == "Thursday 14 May"


def test_summer_moments_are_said_in_summer_time() -> None:
    assert say_moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "Thursday 2 July, 00:30"


def test_an_instant_without_a_time_zone_is_refused() -> None:
    naive = datetime(2026, 3, 3, 14, 20, tzinfo=UTC).replace(tzinfo=None)
    for ask in (in_utc, london_date, say_moment):
        with pytest.raises(ValueError, match="time zone"):
            ask(naive)


def test_an_instant_keeps_its_moment_when_put_in_utc() -> None:
    plus_two = datetime(2026, 3, 3, 14, 20, tzinfo=timezone(timedelta(hours=2)))
    assert in_utc(plus_two) == plus_two
    assert in_utc(plus_two).tzinfo is UTC
