"""Working days of England and Wales, around the bank holidays that catch people out."""

from datetime import date

import pytest

from reachable.kernel.working_days import Calendar

ENGLAND_AND_WALES = Calendar(
    name="England and Wales",
    bank_holidays=frozenset(
        date.fromisoformat(day)
        for day in (
            "2023-05-08",
            "2026-04-03",
            "2026-04-06",
            "2026-08-31",
            "2026-12-25",
            "2026-12-28",
            "2027-01-01",
            "2027-03-26",
            "2027-03-29",
        )
    ),
    known_until=date(2027, 12, 31),
)


def written(words: str) -> date:
    """Return the day of "Fri 2026-12-18", after checking the weekday."""
    weekday, day = words.split()
    parsed = date.fromisoformat(day)
    assert f"{parsed:%a}" == weekday, f"{day} is a {parsed:%A}"
    return parsed


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("Mon 2026-06-01", 1, "Tue 2026-06-02"),
        ("Fri 2026-06-05", 1, "Mon 2026-06-08"),
        ("Sat 2026-06-06", 1, "Mon 2026-06-08"),
        ("Sun 2026-06-07", 1, "Mon 2026-06-08"),
        ("Thu 2026-04-02", 1, "Tue 2026-04-07"),
        ("Sat 2026-12-19", 1, "Mon 2026-12-21"),
        ("Thu 2026-12-24", 1, "Tue 2026-12-29"),
        ("Fri 2026-12-18", 15, "Wed 2027-01-13"),
        ("Fri 2023-05-05", 1, "Tue 2023-05-09"),
        ("Thu 2027-03-25", 5, "Mon 2027-04-05"),
    ],
)
def test_working_days_skip_weekends_and_bank_holidays(start: str, days: int, due: str) -> None:
    assert ENGLAND_AND_WALES.add_working_days(written(start), days) == written(due)


@pytest.mark.parametrize("days", [0, -1])
def test_fewer_than_one_working_day_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="1 or more"):
        ENGLAND_AND_WALES.add_working_days(date(2026, 6, 1), days)


def test_a_date_past_the_known_bank_holidays_may_still_move() -> None:
    assert not ENGLAND_AND_WALES.is_provisional(date(2027, 12, 31))
    assert ENGLAND_AND_WALES.is_provisional(date(2028, 1, 1))


def test_a_bank_holiday_is_not_a_working_day() -> None:
    assert not ENGLAND_AND_WALES.is_working_day(written("Mon 2026-08-31"))
    assert ENGLAND_AND_WALES.is_working_day(written("Tue 2026-09-01"))
