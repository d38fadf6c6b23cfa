"""Clocks: written with their weekdays."""

from datetime import date

import pytest

from reachable.kernel.certainty import Certainty
from reachable.kernel.period import Period
from reachable.timeline.domain.kinds import EventKind as K
from reachable.tracks.domain.limits import Bound, Clock, ClockName, LimitOf, Unit, due_instant, run_clock
from tests.unit.tracks.made_up import CALENDAR, LIMITS, fact, limit, moment, when

YES, MAYBE, UNSURE, NO = Certainty.CERTAINLY, Certainty.POSSIBLY, Certainty.CANNOT_SAY, Certainty.NO


@pytest.mark.parametrize(
    ("count", "unit", "started", "due"),
    [
        (72, Unit.HOURS, "Fri 2026-03-27 18:00", "Mon 2026-03-30 19:00"),
        (72, Unit.HOURS, "Fri 2026-10-23 18:00", "Mon 2026-10-26 17:00"),
        (24, Unit.HOURS, "Sat 2027-03-27 22:00", "Sun 2027-03-28 23:00"),
        (1, Unit.WORKING_DAYS, "Thu 2026-04-02 09:00", "Tue 2026-04-07 23:59"),
        (1, Unit.WORKING_DAYS, "Sat 2026-03-07 23:30", "Mon 2026-03-09 23:59"),
        (15, Unit.WORKING_DAYS, "Wed 2026-04-01 10:00", "Fri 2026-04-24 23:59"),
        (30, Unit.DAYS, "Sun 2026-03-01 10:00", "Tue 2026-03-31 23:59"),
        (3, Unit.MONTHS, "Mon 2026-11-30 10:00", "Sun 2027-02-28 23:59"),
        (6, Unit.MONTHS, "Tue 2026-03-03 10:00", "Thu 2026-09-03 23:59"),
    ],
)
def test_a_limit_ends_when_the_law_says(count: int, unit: Unit, started: str, due: str) -> None:
    ends = due_instant(moment(started), limit("X", count, unit), CALENDAR)
    assert ends.replace(second=0) == moment(due)


def test_a_floor_opens_at_the_start_of_its_day() -> None:
    floor = limit("NRM_CG", 30, Unit.DAYS, bound=Bound.NOT_BEFORE)
    assert due_instant(moment("Sun 2026-03-01 10:00"), floor, CALENDAR) == moment("Tue 2026-03-31 00:00")


def one(started: str, *, met: str = "", name: ClockName = ClockName.RHI) -> Clock:
    """Return the return-interview clock of a child who came back then."""
    back = fact(K.MISSING_FOUND, started)
    held = fact(K.RETURN_INTERVIEW_HELD, met) if met else None
    (clock,) = run_clock(name, back, limits=LIMITS, calendar=CALENDAR, met=held)
    return clock


@pytest.mark.parametrize(
    ("now", "answer"),
    [("Fri 2026-03-06 14:00", NO), ("Fri 2026-03-06 14:01", YES)],
)
def test_a_clock_is_late_the_minute_after_it_is_due(now: str, answer: Certainty) -> None:
    assert one("Tue 2026-03-03 14:00").is_late(moment(now)) is answer


@pytest.mark.parametrize(
    ("now", "answer"),
    [("Fri 2026-03-06 00:00", NO), ("Fri 2026-03-06 12:00", MAYBE), ("Sat 2026-03-07 00:01", YES)],
)
def test_a_return_known_to_the_day_makes_lateness_possible_before_it_is_certain(now: str, answer: Certainty) -> None:
    clock = one("Tue 2026-03-03")
    assert clock.certainty is MAYBE
    assert clock.is_late(moment(now)) is answer


def test_nobody_can_say_whether_a_clock_without_a_start_is_late() -> None:
    clock = one("?")
    assert clock.certainty is UNSURE
    assert clock.is_late(moment("Tue 2026-03-03 14:00")) is UNSURE
    assert "not known" in clock.due_at.say()


def test_a_clock_that_was_met_is_judged_when_it_was_met() -> None:
    long_after = moment("Tue 2026-06-02 09:00")
    assert one("Tue 2026-03-03 14:00", met="Fri 2026-03-06 13:00").is_late(long_after) is NO
    assert one("Tue 2026-03-03 14:00", met="Mon 2026-03-09 10:00").is_late(long_after) is YES


def test_working_days_give_one_due_time_whatever_the_hour() -> None:
    clock = one("Tue 2026-03-03", name=ClockName.REF_ACK)
    assert clock.certainty is YES
    assert clock.due_at.say() == "the end of Wednesday 4 March 2026"


def test_a_due_range_is_said_with_both_its_ends() -> None:
    said = one("Tue 2026-03-03").due_at.say()
    assert said == "between Friday 6 March 2026, 00:00 and Friday 6 March 2026, 23:59"


def test_a_due_day_past_the_published_bank_holidays_is_provisional() -> None:
    assert one("Thu 2026-12-31 10:00", name=ClockName.ICPC).provisional
    assert not one("Tue 2026-03-03 10:00", name=ClockName.ICPC).provisional


def test_a_clock_keeps_the_limit_it_started_under() -> None:
    old = limit("RHI", 72, Unit.HOURS, in_force=Period(date(2014, 1, 1), date(2026, 3, 4)))
    new = limit("RHI", 48, Unit.HOURS, in_force=Period(date(2026, 3, 4)))
    dated = {"RHI": (old, new)}

    def due(started: str) -> str:
        (clock,) = run_clock(ClockName.RHI, fact(K.MISSING_FOUND, started), limits=dated, calendar=CALENDAR)
        return clock.due_at.say()

    assert due("Tue 2026-03-03 14:00") == "Friday 6 March 2026, 14:00"
    assert due("Wed 2026-03-04 14:00") == "Friday 6 March 2026, 14:00"
    assert due("Thu 2026-03-05 14:00") == "Saturday 7 March 2026, 14:00"


def test_where_no_limit_is_in_force_no_clock_runs() -> None:
    started = fact(K.MISSING_FOUND, "Tue 2026-03-03 14:00")
    ended = {"RHI": (limit("RHI", 72, Unit.HOURS, in_force=Period(date(2014, 1, 1), date(2020, 1, 1))),)}
    assert run_clock(ClockName.RHI, started, limits={}, calendar=CALENDAR) == ()
    assert run_clock(ClockName.RHI, started, limits=ended, calendar=CALENDAR) == ()


def test_a_limit_of_nothing_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="RHI"):
        LimitOf(id="RHI", count=0, unit=Unit.HOURS, sentence="", source="", in_force=Period(date(2014, 1, 1)))


def test_a_clock_nobody_reports_on_never_claims_to_be_late() -> None:
    arrest = fact(K.ARREST, "Tue 2026-03-03 14:00")
    (clock,) = run_clock(ClockName.PACE_REVIEW_FIRST, arrest, limits=LIMITS, calendar=CALENDAR, watched=False)
    assert clock.is_late(moment("Sun 2026-03-08 14:00")) is UNSURE
    assert not clock.is_running
    assert clock.due_at == when("Tue 2026-03-03 20:00")


def test_a_start_that_may_lie_on_either_side_of_a_change_in_the_law_is_due_under_both() -> None:
    old = limit("RHI", 72, Unit.HOURS, in_force=Period(date(2014, 1, 1), date(2026, 3, 15)))
    new = limit("RHI", 48, Unit.HOURS, in_force=Period(date(2026, 3, 15)))
    in_march = fact(K.MISSING_FOUND, "2026-03")

    (both,) = run_clock(ClockName.RHI, in_march, limits={"RHI": (old, new)}, calendar=CALENDAR)
    assert both.due_at.say() == "between Wednesday 4 March 2026, 00:00 and Thursday 2 April 2026, 23:59"
    (ended,) = run_clock(ClockName.RHI, in_march, limits={"RHI": (old,)}, calendar=CALENDAR)
    assert ended.due_at.say() == "between Wednesday 4 March 2026, 00:00 and Friday 3 April 2026, 23:59"
