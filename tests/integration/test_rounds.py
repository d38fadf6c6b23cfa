"""What the machine does by the clock: what falls due is told once, at its time, and one failure stops nothing."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from reachable.access.context import acting, running
from reachable.alerts.domain.states import Act
from reachable.alerts.models import Alert, OutboxMessage, Telling
from reachable.alerts.operations import answer_alert, leave_message
from reachable.jobs.rounds import do_round
from reachable.journeys import child_evaluated, ladder_climbed
from reachable.kernel.when import When
from reachable.rules.models import Duty, Firing, ToEvaluate
from reachable.rules.operations import ask_to_evaluate, begin_asking
from reachable.timeline.domain.kinds import EventKind
from tests.factories.child_stories import tell
from tests.factories.children import add_event, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
HELD_WITHIN = timedelta(hours=72)


def sending(_name: str, _address: str, _text: str) -> None:
    """Let every message leave."""


def go_round(now=NOW, send=sending):
    return do_round(now=now, send=send)


def seen(ask, now=NOW):
    with running(job="test", now=now):
        return ask()


def alerts(rule_id):
    return seen(lambda: list(Alert.objects.filter(rule_id=rule_id)))


@pytest.fixture
def made(database):
    return make_partnership()


@pytest.fixture
def child(made):
    return make_child(made, "Jaydon Marsh")


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(datetime(2026, 5, 11, 9, 0, tzinfo=UTC), id="in summer"),
        pytest.param(datetime(2026, 3, 27, 22, 30, tzinfo=UTC), id="over the night the clocks go forward"),
        pytest.param(datetime(2026, 10, 23, 22, 30, tzinfo=UTC), id="over the night the clocks go back"),
    ],
)
def test_an_interview_nobody_held_is_told_of_once_when_its_time_is_over(database, found):
    made = make_partnership(now=found)
    child = make_child(made, "Jaydon Marsh", now=found)
    add_event(made, child, EventKind.MISSING_FOUND, found)
    go_round(found + MINUTE)
    go_round(found + HELD_WITHIN - MINUTE)
    assert alerts("R085") == []
    due = found + HELD_WITHIN
    go_round(due)
    go_round(due + MINUTE)
    (alert,) = alerts("R085")
    assert (alert.cause, alert.raised_at, alert.due_at) == ("RULE", due, due)


def test_one_held_in_time_is_never_told_of(made, child):
    add_event(made, child, EventKind.MISSING_FOUND, NOW, episode="a")
    add_event(made, child, EventKind.RETURN_INTERVIEW_HELD, NOW + 5 * HOUR, episode="a")
    go_round(NOW + HELD_WITHIN)
    assert alerts("R085") == []


def test_where_only_the_day_is_known_it_is_asked_first_and_told_when_it_is_certain(made, child):
    day = When.on(NOW.date())
    tell(made, child, EventKind.MISSING_FOUND, day, recorded_at=NOW, received_at=NOW)
    with running(job="test", now=NOW):
        ask_to_evaluate(subject_ids=[child], because="test", by=MACHINE, now=NOW)
    go_round(NOW)
    maybe, certainly = day.earliest + HELD_WITHIN, day.latest + HELD_WITHIN
    go_round(maybe)
    (asked,) = alerts("R085")
    assert (asked.cause, asked.urgency) == ("QUESTION", "NEXT_WORKING_DAY")
    by = made.actor("northshire-missing-officer")
    with acting(by=by, what="test", now=maybe + MINUTE):
        answer_alert(alert_id=asked.id, act=Act.CALL_NOT_RELEVANT, reason="Not late yet", by=by, now=maybe + MINUTE)
    assert go_round(certainly - MINUTE).evaluated == 0
    go_round(certainly)
    (told,) = alerts("R085")
    assert (told.id, told.cause, told.urgency, told.state) == (asked.id, "RULE", "SAME_DAY", "OPEN")
    assert seen(lambda: Telling.objects.filter(alert=told, told_at=certainly).count()) == 1
    assert go_round(certainly + MINUTE).evaluated == 0


def test_a_promise_to_act_that_is_not_kept_starts_the_ladder_again(made, child):
    add_event(made, child, EventKind.ARREST, NOW - HOUR, drugs_supply=True)
    go_round()
    (alert,) = alerts("R012")
    by = made.actor("northshire-sergeant")
    promised = NOW + HOUR
    with acting(by=by, what="test", now=NOW + MINUTE):
        answer_alert(alert_id=alert.id, act=Act.ACKNOWLEDGE, reason="", act_by=promised, by=by, now=NOW + MINUTE)
    go_round(promised - MINUTE)
    assert seen(lambda: Telling.objects.filter(alert=alert).count()) == 1
    go_round(promised)
    assert seen(
        lambda: list(Telling.objects.filter(alert=alert).order_by("step").values_list("told_at", flat=True))
    ) == [
        NOW,
        promised,
    ]


def test_what_happened_weeks_ago_and_became_known_today_is_told_today(made, child):
    add_event(made, child, EventKind.ARREST, NOW - timedelta(weeks=5), told_at=NOW, drugs_supply=True)
    go_round()
    assert len(alerts("R012")) == 1


def test_what_could_have_been_known_a_week_before_anything_was_asked_wakes_nobody(made, child):
    add_event(made, child, EventKind.ARREST, NOW - timedelta(days=7), drugs_supply=True)
    with running(job="test", now=NOW):
        begin_asking(by=MACHINE, now=NOW)
    go_round()
    assert alerts("R012") == []
    assert seen(lambda: Firing.objects.filter(rule_id="R012").exists())


@pytest.mark.parametrize("down_for", [timedelta(days=4), timedelta(days=30)])
def test_jobs_that_were_down_for_long_lose_no_alert(down_for, made, child):
    other = make_child(made, "Amara Osei")
    add_event(made, child, EventKind.ARREST, NOW, drugs_supply=True)
    add_event(made, other, EventKind.MISSING_FOUND, NOW)
    go_round(NOW + down_for)
    assert [alert.about_id for alert in alerts("R012")] == [child]
    assert [alert.about_id for alert in alerts("R085")] == [other]


def test_a_clock_that_ran_out_while_the_jobs_were_down_is_told_of(made, child):
    add_event(made, child, EventKind.MISSING_FOUND, NOW)
    go_round(NOW + MINUTE)
    go_round(NOW + timedelta(days=20))
    (alert,) = alerts("R085")
    assert (alert.state, alert.due_at) == ("OPEN", NOW + HELD_WITHIN)


@pytest.fixture
def two_children(made):
    pair = [make_child(made, "Jaydon Marsh"), make_child(made, "Amara Osei")]
    for each in pair:
        add_event(made, each, EventKind.ARREST, NOW - HOUR, drugs_supply=True)
    return pair


def test_a_child_the_rules_fail_for_waits_and_the_others_are_done(made, two_children, monkeypatch, caplog):
    ask = child_evaluated.find_questions
    bad = two_children[0]

    def fail_for_one(facts, **named):
        if facts[0].subject_id == bad:
            raise RuntimeError(f"Jaydon Marsh {bad}")
        return ask(facts, **named)

    monkeypatch.setattr(child_evaluated, "find_questions", fail_for_one)
    with caplog.at_level(logging.ERROR, logger="reachable"):
        assert go_round().evaluated == 1
    assert "RuntimeError" in caplog.text
    assert "Jaydon" not in caplog.text
    assert str(bad) not in caplog.text
    assert seen(lambda: {*ToEvaluate.objects.filter(done_at__isnull=True).values_list("about_id", flat=True)}) == {bad}
    monkeypatch.undo()
    assert go_round().evaluated == 1
    assert len(alerts("R012")) == 2


def test_a_child_that_fails_and_is_asked_about_often_does_not_use_up_the_round(made, two_children, monkeypatch):
    bad, good = two_children
    for _ in range(5):
        with running(job="test", now=NOW - 2 * HOUR):
            ask_to_evaluate(subject_ids=[bad], because="test", by=MACHINE, now=NOW - 2 * HOUR)
    ask = child_evaluated.evaluate_child

    def fail_for_one(*, subject_id, **named):
        if subject_id == bad:
            raise RuntimeError
        return ask(subject_id=subject_id, **named)

    monkeypatch.setattr(child_evaluated, "evaluate_child", fail_for_one)
    assert child_evaluated.evaluate_waiting(now=NOW, at_most=1) == 1
    assert seen(lambda: Alert.objects.filter(about_id=good).exists())


def test_whoever_waits_longest_comes_first_however_often_they_were_asked_about(made, two_children):
    second, first = two_children
    with running(job="test", now=NOW - 2 * HOUR):
        ask_to_evaluate(subject_ids=[first], because="test", by=MACHINE, now=NOW - 2 * HOUR)
    assert child_evaluated.evaluate_waiting(now=NOW, at_most=1) == 1
    assert seen(lambda: {*ToEvaluate.objects.filter(done_at__isnull=True).values_list("about_id", flat=True)}) == {
        second
    }


def test_an_alert_whose_ladder_fails_waits_and_the_others_climb(made, two_children, monkeypatch):
    go_round()
    later = NOW + timedelta(minutes=16)
    bad, good = alerts("R012")
    build = ladder_climbed.build_ladder

    def fail_for_one(alert, *rest):
        if alert.id == bad.id:
            raise ValueError
        return build(alert, *rest)

    monkeypatch.setattr(ladder_climbed, "build_ladder", fail_for_one)
    go_round(later)
    told = seen(lambda: {*Telling.objects.filter(told_at=later).values_list("alert_id", flat=True)})
    assert good.id in told
    assert bad.id not in told
    monkeypatch.undo()
    go_round(later + MINUTE)
    assert seen(lambda: Telling.objects.filter(alert=bad, told_at=later + MINUTE).count()) == 1


def leave(key):
    with running(job="test", now=NOW):
        leave_message(
            key=f"account:{key}",
            to_name="Somebody",
            to_address=f"{key}@example.org",
            text="Reference A",
            by=MACHINE,
            now=NOW,
        )


def test_a_message_that_cannot_leave_is_kept_with_the_reason_and_tried_again(database):
    leave("one")

    def refuse(*_):
        raise ConnectionRefusedError("no mail server")

    assert go_round(send=refuse).sent == 0
    row = OutboxMessage.objects.get()
    assert (row.sent_at, row.attempts) == (None, 1)
    assert "no mail server" in row.last_problem
    assert go_round(NOW + MINUTE).sent == 1
    row.refresh_from_db()
    assert (row.sent_at, row.attempts, row.last_problem) == (NOW + MINUTE, 2, "")


def test_a_message_that_never_can_leave_holds_up_no_other(database, monkeypatch):
    monkeypatch.setattr("reachable.journeys.messages_sent.AT_ONCE", 1)
    leave("broken")
    sent = []

    def send(_name, address, _text):
        if "broken" in address:
            raise ValueError("no such address")
        sent.append(address)

    go_round(send=send)
    leave("later")
    go_round(send=send)
    assert sent == ["later@example.org"]


def test_a_message_is_left_once_for_each_key(database):
    leave("one")
    leave("one")
    assert OutboxMessage.objects.count() == 1


def test_no_transaction_is_open_while_a_message_leaves(database):
    from django.db import connection

    leave("one")
    inside = []
    go_round(send=lambda *_: inside.append(connection.in_atomic_block))
    assert inside == [False]


def test_what_a_page_could_not_finish_the_next_round_does(made, child, monkeypatch):
    from reachable.intake.domain.just_happened import Happening, JustHappened
    from reachable.journeys.just_happened import record_what_happened

    def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(child_evaluated, "find_questions", fail)
    arrest = JustHappened(
        happening=Happening.ARRESTED,
        happened_at=NOW - HOUR,
        recorded_at=NOW,
        given_name="Jaydon",
        answers={"drugs_supply": True},
    )
    happened = record_what_happened(what=arrest, viewer=made.viewer("northshire-sergeant"), now=NOW)
    monkeypatch.undo()
    assert alerts("R012") == []
    assert go_round(NOW + MINUTE).evaluated == 1
    assert [alert.about_id for alert in alerts("R012")] == [happened.subject_id]


def test_a_round_with_nothing_due_does_nothing(made, child):
    add_event(made, child, EventKind.ARREST, NOW - HOUR, drugs_supply=True)
    go_round()
    before = seen(lambda: (Firing.objects.count(), Duty.objects.count(), Telling.objects.count()))
    again = go_round(NOW + MINUTE)
    assert (again.evaluated, again.climbed, again.sent) == (0, 0, 0)
    assert seen(lambda: (Firing.objects.count(), Duty.objects.count(), Telling.objects.count())) == before


def test_rounds_go_on_after_one_that_failed(database, monkeypatch):
    from argparse import Namespace

    from reachable.config.commands import jobs_command
    from reachable.jobs import rounds

    went = []

    def fail_once(**_):
        went.append(True)
        if len(went) == 1:
            raise ConnectionError

    def stop_after_two(_seconds):
        if len(went) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(rounds, "do_daily_round", lambda **_: None)
    monkeypatch.setattr(rounds, "do_round", fail_once)
    monkeypatch.setattr(jobs_command.time, "sleep", stop_after_two)
    with pytest.raises(KeyboardInterrupt):
        jobs_command.run(Namespace(every=1.0))
    assert len(went) == 2


def test_what_is_due_once_an_hour_or_a_day_holds_no_child_up(database, monkeypatch):
    from argparse import Namespace

    from reachable.config.commands import jobs_command
    from reachable.jobs import rounds

    went = []

    def goes(what):
        went.append(what)
        if what != "children":
            raise RuntimeError(what)
        return rounds.Round(0, 0, 0, 0, None)

    def stop_after_three(_seconds):
        if went.count("children") == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(rounds, "do_round", lambda **_: goes("children"))
    for part in ("watch_looks", "climb_findings", "tell_of_feeds", "keep_asking", "watch_weeks_of_looks"):
        monkeypatch.setattr(rounds, part, lambda part=part, **_: goes(part))
    monkeypatch.setattr(jobs_command.time, "sleep", stop_after_three)
    with pytest.raises(KeyboardInterrupt):
        jobs_command.run(Namespace(every=1.0))
    parts = ["watch_looks", "climb_findings", "tell_of_feeds", "keep_asking", "watch_weeks_of_looks"]
    assert went == ["children", *parts, "children", "children"]
