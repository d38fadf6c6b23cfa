"""Working days, with the bank holidays passed in.

In:  a date, a number of days, and the bank holidays of the country whose law sets the limit.
Out: a date.
"""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which offices are shut. `known_until` is the last day the holidays are known for."""

    name: str
    bank_holidays: frozenset[date]
    known_until: date

    def is_working_day(self, day: date) -> bool:
        """Test if offices are open on this day."""
        return day.weekday() < SATURDAY and day not in self.bank_holidays

    def add_working_days(self, day: date, days: int) -> date:
        """Return the date this many working days later; the day itself is day 0, even at a weekend.

        :raises ValueError: when asked for fewer than one day.
        """
        if days < 1:
            raise ValueError("days must be 1 or more")
        while days:
            day += timedelta(days=1)
            if self.is_working_day(day):
                days -= 1
        return day

    def is_provisional(self, day: date) -> bool:
        """Test if a date lies beyond the bank holidays that are known, so that it may still move."""
        return day > self.known_until
