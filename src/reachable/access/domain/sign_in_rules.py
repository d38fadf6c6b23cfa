"""How long a proof of who somebody is lasts, and how long a desk may stand still: numbers with the day they begin.

In:  settings such as {"2026-01-01": "15"}; a moment.
Out: DatedMinutes; the length that holds then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reachable.kernel.london import london_date

MOST_MINUTES = 12 * 60


@dataclass(frozen=True, slots=True)
class DatedMinutes:
    """Minutes, each from a day on. The earliest holds before its day as well, so that there is always an answer."""

    steps: tuple[tuple[date, int], ...]

    def at(self, moment: datetime) -> timedelta:
        """Return the length that holds at a moment."""
        day = london_date(moment)
        begun = [minutes for first, minutes in self.steps if first <= day]
        return timedelta(minutes=begun[-1] if begun else self.steps[0][1])


def read_dated_minutes(setting: Mapping[str, str]) -> DatedMinutes:
    """Return minutes by the day they begin, from what an installation set.

    :raises ValueError: when nothing is set, a day is no day, or minutes are not between 1 and 720.
    """
    steps = sorted((date.fromisoformat(day), int(minutes)) for day, minutes in setting.items())
    if not steps or not all(1 <= minutes <= MOST_MINUTES for _day, minutes in steps):
        raise ValueError(f"say it as 2026-01-01=15: a day, and from 1 to {MOST_MINUTES} minutes")
    return DatedMinutes(tuple(steps))


def is_fresh(proved_at: datetime | None, *, now: datetime, lasts: timedelta) -> bool:
    """Test if somebody proved who they are so lately that it need not be asked again. A proof from later is none."""
    return proved_at is not None and timedelta(0) <= now - proved_at < lasts
