"""Insiders planted in weeks of ordinary work are raised to their reviewers, and hardly anybody else is."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from reachable.config.command import main
from reachable.config.measures.insider_weeks import from_london


def test_every_planted_pattern_is_raised_and_ordinary_work_is_not(capsys):
    status = main(["prove", "insiders", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert [check for check in told["checks"] if not check["holds"]] == []
    assert sum(check["what"].startswith("planted and raised:") for check in told["checks"]) == 8
    assert status == 0


def test_the_hour_the_proof_works_out_is_that_of_london_on_every_day_of_a_year():
    for day in range(365):
        for hour in (0, 3, 6, 12, 23):
            on = date(2026, 1, 1) + timedelta(days=day)
            right = datetime(on.year, on.month, on.day, hour, 5, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
            assert from_london(on, hour, 5) == right
