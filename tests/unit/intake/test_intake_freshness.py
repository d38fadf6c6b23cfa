"""How fresh a feed is, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from reachable.intake.domain.freshness import EXPECTED_EVERY, Freshness, FreshnessState, tell_freshness
from reachable.intake.domain.layouts import LAYOUTS

NOW = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def tell(last: datetime | None, every: timedelta = DAY) -> Freshness:
    return tell_freshness(last, expected_every=every, now=NOW)


def test_a_feed_that_came_this_morning_says_when() -> None:
    assert tell(datetime(2026, 3, 5, 6, 50, tzinfo=UTC)) == Freshness(FreshnessState.FRESH, "today, 06:50")


def test_a_feed_that_came_last_night_says_yesterday() -> None:
    assert tell(datetime(2026, 3, 4, 18, 0, tzinfo=UTC)) == Freshness(FreshnessState.FRESH, "yesterday, 18:00")


def test_a_weekly_feed_says_its_day() -> None:
    told = tell(datetime(2026, 3, 2, 6, 0, tzinfo=UTC), timedelta(days=7))
    assert told == Freshness(FreshnessState.FRESH, "Monday 2 March, 06:00")


def test_a_late_feed_says_since_when_nothing_came() -> None:
    told = tell(datetime(2026, 3, 3, 6, 50, tzinfo=UTC))
    assert told == Freshness(FreshnessState.LATE, "not received since Tuesday 3 March, 06:50")


def test_a_feed_late_since_last_year_says_the_year() -> None:
    assert tell(datetime(2025, 3, 3, 6, 50, tzinfo=UTC)).words == "not received since Monday 3 March 2025, 06:50"


def test_a_feed_that_never_came_is_not_called_late() -> None:
    assert tell(None) == Freshness(FreshnessState.NEVER, "never received")


@pytest.mark.parametrize(("over", "state"), [(0, FreshnessState.FRESH), (1, FreshnessState.LATE)])
def test_a_feed_is_late_once_its_interval_and_the_grace_have_passed(over: int, state: FreshnessState) -> None:
    last = NOW - DAY - timedelta(hours=2, minutes=over)
    assert tell(last).state is state


def test_every_feed_has_an_interval() -> None:
    assert EXPECTED_EVERY.keys() == LAYOUTS.keys()


def test_a_time_without_a_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="time zone"):
        tell(datetime(2026, 3, 5, 6, 50))  # noqa: DTZ001
