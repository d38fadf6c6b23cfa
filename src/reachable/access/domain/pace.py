"""How fast one person may look children up, and be refused, before they are slowed down and somebody is told why.

In:  when they did so within the last hour; how often is allowed.
Out: when they may go on; None while they are within it. What the reviewer is told.

Nothing here stops a record that they work with: a custody sergeant is never kept from his own child.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

WINDOW = timedelta(hours=1)
A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)


class Paced(Enum):
    """What is counted. (code in the audit record, words for the reviewer)."""

    LOOK_UP = ("SEARCHED", "look-ups")
    REFUSAL = ("REFUSED", "records asked for that were refused")
    NIGHT = ("OPENED", "records opened at night")
    DAY = ("OPENED", "records opened beside one’s own work")

    @property
    def code(self) -> str:
        """Return the kind of entry it leaves."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown to a reviewer."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class OwnLooks:
    """When somebody looked up and was refused lately, and when they were last slowed down."""

    look_ups: tuple[datetime, ...]
    refusals: tuple[datetime, ...]
    slowed: tuple[datetime, ...]

    def of(self, kind: Paced) -> tuple[datetime, ...]:
        """Return when something of one kind was done."""
        return self.look_ups if kind is Paced.LOOK_UP else self.refusals


def find_pause(
    times: Sequence[datetime], *, at_most: int, now: datetime, within: timedelta = WINDOW
) -> datetime | None:
    """Return when the next may be done, or None when it may be done now: fewer than `at_most` in any hour.

    `within` is another length of time than an hour.
    """
    lately = find_lately(times, now=now, within=within)
    return None if len(lately) < at_most else lately[-at_most] + within


def find_lately(times: Sequence[datetime], *, now: datetime, within: timedelta) -> tuple[datetime, ...]:
    """Return those of these instants that are less than so long ago, in order."""
    return tuple(sorted(each for each in times if now - within < each <= now))


def say_slowed(kind: Paced, at_most: int, within: timedelta = WINDOW) -> str:
    """Return what a reviewer is told: how much of what, and why that is looked at. About no child."""
    span = "an hour" if within == WINDOW else "a day"
    return f"slowed down: {at_most} {kind.label} within {span}, more than the work of one person usually needs"
