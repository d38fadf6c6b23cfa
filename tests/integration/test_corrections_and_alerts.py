"""Putting a spelling right tells nobody a second time, and takes no answer away."""

from datetime import timedelta

import pytest

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor
from reachable.alerts.domain.states import Act
from reachable.alerts.models import Alert
from reachable.alerts.operations import answer_alert
from reachable.journeys.child_evaluated import evaluate_waiting
from reachable.kernel.ids import AlertId
from reachable.rules.models import Duty, Firing
from reachable.timeline.models import Event
from tests.factories.partnership import NOW, make_partnership
from tests.factories.sent_records import custody_row, missing_row, send

HOUR = timedelta(hours=1)
ARREST = {"arrested_at": "12/05/2026 23:10", "recorded_at": "13/05/2026 02:00"}
SEIZED = {"drugs_seized": "cannabis", "wraps": "4", "cash_seized": "120.00"}


@pytest.fixture
def made(database):
    return make_partnership()


def firings(rule_id):
    with running(job="test", now=NOW):
        return list(Firing.objects.filter(rule_id=rule_id))


def alerts(rule_id):
    with running(job="test", now=NOW):
        return list(Alert.objects.filter(rule_id=rule_id))


def standing_event(kind):
    with running(job="test", now=NOW):
        corrected = Event.objects.filter(supersedes__isnull=False).values("supersedes")
        return Event.objects.filter(kind=kind, withdrawn_at__isnull=True).exclude(id__in=corrected).get()


def test_a_corrected_event_keeps_its_firing_its_alert_and_the_answer(made):
    send(made, "custody", custody_row("EC/26/000001", **ARREST, **SEIZED))
    evaluate_waiting(now=NOW)
    (alert,) = alerts("R050")
    by = _somebody(made)
    with acting(by=by, what="test", now=NOW + HOUR):
        answer_alert(alert_id=AlertId(alert.id), act=Act.ACT_ON, reason="Asked him about debt.", by=by, now=NOW + HOUR)

    corrected = custody_row("EC/26/000001", **(ARREST | SEIZED | {"wraps": "5", "recorded_at": "13/05/2026 06:00"}))
    send(made, "custody", corrected, now=NOW + 2 * HOUR)
    evaluate_waiting(now=NOW + 2 * HOUR)

    (firing,) = firings("R050")
    (still,) = alerts("R050")
    assert firing.anchor_event_id == standing_event("SEIZURE").id
    assert firing.state != "WITHDRAWN"
    assert (still.id, still.state, still.closed_because) == (alert.id, "ACTED_ON", "Asked him about debt.")


def test_a_corrected_return_keeps_its_clock(made):
    found = {"reported_at": "10/05/2026 21:00", "found_at": "12/05/2026 09:00", "recorded_at": "12/05/2026 10:00"}
    send(made, "missing", missing_row("MP/1", **found))
    evaluate_waiting(now=NOW)
    moved = found | {"found_place": "Southbay station", "recorded_at": "12/05/2026 12:00"}
    send(made, "missing", missing_row("MP/1", **moved), now=NOW + HOUR)
    evaluate_waiting(now=NOW + HOUR)
    with running(job="test", now=NOW):
        (duty,) = Duty.objects.filter(rule_id="R085", withdrawn_at__isnull=True)
        assert not Duty.objects.filter(rule_id="R085", withdrawn_at__isnull=False).exists()
    assert duty.anchor_event_id == standing_event("MISSING_FOUND").id


def test_an_event_taken_back_for_good_withdraws_what_stood_on_it(made):
    send(made, "custody", custody_row("EC/26/000001", **ARREST, **SEIZED))
    evaluate_waiting(now=NOW)
    nothing_taken = custody_row("EC/26/000001", **(ARREST | {"recorded_at": "13/05/2026 06:00"}))
    send(made, "custody", nothing_taken, now=NOW + HOUR)
    evaluate_waiting(now=NOW + HOUR)
    assert [firing.state for firing in firings("R050")] == ["WITHDRAWN"]
    assert [alert.state for alert in alerts("R050")] == ["WITHDRAWN"]


def _somebody(made):
    return Actor(user_id=next(iter(made.users.values())), agency_id=next(iter(made.agencies.values())), name="x")
