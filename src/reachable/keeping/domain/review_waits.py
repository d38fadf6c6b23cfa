"""How long a review of a record that is due waits for an answer before it climbs, each length from a day on.

In:  a day; how often the review has climbed.
Out: the length that counts on that day, with the ground it stands on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reachable.kernel.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWait:
    """How long a review waits the first time and each time after, while this holds, and who answers for it.

    :raises ValueError: when it is no length, or names no owner or ground.
    """

    first: timedelta
    after: timedelta
    in_force: Period[date]
    owner: str
    ground: str

    def __post_init__(self) -> None:
        if min(self.first, self.after) <= timedelta(0) or not self.owner.strip() or not self.ground.strip():
            raise ValueError("a wait is a length of time with its owner and the ground it stands on")


REVIEW_WAITS = (
    ReviewWait(
        first=timedelta(days=28),
        after=timedelta(days=14),
        in_force=Period(date(2018, 5, 25)),
        owner="the agency's information-governance lead",
        ground="UK GDPR article 5(1)(e), no longer than is necessary; the days are our starting values, from no source",
    ),
)


def find_review_wait(*, climbed: int, on: date, waits: Sequence[ReviewWait] = REVIEW_WAITS) -> timedelta:
    """Return how long a review waits from a day on that was put before somebody else so many times.

    :raises LookupError: when nothing is in force on that day: a review must not wait for ever for want of a setting.
    """
    holds = next((each for each in waits if each.in_force.covers(on)), None)
    if holds is None:
        raise LookupError("nothing says how long a review waits on this day")
    return holds.after if climbed else holds.first
