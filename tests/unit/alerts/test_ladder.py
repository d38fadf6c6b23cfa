"""An alert climbs until somebody answers."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from reachable.alerts.domain.ladder import (
    Acknowledgement,
    ClosingTime,
    Ladder,
    Minutes,
    Step,
    Told,
    Urgency,
    Waiting,
    WhatNow,
    answer_by,
    find_next_step,
)
from reachable.alerts.domain.rota import Channel
from reachable.alerts.domain.states import AlertState
from tests.unit.alerts.desks import AGAIN, HOURS, LADDER, STEPS, london

TEN = london("Tue 2026-03-03 10:00")
OPEN = Waiting(state=AlertState.OPEN, urgency=Urgency.IMMEDIATE)


def ask(waiting: Waiting, now: datetime) -> Step:
    """Return the next step on the made-up ladder."""
    return find_next_step(waiting, LADDER, steps=STEPS, again=AGAIN, hours=HOURS, now=now)


def climb(waiting: Waiting, now: datetime, times: int) -> tuple[Waiting, datetime]:
    """Return the alert and the time after this many rounds of telling and no answer."""
    for _ in range(times):
        step = ask(waiting, now)
        assert step.answer_by is not None
        told = [
            Told(desk=contact.desk, name=contact.name, told_at=now, answer_by=step.answer_by) for contact in step.tell
        ]
        waiting, now = replace(waiting, told=(*waiting.told, *told)), step.answer_by
    return waiting, now


def test_first_the_desk_whose_turn_it_is_is_told() -> None:
    step = ask(OPEN, TEN)
    assert step.what is WhatNow.TELL
    assert [contact.name for contact in step.tell] == ["Vikram Chand"]
    assert step.answer_by == TEN + timedelta(minutes=15)
    assert step.words == "Tell Vikram Chand, Eastham duty team. Answer by Tuesday 3 March, 10:15."


def test_until_the_time_to_answer_has_passed_the_ladder_waits() -> None:
    waiting, due = climb(OPEN, TEN, 1)
    step = ask(waiting, due - timedelta(seconds=1))
    assert (step.what, step.look_again_at, step.not_answered) == (WhatNow.WAIT, due, ())
    assert step.words == "Waiting for Vikram Chand, Eastham duty team until Tuesday 3 March, 10:15."


def test_on_the_minute_the_next_desk_is_told_and_who_did_not_answer_is_said() -> None:
    waiting, due = climb(OPEN, TEN, 1)
    step = ask(waiting, due)
    assert [contact.name for contact in step.tell] == ["Yusra Deen"]
    assert [each.name for each in step.not_answered] == ["Vikram Chand"]
    assert not step.exhausted


def test_at_the_top_both_areas_duty_managers_are_told_together() -> None:
    waiting, due = climb(OPEN, TEN, 2)
    step = ask(waiting, due)
    assert step.exhausted
    assert [(contact.desk, contact.channel) for contact in step.tell] == [
        ("Eastham duty manager", Channel.TELEPHONE),
        ("Northshire duty manager", Channel.TELEPHONE),
    ]
    assert step.words == (
        "Everybody on the ladder has been told and nobody has answered. "
        "Ring Ingrid Solace, Eastham duty manager, 07700 900123; "
        "Nobody on the rota for Northshire duty manager: ring the switchboard, 01632 960199. "
        "Answer by Tuesday 3 March, 10:45."
    )


@pytest.mark.parametrize(
    ("urgency", "minutes"),
    [
        (Urgency.IMMEDIATE, [15, 30, 60, 120, 120, 120, 120]),
        (Urgency.SAME_DAY, [120, 240, 240, 240, 240, 240, 240]),
    ],
)
def test_the_duty_managers_are_told_again_less_and_less_often_but_always_again(
    urgency: Urgency, minutes: list[int]
) -> None:
    waiting, due = climb(replace(OPEN, urgency=urgency), TEN, 3)
    told_at = due - timedelta(minutes=minutes[0])
    for gap in minutes:
        again_at = told_at + timedelta(minutes=gap)
        before = ask(waiting, again_at - timedelta(seconds=1))
        assert (before.what, before.look_again_at, before.exhausted) == (WhatNow.WAIT, again_at, True)
        assert len(ask(waiting, again_at).tell) == 2
        waiting, _ = climb(waiting, again_at, 1)
        told_at = again_at


def test_what_is_answered_by_closing_time_is_told_to_the_managers_once_a_working_day() -> None:
    waiting, due = climb(replace(OPEN, urgency=Urgency.NEXT_WORKING_DAY), TEN, 3)
    assert ask(waiting, due - timedelta(seconds=1)).what is WhatNow.WAIT
    assert ask(waiting, due).what is WhatNow.TELL


def test_a_ladder_of_managers_only_says_so_from_the_start() -> None:
    short = Ladder(desks=(), duty_managers=LADDER.duty_managers)
    assert len(find_next_step(OPEN, short, steps=STEPS, again=AGAIN, hours=HOURS, now=TEN).tell) == 2


def test_a_ladder_without_a_top_is_refused() -> None:
    with pytest.raises(ValueError, match="duty manager"):
        Ladder(desks=LADDER.desks, duty_managers=())


def test_once_somebody_has_taken_it_nobody_else_is_told() -> None:
    waiting, due = climb(OPEN, TEN, 1)
    taken = replace(waiting, state=AlertState.ACKNOWLEDGED, acknowledgement=Acknowledgement(by="Vikram Chand", at=due))
    step = ask(taken, due + timedelta(days=30))
    assert (step.what, step.look_again_at) == (WhatNow.NOTHING, None)
    assert step.words == "Vikram Chand has taken it."


def test_a_promise_to_act_that_was_not_kept_starts_the_ladder_again() -> None:
    waiting, due = climb(OPEN, TEN, 1)
    promised = TEN + timedelta(hours=2)
    taken = replace(
        waiting,
        state=AlertState.ACKNOWLEDGED,
        acknowledgement=Acknowledgement(by="Vikram Chand", at=due, act_by=promised),
    )
    assert ask(taken, promised - timedelta(seconds=1)).look_again_at == promised
    step = ask(taken, promised)
    assert [contact.desk for contact in step.tell] == ["Eastham duty team"]
    assert step.words.startswith("Vikram Chand took it and has not acted. Tell Vikram Chand")
    again, later = climb(taken, promised, 1)
    assert [contact.desk for contact in ask(again, later).tell] == ["Northshire hub"]


def test_taken_by_somebody_who_cannot_act_it_goes_on_climbing() -> None:
    waiting, due = climb(OPEN, TEN, 1)
    taken = replace(
        waiting,
        state=AlertState.ACKNOWLEDGED,
        acknowledgement=Acknowledgement(by="Temporary receptionist", at=TEN, can_act=False),
    )
    assert [contact.desk for contact in ask(taken, due).tell] == ["Northshire hub"]


@pytest.mark.parametrize("state", [AlertState.ACTED_ON, AlertState.NOT_RELEVANT, AlertState.WITHDRAWN])
def test_an_answered_alert_tells_nobody(state: AlertState) -> None:
    assert ask(replace(OPEN, state=state), TEN).what is WhatNow.NOTHING


@pytest.mark.parametrize(
    ("length", "now", "due"),
    [
        (Minutes(15), "Tue 2026-03-03 23:55", "Wed 2026-03-04 00:10"),
        (Minutes(120), "Sun 2026-03-29 00:30", "Sun 2026-03-29 03:30"),
        (ClosingTime(1), "Tue 2026-03-03 10:00", "Wed 2026-03-04 17:00"),
        (ClosingTime(1), "Fri 2026-03-06 22:00", "Mon 2026-03-09 17:00"),
        (ClosingTime(1), "Thu 2026-04-02 10:00", "Tue 2026-04-07 17:00"),
        (ClosingTime(1), "Fri 2026-03-27 10:00", "Mon 2026-03-30 17:00"),
    ],
)
def test_the_time_to_answer_is_counted_as_the_urgency_says(length: Minutes | ClosingTime, now: str, due: str) -> None:
    assert answer_by(length, HOURS, london(now)) == london(due)


@pytest.mark.parametrize("make", [Minutes, ClosingTime])
def test_nobody_is_given_no_time_at_all(make: type[Minutes] | type[ClosingTime]) -> None:
    with pytest.raises(ValueError, match="at least"):
        make(0)


def test_an_urgency_without_a_local_setting_is_an_error_not_a_silence() -> None:
    with pytest.raises(KeyError):
        find_next_step(OPEN, LADDER, steps={}, again=AGAIN, hours=HOURS, now=TEN)
