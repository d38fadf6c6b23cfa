"""What becomes of a firing and its alert as more is known: answered, taken back, surer, of another child."""

from datetime import timedelta

import pytest

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Run
from reachable.alerts.domain.states import Act
from reachable.alerts.models import Alert, OutboxMessage
from reachable.alerts.operations import answer_alert
from reachable.journeys.child_told import DONE_ALREADY, NO_LONGER
from reachable.kernel.ids import EventId
from reachable.matching.domain.clusters import Answer
from reachable.matching.operations import record_judgement, undo_judgement
from reachable.matching.queries import list_judgements
from reachable.rules.models import Firing
from reachable.rules.operations import ask_to_evaluate
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.models import Event
from reachable.timeline.operations import withdraw_events
from tests.factories.children import add_event, ask_rules, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership

HOUR = timedelta(hours=1)
READY = "R053"
"""Nobody has come to collect a child, two hours after being ready to leave: answered by an adult who came."""


def seen(ask):
    with running(job="test", now=NOW):
        return ask()


def alerts(rule_id):
    return seen(lambda: list(Alert.objects.filter(rule_id=rule_id)))


def messages(words):
    return OutboxMessage.objects.filter(text__contains=words)


@pytest.fixture
def made(database):
    return make_partnership()


@pytest.fixture
def child(made):
    return make_child(made, "Jaydon Marsh")


def nobody_comes(made, child):
    add_event(made, child, EventKind.READY_FOR_RELEASE, NOW - 2 * HOUR, episode="a")
    ask_rules()
    (alert,) = alerts(READY)
    return alert


def somebody_comes(made, child, at):
    add_event(made, child, EventKind.COLLECTED_BY_ADULT, at, episode="a")
    ask_rules(at)


def take_back(child, kind, at):
    with running(job="test", now=at):
        event = Event.objects.get(kind=kind.value, withdrawn_at__isnull=True)
        withdraw_events(event_ids=[EventId(event.id)], because="Entered on the wrong child", by=MACHINE, now=at)
        ask_to_evaluate(subject_ids=[child], because="test", by=MACHINE, now=at)
    ask_rules(at)


def answer(made, alert, at):
    by = made.actor("northshire-duty-worker")
    with acting(by=by, what="test", now=at):
        answer_alert(alert_id=alert.id, act=Act.ACT_ON, reason="I went", by=by, now=at)


def test_what_is_done_at_last_ends_the_wait_and_says_so_once(made, child):
    nobody_comes(made, child)
    somebody_comes(made, child, NOW + HOUR)
    ask_rules(NOW + 2 * HOUR)
    (alert,) = alerts(READY)
    assert (alert.state, alert.closed_because) == ("WITHDRAWN", DONE_ALREADY)
    told = seen(lambda: alert.tellings.filter(user__isnull=False).values("user").distinct().count())
    assert messages("was withdrawn").filter(text__contains=alert.reference).count() == told


def test_what_somebody_said_they_did_is_not_taken_from_them_when_the_record_follows(made, child):
    alert = nobody_comes(made, child)
    answer(made, alert, NOW + HOUR / 2)
    somebody_comes(made, child, NOW + HOUR)
    (alert,) = alerts(READY)
    assert (alert.state, alert.closed_because) == ("ACTED_ON", "I went")
    assert not messages("was withdrawn").filter(text__contains=alert.reference).exists()


def test_when_what_was_done_is_taken_back_the_alert_waits_again(made, child):
    nobody_comes(made, child)
    somebody_comes(made, child, NOW + HOUR)
    take_back(child, EventKind.COLLECTED_BY_ADULT, NOW + 2 * HOUR)
    (alert,) = alerts(READY)
    assert (alert.state, alert.look_again_at is not None) == ("OPEN", True)
    assert messages("stands again").exists() == seen(lambda: alert.tellings.filter(user__isnull=False).exists())


def test_when_what_was_done_before_anybody_was_told_is_taken_back_somebody_is_told(made, child):
    add_event(made, child, EventKind.READY_FOR_RELEASE, NOW - 5 * HOUR, told_at=NOW, episode="a")
    add_event(made, child, EventKind.COLLECTED_BY_ADULT, NOW - HOUR, told_at=NOW, episode="a")
    ask_rules()
    assert alerts(READY) == []
    weeks_later = NOW + timedelta(days=21)
    take_back(child, EventKind.COLLECTED_BY_ADULT, weeks_later)
    (alert,) = alerts(READY)
    assert (alert.state, alert.raised_at) == ("OPEN", weeks_later)


def test_when_what_it_stood_on_is_taken_back_the_alert_is_withdrawn_even_when_answered(made, child):
    alert = nobody_comes(made, child)
    answer(made, alert, NOW + HOUR)
    take_back(child, EventKind.READY_FOR_RELEASE, NOW + 2 * HOUR)
    (alert,) = alerts(READY)
    assert (alert.state, alert.closed_because) == ("WITHDRAWN", NO_LONGER)
    assert seen(lambda: Firing.objects.get(rule_id=READY).state) == "WITHDRAWN"


def test_records_found_to_be_of_one_child_and_then_not_keep_their_firings_where_they_were(made, child):
    other = make_child(made, "Jaydon Marsh", agency="northshire-school")
    add_event(made, other, EventKind.ARREST, NOW - 5 * HOUR, drugs_supply=True)
    nobody_comes(made, child)

    def standing():
        rows = Firing.objects.filter(state="STANDING").values_list("about_id", "rule_id", "anchor_event_id")
        return seen(lambda: sorted(rows)), seen(lambda: Alert.objects.exclude(state="WITHDRAWN").count())

    before = standing()
    by = made.actor("northshire-coordinator")
    with acting(by=by, what="test", now=NOW):
        record_judgement(left=child, right=other, answer=Answer.SAME, because="Seen", by=by, now=NOW)
        ask_to_evaluate(subject_ids=[child, other], because="test", by=by, now=NOW)
    ask_rules()
    linked = standing()[0]
    assert set(before[0]) <= set(linked)
    assert len({row[1:] for row in linked}) == len(linked)
    with acting(by=by, what="test", now=NOW):
        (judgement,) = list_judgements(viewer=Run("test"), subject_ids=[child])
        undo_judgement(judgement_id=judgement.id, because="Twins", by=by, now=NOW)
        ask_to_evaluate(subject_ids=[child, other], because="test", by=by, now=NOW)
    ask_rules()
    assert standing() == before
