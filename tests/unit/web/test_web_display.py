from datetime import UTC, date, datetime, timedelta

import pytest

from reachable.kernel.when import When
from reachable.web.shared.display import age_on, clock, day, dial, how_long, initials, moment, pluralise, when

SUMMER_NIGHT = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


def test_a_moment_is_said_in_london_time() -> None:
    assert moment(SUMMER_NIGHT) == "Thursday 2 July, 00:30"
    assert moment(SUMMER_NIGHT, year=True) == "Thursday 2 July 2026, 00:30"


def test_the_clock_is_london_s_and_an_instant_s_day_is_its_london_day() -> None:
    assert clock(SUMMER_NIGHT) == "00:30"
    assert day(SUMMER_NIGHT) == "Thursday 2 July"
    assert day(date(2026, 7, 1), year=True) == "Wednesday 1 July 2026"


def test_an_imprecise_time_is_said_no_more_exactly_than_it_is_known() -> None:
    assert when(When.in_month(2026, 3)) == "some time in March 2026"


@pytest.mark.parametrize(
    ("name", "said"), [("Ayaan Khan", "A.K."), ("  siân   o'neill-jones ", "S.O."), ("Élodie", "É."), ("", "")]
)
def test_lists_show_initials(name: str, said: str) -> None:
    assert initials(name) == said


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2011, 3, 3), date(2026, 3, 2), 14),
        (date(2011, 3, 3), date(2026, 3, 3), 15),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
    ],
)
def test_a_child_turns_a_year_older_on_the_birthday(born: date, on: date, age: int) -> None:
    assert age_on(born, on) == age


def test_an_age_at_an_instant_goes_by_the_london_day() -> None:
    assert age_on(date(2011, 7, 2), SUMMER_NIGHT) == 15


def test_one_is_one_and_the_rest_are_many() -> None:
    assert pluralise(1, "child", "children") == "1 child"
    assert pluralise(0, "child", "children") == "0 children"
    assert pluralise(1200, "child", "children") == "1,200 children"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59, seconds=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(hours=48), "2 days"),
    ],
)
def test_a_length_of_time_is_said_in_its_largest_whole_unit(length: timedelta, said: str) -> None:
    assert how_long(length) == said


def test_a_negative_length_is_a_mistake_and_not_words() -> None:
    with pytest.raises(ValueError, match="not negative"):
        how_long(timedelta(seconds=-1))


def test_a_number_rings_as_its_digits() -> None:
    assert dial("01632 960145") == "tel:01632960145"
    assert dial("+44 (0)7700 900461") == "tel:+4407700900461"
