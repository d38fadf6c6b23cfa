"""A stretch of time or of days, from its first moment up to but not including its last: [from, to).

In:  two instants or two dates; no end means "still going on".
Out: whether it covers a moment, and whether two overlap.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from reachable.kernel.london import in_utc

Moment = TypeVar("Moment", date, datetime)


@dataclass(frozen=True, slots=True)
class Period(Generic[Moment]):
    """[start, end). An end of None is open. Instants are kept in UTC.

    :raises ValueError: when the end is not after the start, or an instant has no time zone.
    """

    start: Moment
    end: Moment | None = None

    def __post_init__(self) -> None:
        for name, moment in (("start", self.start), ("end", self.end)):
            if isinstance(moment, datetime):
                object.__setattr__(self, name, in_utc(moment))
        if self.end is not None and self.end <= self.start:
            raise ValueError("a period must end after it starts")

    def covers(self, moment: Moment) -> bool:
        """Test if a moment falls inside; the start does, the end does not."""
        return self.start <= moment and (self.end is None or moment < self.end)

    def overlaps(self, other: "Period[Moment]") -> bool:
        """Test if two periods share at least one moment."""
        starts_before_end = other.end is None or self.start < other.end
        ends_after_start = self.end is None or other.start < self.end
        return starts_before_end and ends_after_start
