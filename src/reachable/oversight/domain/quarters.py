"""The quarter of a year that counts are of.

In:  a day.
Out: Quarter, and the latest one that is over for long enough to be counted.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reachable.kernel.london import london_date

MONTHS = 3
WAITED = timedelta(days=14)
"""After a quarter has ended, so that what was recorded a few days late is counted with it. It is counted once."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months, by the day on which they begin."""

    starts: date

    @property
    def ends(self) -> date:
        """Return the first day after it."""
        month = self.starts.month + MONTHS
        return date(self.starts.year + month // 13, (month - 1) % 12 + 1, 1)

    def covers(self, at: datetime) -> bool:
        """Test if an instant lies in it, by the day in London."""
        return self.starts <= london_date(at) < self.ends


def quarter_of(day: date) -> Quarter:
    """Return the quarter a day lies in."""
    return Quarter(date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1))


def last_countable(day: date) -> Quarter:
    """Return the latest quarter that has been over for long enough."""
    return quarter_of(quarter_of(day - WAITED).starts - timedelta(days=1))
