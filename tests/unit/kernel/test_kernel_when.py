"""Imprecise dates: what is certain, what is possible, what nobody can say."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reachable.kernel.certainty import Certainty
from reachable.kernel.london import LONDON, from_london
from reachable.kernel.when import Precision, When

YES, MAYBE, UNSURE, NO = Certainty.CERTAINLY, Certainty.POSSIBLY, Certainty.CANNOT_SAY, Certainty.NO


def london(words: str) -> datetime:
    """Return the instant of "Tue 2026-03-03 14:20", after checking the weekday."""
    weekday, day, clock = words.split()
    parsed = date.fromisoformat(day)
    assert f"{parsed:%a}" == weekday, f"{day} is a {parsed:%A}"
    return from_london(parsed, datetime.strptime(clock, "%H:%M").replace(tzinfo=UTC).time())


TUESDAY_AT_TWO = When.at(london("Tue 2026-03-03 14:00"))
TUESDAY = When.on(date(2026, 3, 3))
WEDNESDAY = When.on(date(2026, 3, 4))
MARCH = When.in_month(2026, 3)
THAT_YEAR = When.in_year(2026)
UNKNOWN = When.unknown("before he was 12")


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        (TUESDAY, WEDNESDAY, YES),
        (WEDNESDAY, TUESDAY, NO),
        (TUESDAY, TUESDAY, MAYBE),
        (TUESDAY_AT_TWO, TUESDAY, MAYBE),
        (TUESDAY_AT_TWO, TUESDAY_AT_TWO, YES),
        (TUESDAY_AT_TWO, WEDNESDAY, YES),
        (MARCH, WEDNESDAY, MAYBE),
        (When.in_month(2026, 2), TUESDAY, YES),
        (When.in_month(2026, 4), TUESDAY, NO),
        (UNKNOWN, TUESDAY, UNSURE),
        (TUESDAY, UNKNOWN, UNSURE),
    ],
)
def test_before_answers_no_more_than_the_dates_allow(first: When, second: When, answer: Certainty) -> None:
    assert first.before(second) is answer


@pytest.mark.parametrize(
    ("start", "end", "when", "answer"),
    [
        ("Tue 2026-03-03 00:00", "Wed 2026-03-04 00:00", TUESDAY, YES),
        ("Tue 2026-03-03 12:00", "Wed 2026-03-04 00:00", TUESDAY, MAYBE),
        ("Tue 2026-03-03 14:00", "Tue 2026-03-03 14:00", TUESDAY_AT_TWO, YES),
        ("Tue 2026-03-03 14:01", "Tue 2026-03-03 15:00", TUESDAY_AT_TWO, NO),
        ("Thu 2026-03-05 00:00", "Fri 2026-03-06 00:00", TUESDAY, NO),
        ("Sun 2026-03-01 00:00", "Mon 2026-03-02 00:00", MARCH, MAYBE),
        ("Thu 2026-01-01 00:00", "Fri 2027-01-01 00:00", THAT_YEAR, YES),
        ("Thu 2026-01-01 00:00", "Fri 2027-01-01 00:00", UNKNOWN, UNSURE),
    ],
)
def test_within_answers_three_ways(start: str, end: str, when: When, answer: Certainty) -> None:
    assert when.within(london(start), london(end)) is answer


@pytest.mark.parametrize(
    ("later", "window", "answer"),
    [
        (When.at(london("Fri 2026-03-06 14:00")), timedelta(hours=72), YES),
        (When.at(london("Fri 2026-03-06 14:01")), timedelta(hours=72), NO),
        (When.at(london("Tue 2026-03-03 13:59")), timedelta(hours=72), NO),
        (When.on(date(2026, 3, 6)), timedelta(hours=72), MAYBE),
        (When.on(date(2026, 3, 5)), timedelta(hours=72), YES),
        (TUESDAY, timedelta(hours=72), MAYBE),
        (UNKNOWN, timedelta(hours=72), UNSURE),
    ],
)
def test_follows_within_counts_from_the_first_to_the_second(later: When, window: timedelta, answer: Certainty) -> None:
    assert later.follows_within(TUESDAY_AT_TWO, window) is answer


def test_seventy_two_hours_over_the_clock_change_are_seventy_two_hours() -> None:
    returned = When.at(london("Fri 2026-03-27 18:00"))
    assert When.at(london("Mon 2026-03-30 19:00")).follows_within(returned, timedelta(hours=72)) is YES
    assert When.at(london("Mon 2026-03-30 19:01")).follows_within(returned, timedelta(hours=72)) is NO


def test_london_times_are_kept_in_utc_so_that_clock_changes_cannot_shorten_a_window() -> None:
    saturday = datetime(2026, 3, 28, 22, 0, tzinfo=LONDON)
    sunday = datetime(2026, 3, 29, 22, 0, tzinfo=LONDON)
    assert When.at(sunday).follows_within(When.at(saturday), timedelta(hours=23)) is YES
    assert When(saturday, sunday, Precision.RANGE).earliest.tzinfo is UTC


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (TUESDAY_AT_TWO, "Tuesday 3 March 2026, 14:00"),
        (TUESDAY, "Tuesday 3 March 2026"),
        (MARCH, "some time in March 2026"),
        (THAT_YEAR, "some time in 2026"),
        (When.between(date(2026, 3, 3), date(2026, 3, 9)), "between Tuesday 3 March 2026 and Monday 9 March 2026"),
        (
            When(london("Tue 2026-03-03 01:20"), london("Tue 2026-03-03 03:05"), Precision.RANGE),
            "Tuesday 3 March 2026, 01:20 to 03:05",
        ),
        (UNKNOWN, "before he was 12"),
        (When.unknown(), "date not known"),
    ],
)
def test_a_time_is_said_no_more_exactly_than_it_is_known(when: When, words: str) -> None:
    assert when.say() == words


def test_a_day_is_an_interval_even_when_it_has_23_hours() -> None:
    short = When.on(date(2027, 3, 28))
    assert short.latest - short.earliest == timedelta(hours=23) - timedelta(microseconds=1)


def test_a_time_without_a_zone_is_refused_rather_than_taken_for_this_machines() -> None:
    naive = datetime(2026, 3, 3, 14, 0, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        When.at(naive)
    with pytest.raises(ValueError, match="time zone"):
        When(naive, naive, Precision.RANGE)


def test_a_stretch_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="must not be before"):
        When(WEDNESDAY.earliest, TUESDAY.earliest, Precision.RANGE)


def test_an_exact_time_cannot_be_a_stretch() -> None:
    with pytest.raises(ValueError, match="one instant"):
        When(TUESDAY.earliest, TUESDAY.latest, Precision.EXACT)


def test_a_window_that_touches_only_the_edge_of_a_day_is_possible() -> None:
    assert TUESDAY.within(TUESDAY.latest, WEDNESDAY.latest) is MAYBE
    assert TUESDAY.within(MARCH.earliest, TUESDAY.earliest) is MAYBE
