"""From how much on a pattern in how somebody looks is worth a question: local settings, from a day on, with a ground.

In:  a day.
Out: the Limits that count on that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reachable.kernel.london import LONDON
from reachable.oversight.domain.broken_glass import OFTEN
from reachable.oversight.domain.local_settings import START


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of what, within how long. `ground` is why it is set so.

    `day_records` is children opened in a London day, `day_listed` those a list named; somebody waits from
    `day_slowed_at` within an hour on, and from `day_stopped_at` within a day and a night. All outside their own work.

    :raises ValueError: when no ground is given, or a count is less than one.
    """

    from_day: date
    ground: str
    night_from_hour: int = 0
    night_to_hour: int = 6
    night_records: int = 30
    night_own_records: int = 150
    night_slowed_at: int = 60
    night_within: timedelta = timedelta(hours=2)
    day_records: int = 60
    day_listed: int = 600
    day_slowed_at: int = 60
    day_stopped_at: int = 150
    custody_within: timedelta = timedelta(hours=72)
    trawl_records: int = 45
    trawl_days: int = 15
    trawl_within: timedelta = timedelta(days=28)
    denied_in_a_day: int = 10
    fishing_in_a_day: int = 6
    fishing_in_a_week: int = 15
    probing_in_a_day: int = 25
    glass_in_a_week: int = OFTEN
    approvals_each_way: int = 2
    approvals_within: timedelta = timedelta(days=90)
    homes_declared: int = 3

    def __post_init__(self) -> None:
        counts = (
            self.night_records,
            self.night_own_records,
            self.night_slowed_at,
            self.day_records,
            self.day_listed,
            self.day_slowed_at,
            self.day_stopped_at,
            self.trawl_records,
            self.trawl_days,
            self.denied_in_a_day,
            self.fishing_in_a_day,
            self.fishing_in_a_week,
            self.probing_in_a_day,
            self.glass_in_a_week,
            self.approvals_each_way,
            self.homes_declared,
        )
        if not self.ground.strip() or min(counts) < 1:
            raise ValueError("limits are counts of one or more, with the ground they stand on")

    def is_night(self, at: datetime) -> bool:
        """Test if it is night in London."""
        return self.night_from_hour <= at.astimezone(LONDON).hour < self.night_to_hour


LIMITS: tuple[Limits, ...] = (
    Limits(
        from_day=START,
        ground=(
            "Our starting values, local settings: nothing in law sets them, to be set again from what is found. By day:"
            " half as many again as the forty referrals of a full day on a front desk, each of a child allocated to"
            " nobody yet; of names in lists ten times as many, as a list shows them by the page."
        ),
    ),
)


def find_limits(on: date, settings: Sequence[Limits] = LIMITS) -> Limits:
    """Return the limits that count on a day: the latest begun by then, or the first for days before any.

    :raises ValueError: when there are none at all.
    """
    if not settings:
        raise ValueError("a setting without any value")
    begun = [each for each in settings if each.from_day <= on]
    return max(begun, key=lambda each: each.from_day) if begun else min(settings, key=lambda each: each.from_day)
