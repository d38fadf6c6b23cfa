"""The three instants of everything we hold."""

from datetime import UTC, date, datetime

from reachable.kernel.provenance import Confidence, Instants, Reliability, Sureness
from reachable.kernel.when import When

RECORDED = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
RECEIVED = datetime(2026, 3, 11, 6, 0, tzinfo=UTC)
LATE_NEWS = Instants(When.on(date(2026, 3, 3)), RECORDED, RECEIVED)


def test_the_agency_knew_a_week_before_the_partnership() -> None:
    assert LATE_NEWS.known_to_recorder_by(RECORDED)
    assert not LATE_NEWS.known_to_all_by(RECORDED)
    assert LATE_NEWS.known_to_all_by(RECEIVED)


def test_nobody_knew_on_the_day_it_happened() -> None:
    assert not LATE_NEWS.known_to_recorder_by(datetime(2026, 3, 3, 23, 0, tzinfo=UTC))


def test_nothing_is_sure_until_somebody_says_so() -> None:
    assert Sureness() == Sureness(Reliability.NOT_KNOWN, Confidence.NOT_KNOWN)
