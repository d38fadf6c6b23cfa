"""Days and times counted back from the morning on which the demo is opened.

In:  the moment that is "now", in UTC.
Out: instants in UTC, all of them before now, that a London clock shows once and only once.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from reachable.kernel.london import LONDON, from_london, london_date

MORNING = time(7, 10)
"""By this time last night is over and the morning's extracts have come."""

CLOCKS_CHANGE_AT = time(2, 0)
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Moments:
    """Now, and the last morning before it.

    :raises ValueError: when now has no time zone.
    """

    now: datetime

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("now must have a time zone")

    @property
    def morning(self) -> date:
        """Return today in London, or yesterday when it is not yet ten past seven."""
        today = london_date(self.now)
        return today if london(today, MORNING) <= self.now else today - timedelta(days=1)

    def day(self, days_ago: int) -> date:
        """Return the date this many days before the morning."""
        return self.morning - timedelta(days=days_ago)

    def at(self, days_ago: int, clock: str) -> datetime:
        """Return the instant, in UTC, of a London time written HH:MM this many days before the morning."""
        return london(self.day(days_ago), time.fromisoformat(clock))

    def weekday(self, days_ago: int) -> date:
        """Return that day, or the Friday before it when it falls at a weekend."""
        day = self.day(days_ago)
        return day - timedelta(days=max(0, day.weekday() - FRIDAY))

    def office(self, days_ago: int, clock: str) -> datetime:
        """Return that time on that day, or on the Friday before it when the day falls at a weekend."""
        return london(self.weekday(days_ago), time.fromisoformat(clock))

    def from_now(self, away: timedelta) -> datetime:
        """Return now plus a stretch of time, cut down to a whole ten minutes."""
        moment = (self.now + away).astimezone(UTC)
        return writable(moment.replace(minute=moment.minute // 10 * 10, second=0, microsecond=0))


def london(day: date, clock: time) -> datetime:
    """Return a London time in UTC; one that the change of clocks skips or repeats becomes 02:00."""
    try:
        return from_london(day, clock)
    except ValueError:
        return from_london(day, CLOCKS_CHANGE_AT)


def writable(moment: datetime) -> datetime:
    """Return the same instant, moved on to 02:00 when a London clock shows its time twice."""
    local = moment.astimezone(LONDON)
    return london(local.date(), local.time().replace(tzinfo=None))
