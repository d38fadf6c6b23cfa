"""When something happened, as well as anybody knows it.

In:  an exact time, a day, a month, an age, or a range.
Out: a When, and three-way answers to "was it before", "was it within".
"""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum

from reachable.kernel.certainty import Certainty
from reachable.kernel.london import in_utc, london_date, say_day, say_moment, start_of_day


class Precision(Enum):
    """How closely the time is known."""

    EXACT = "EXACT"
    DAY = "DAY"
    MONTH = "MONTH"
    YEAR = "YEAR"
    RANGE = "RANGE"
    UNKNOWN = "UNKNOWN"


LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class When:
    """Some instant in [earliest, latest], both kept in UTC. An exact time has the two equal.

    :raises ValueError: when latest is before earliest, an instant has no time zone, or an exact time spans a stretch.
    """

    earliest: datetime
    latest: datetime
    precision: Precision
    said: str = ""

    def __post_init__(self) -> None:
        # Python compares and subtracts two London times by the clock on the wall, an hour wrong when the clocks change.
        object.__setattr__(self, "earliest", in_utc(self.earliest))
        object.__setattr__(self, "latest", in_utc(self.latest))
        if self.latest < self.earliest:
            raise ValueError("latest must not be before earliest")
        if self.precision is Precision.EXACT and self.earliest != self.latest:
            raise ValueError("an exact time is one instant")

    @classmethod
    def at(cls, instant: datetime) -> "When":
        """Return a time known to the minute."""
        return cls(instant, instant, Precision.EXACT)

    @classmethod
    def on(cls, day: date) -> "When":
        """Return some time on a London day: an interval, never midnight."""
        return cls(start_of_day(day), _last_instant(day), Precision.DAY)

    @classmethod
    def in_month(cls, year: int, month: int) -> "When":
        """Return some time in a month."""
        last = date(year, month, calendar.monthrange(year, month)[1])
        return cls(start_of_day(date(year, month, 1)), _last_instant(last), Precision.MONTH)

    @classmethod
    def in_year(cls, year: int) -> "When":
        """Return some time in a year."""
        return cls(start_of_day(date(year, 1, 1)), _last_instant(date(year, 12, 31)), Precision.YEAR)

    @classmethod
    def between(cls, first: date, last: date, said: str = "") -> "When":
        """Return some time from one London day to another, both included."""
        return cls(start_of_day(first), _last_instant(last), Precision.RANGE, said)

    @classmethod
    def unknown(cls, said: str = "") -> "When":
        """Return a time nobody knows."""
        return cls(LONG_AGO, FAR_AHEAD, Precision.UNKNOWN, said)

    @property
    def is_known(self) -> bool:
        """Test if anything at all is known of the time."""
        return self.precision is not Precision.UNKNOWN

    def within(self, start: datetime, end: datetime) -> Certainty:
        """Answer "did it happen in [start, end]?"."""
        if not self.is_known:
            return Certainty.CANNOT_SAY
        if start <= self.earliest and self.latest <= end:
            return Certainty.CERTAINLY
        if self.latest < start or end < self.earliest:
            return Certainty.NO
        return Certainty.POSSIBLY

    def before(self, other: "When") -> Certainty:
        """Answer "did it happen before that, or at the same instant?"."""
        if not (self.is_known and other.is_known):
            return Certainty.CANNOT_SAY
        if self.latest <= other.earliest:
            return Certainty.CERTAINLY
        if self.earliest > other.latest:
            return Certainty.NO
        return Certainty.POSSIBLY

    def follows_within(self, other: "When", window: timedelta) -> Certainty:
        """Answer "did it happen at or after that, and at most `window` later?"."""
        if not (self.is_known and other.is_known):
            return Certainty.CANNOT_SAY
        shortest = self.earliest - other.latest
        longest = self.latest - other.earliest
        if shortest >= timedelta(0) and longest <= window:
            return Certainty.CERTAINLY
        if longest < timedelta(0) or shortest > window:
            return Certainty.NO
        return Certainty.POSSIBLY

    def say(self, *, year: bool = True) -> str:
        """Return the time in words, no more exact than it is known."""
        if self.said:
            return self.said
        match self.precision:
            case Precision.EXACT:
                return say_moment(self.earliest, year=year)
            case Precision.DAY:
                return say_day(london_date(self.earliest), year=year)
            case Precision.MONTH:
                return f"some time in {london_date(self.earliest):%B %Y}"
            case Precision.YEAR:
                return f"some time in {london_date(self.earliest).year}"
            case Precision.RANGE:
                first, last = london_date(self.earliest), london_date(self.latest)
                if first == last:
                    return f"{say_moment(self.earliest, year=year)} to {say_moment(self.latest, year=year)[-5:]}"
                return f"between {say_day(first, year=year)} and {say_day(last, year=year)}"
            case Precision.UNKNOWN:
                return "date not known"


def _last_instant(day: date) -> datetime:
    """Return the last microsecond of a London day, which is 23, 24 or 25 hours long."""
    return start_of_day(day + timedelta(days=1)) - timedelta(microseconds=1)
