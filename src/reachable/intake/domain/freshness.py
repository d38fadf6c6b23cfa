"""How fresh each feed is, said so that "nothing came" is never read as "nothing happened".

In:  when a feed last came in, and how often it should.
Out: Freshness: a state and a few words.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from reachable.kernel.london import LONDON, in_utc, london_date, say_moment

EXPECTED_EVERY: dict[str, timedelta] = {
    "custody": timedelta(days=1),
    "missing": timedelta(days=1),
    "social_care": timedelta(days=1),
    "school": timedelta(days=7),
    "stops": timedelta(days=1),
    "sightings": timedelta(days=7),
    "placements": timedelta(days=1),
    "youth_justice": timedelta(days=7),
    "nrm": timedelta(days=7),
    "hospital": timedelta(days=1),
    "casework": timedelta(days=7),
    "adults": timedelta(days=7),
}
"""How often each feed should come. Local settings."""

GRACE = timedelta(hours=2)


class FreshnessState(Enum):
    """Whether a feed is as fresh as agreed."""

    FRESH = "FRESH"
    LATE = "LATE"
    NEVER = "NEVER"


@dataclass(frozen=True, slots=True)
class Freshness:
    """A feed's state, and its words: "today, 06:50" or "not received since Tuesday 3 March, 06:50"."""

    state: FreshnessState
    words: str


def tell_freshness(
    last_received_at: datetime | None, *, expected_every: timedelta, now: datetime, grace: timedelta = GRACE
) -> Freshness:
    """Return how fresh a feed is. It is late once the interval it should come in, and the grace, have passed.

    :raises ValueError: when a time has no time zone.
    """
    if last_received_at is None:
        return Freshness(FreshnessState.NEVER, "never received")
    last, now = in_utc(last_received_at), in_utc(now)
    if now - last > expected_every + grace:
        year = london_date(last).year != london_date(now).year
        return Freshness(FreshnessState.LATE, f"not received since {say_moment(last, year=year)}")
    return Freshness(FreshnessState.FRESH, _say_lately(last, now))


def _say_lately(last: datetime, now: datetime) -> str:
    days = (london_date(now) - london_date(last)).days
    clock = f"{last.astimezone(LONDON):%H:%M}"
    if days > 1:
        return say_moment(last)
    return f"yesterday, {clock}" if days == 1 else f"today, {clock}"
