"""How long things may last or wait in oversight: local settings, each from a day on and with the ground it stands on.

In:  a setting and a day.
Out: the length that counts on that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_GLASS = timedelta(minutes=60)
"""No setting may let broken glass stay open for longer. The database refuses it as well."""


@dataclass(frozen=True, slots=True)
class DatedLength:
    """A length of time from a day on, and why it is that long.

    :raises ValueError: when it is no length, or no ground is given.
    """

    length: timedelta
    from_day: date
    ground: str

    def __post_init__(self) -> None:
        if self.length <= timedelta(0) or not self.ground.strip():
            raise ValueError("a setting is a length of time with the ground it stands on")


START = date(2026, 1, 1)
GLASS_OPEN_FOR = (
    DatedLength(
        LONGEST_GLASS,
        START,
        "UK GDPR article 6(1)(d), vital interests, and 5(1)(c), no more than is needed: one hour in which to act.",
    ),
)
GLASS_REVIEWED_WITHIN = (
    DatedLength(
        timedelta(hours=24),
        START,
        "Practice of health records in England: each opening without a relationship is reviewed by a privacy officer.",
    ),
)
FINDING_ANSWERED_WITHIN = (
    DatedLength(timedelta(days=3), START, "Our starting value: over a weekend, and no longer than that."),
)
READ_FOR = (
    DatedLength(timedelta(days=28), START, "Our starting value: how long a review or a request can be looked back at."),
)


def find_length(settings: Sequence[DatedLength], on: date) -> timedelta:
    """Return the length that counts on a day: the latest begun by then, or the first for days before any.

    :raises ValueError: when there is no setting at all.
    """
    if not settings:
        raise ValueError("a setting without any value")
    begun = [each for each in settings if each.from_day <= on]
    chosen = max(begun, key=lambda each: each.from_day) if begun else min(settings, key=lambda each: each.from_day)
    return chosen.length


def find_glass_length(on: date, settings: Sequence[DatedLength] = GLASS_OPEN_FOR) -> timedelta:
    """Return how long broken glass stays open on a day, never more than an hour whatever is set."""
    return min(find_length(settings, on), LONGEST_GLASS)
