"""Times as people in England and Wales say them. Instants are kept in UTC and shown in London time.

In:  instants in UTC; local times as somebody wrote them.
Out: "Tuesday 3 March, 14:20"; instants; an error when a local time happened twice or never.
"""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EARLIEST_DAY = date(1970, 1, 1)
"""No record of a child is older, so no earlier day can be asked about."""


class LocalTimeNeverHappened(ValueError):
    """The clocks went forward over this time. Ask; do not guess."""


class LocalTimeHappenedTwice(ValueError):
    """The clocks went back over this time, so it names two instants. Ask; do not guess."""


def from_london(day: date, clock: time, *, second_time: bool | None = None) -> datetime:
    """Return the UTC instant of a time on a London clock.

    `second_time` is the answer of whoever was asked about a time that happened twice: False for the first time round,
    True for the second. For any other time it changes nothing.

    :raises LocalTimeNeverHappened: when the clocks went forward over it.
    :raises LocalTimeHappenedTwice: when the clocks went back over it and nobody has said which.
    """
    first = datetime.combine(day, clock, tzinfo=LONDON).replace(fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() != second.utcoffset():
        if first.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != first.replace(tzinfo=None):
            raise LocalTimeNeverHappened(f"{clock:%H:%M} on {say_day(day)} never happened: the clocks went forward")
        if second_time is not None:
            return (second if second_time else first).astimezone(UTC)
        raise LocalTimeHappenedTwice(f"{clock:%H:%M} on {say_day(day)} happened twice: the clocks went back")
    return first.astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """Return the first instant of a London day, in UTC. Midnight is never skipped or repeated in London."""
    return datetime.combine(day, time(0), tzinfo=LONDON).astimezone(UTC)


@lru_cache(maxsize=10_000)
def london_date(instant: datetime) -> date:
    """Return the day it was in London."""
    return in_utc(instant).astimezone(LONDON).date()


def say_day(day: date, *, year: bool = False) -> str:
    """Return "Tuesday 3 March", with the year when asked."""
    return f"{day:%A} {day.day} {day:%B}" + (f" {day.year}" if year else "")


def say_moment(instant: datetime, *, year: bool = False) -> str:
    """Return "Tuesday 3 March, 14:20" in London time, with the year when asked."""
    local = in_utc(instant).astimezone(LONDON)
    return f"{say_day(local.date(), year=year)}, {local:%H:%M}"


def in_utc(instant: datetime) -> datetime:
    """Return the same instant in UTC.

    :raises ValueError: when it has no time zone, so that nobody can say which instant it is.
    """
    if instant.tzinfo is UTC:
        return instant
    if instant.tzinfo is None:
        raise ValueError("an instant must have a time zone")
    return instant.astimezone(UTC)
