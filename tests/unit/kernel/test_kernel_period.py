"""A period holds its first moment and not its last."""

from datetime import UTC, date, datetime

import pytest

from reachable.kernel.london import LONDON
from reachable.kernel.period import Period

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_the_start_is_inside_and_the_end_is_not(day: date, inside: bool) -> None:
    assert MARCH.covers(day) is inside


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (Period(date(2026, 4, 1), date(2026, 5, 1)), False),
        (Period(date(2026, 3, 31), date(2026, 5, 1)), True),
        (Period(date(2026, 1, 1)), True),
        (Period(date(2026, 4, 1)), False),
        (Period(date(2026, 2, 1), date(2026, 3, 1)), False),
    ],
)
def test_periods_overlap_only_when_they_share_a_moment(other: Period[date], shared: bool) -> None:
    assert MARCH.overlaps(other) is shared
    assert other.overlaps(MARCH) is shared


def test_an_open_period_goes_on() -> None:
    assert Period(date(2026, 3, 1)).covers(date(2099, 1, 1))


@pytest.mark.parametrize("end", [date(2026, 3, 1), date(2026, 2, 28)])
def test_a_period_must_end_after_it_starts(end: date) -> None:
    with pytest.raises(ValueError, match="end after it starts"):
        Period(date(2026, 3, 1), end)


def test_an_instant_without_a_time_zone_cannot_bound_a_period() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Period(datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None))


def test_the_hour_that_happens_twice_can_be_told_apart() -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=0)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1)
    assert not Period(first, second).covers(second)
    assert Period(first, second).covers(first)
