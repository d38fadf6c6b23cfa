"""London days of many instants at once, by the same clock as the kernel.

In:  instants as whole microseconds since 1970 in UTC; days as whole days since 1970.
Out: days and instants as arrays.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reachable.kernel.london import start_of_day
from reachable.kernel.working_days import Calendar

Int64s = NDArray[np.int64]
Days = NDArray[np.int32]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_DAY = date(1970, 1, 1)
MICROSECOND = timedelta(microseconds=1)
A_DAY = 86_400_000_000
BLOCK = 4096
"""Days are looked up in blocks this long, each worked out once."""


def as_microseconds(instant: datetime) -> int:
    """Return an instant as whole microseconds since 1970."""
    return (instant - EPOCH) // MICROSECOND


def as_instant(microseconds: int) -> datetime:
    """Return the instant, in UTC."""
    return EPOCH + int(microseconds) * MICROSECOND


def as_day_number(day: date) -> int:
    """Return a day as whole days since 1970."""
    return (day - FIRST_DAY).days


def london_days(instants: Int64s) -> Days:
    """Return the day it was in London at each instant. London is never behind UTC, and never a day ahead."""
    days = instants // A_DAY
    if len(days):
        days = days + (instants >= starts_of_days(days + 1))
    return days.astype(np.int32)


def starts_of_days(days: NDArray[np.integer]) -> Int64s:
    """Return the first instant of each London day."""
    if not len(days):
        return np.empty(0, np.int64)
    first, last = int(days.min()) // BLOCK, int(days.max()) // BLOCK
    table = np.concatenate([_block(number) for number in range(first, last + 1)])
    return table[np.asarray(days, np.int64) - first * BLOCK]


def ends_of_days(days: NDArray[np.integer]) -> Int64s:
    """Return the last microsecond of each London day."""
    return starts_of_days(np.asarray(days, np.int64) + 1) - 1


def add_working_days(days: Days, count: int, calendar: Calendar) -> Days:
    """Return, for each day, the day so many working days later; the day itself is day 0, even at a weekend."""
    if not len(days):
        return days
    first, last = int(days.min()), int(days.max())
    open_days: list[int] = []
    day = first
    while len(open_days) < count or open_days[-count] <= last:
        day += 1
        if calendar.is_working_day(FIRST_DAY + timedelta(days=day)):
            open_days.append(day)
    working = np.array(open_days, np.int32)
    found: Days = working[np.searchsorted(working, days, side="right") + count - 1]
    return found


def add_months(days: Days, count: int) -> Days:
    """Return the same day of a later month, or that month's last day when it is shorter."""
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    in_month = days - months.astype("datetime64[D]").astype(np.int64)
    start = (months + count).astype("datetime64[D]").astype(np.int64)
    after = (months + count + 1).astype("datetime64[D]").astype(np.int64)
    found: Days = np.minimum(start + in_month, after - 1).astype(np.int32)
    return found


def add_years(days: Days, count: int) -> Days:
    """Return the birthday so many years later. One on 29 February may come on 1 March."""
    years = days.astype("datetime64[D]").astype("datetime64[Y]")
    in_year = days - years.astype("datetime64[D]").astype(np.int64)
    was_leap, is_leap = _is_leap(years), _is_leap(years + count)
    # From 1 March on, the place in the year moves by one between a leap year and another.
    shifted = in_year - (was_leap & ~is_leap & (in_year > 59)) + (~was_leap & is_leap & (in_year > 58))
    return ((years + count).astype("datetime64[D]").astype(np.int64) + shifted).astype(np.int32)


def _is_leap(years: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    starts = years.astype("datetime64[D]").astype(np.int64)
    leap: NDArray[np.bool_] = ((years + 1).astype("datetime64[D]").astype(np.int64) - starts) == 366
    return leap


@cache
def _block(number: int) -> Int64s:
    days = range(number * BLOCK, (number + 1) * BLOCK)
    return np.array([as_microseconds(start_of_day(FIRST_DAY + timedelta(days=day))) for day in days], np.int64)
