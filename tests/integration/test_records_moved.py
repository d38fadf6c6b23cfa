"""A record that turns out to be under another number keeps its alert: whoever was told is told once."""

from datetime import timedelta

import pytest

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Shown
from reachable.alerts.domain.states import Act
from reachable.alerts.models import Alert, OutboxMessage, Telling
from reachable.alerts.operations import answer_alert
from reachable.intake.domain.just_happened import Happening, JustHappened
from reachable.journeys.alerts_opened import open_alert
from reachable.journeys.child_evaluated import evaluate_waiting
from reachable.journeys.just_happened import record_what_happened
from reachable.kernel.ids import AboutId, AlertId
from reachable.people.queries import open_records
from reachable.rules.models import Duty, Firing
from tests.factories.partnership import NOW, make_partnership
from tests.factories.sent_records import custody_row, send, subjects

HOUR = timedelta(hours=1)
REFERENCE = "EC/26/000001"
PNC = "2024/0000123Y"
ARREST = {"arrested_at": "14/05/2026 13:20", "recorded_at": "14/05/2026 15:30"}
SEIZED = {"drugs_seized": "cannabis", "wraps": "4", "cash_seized": "120.00", "drugs_supply": "Y"}


@pytest.fixture
def made(database):
    return make_partnership()


def report_now(made):
    happened = JustHappened(
        happening=Happening.ARRESTED,
        happened_at=NOW - HOUR,
        recorded_at=NOW,
        given_name="Jayden",
        family_name="Okafor-Bell",
        own_reference=REFERENCE,
        answers={"drugs": "cannabis", "wraps": 4, "cash_pence": 12000, "drugs_supply": True},
    )
    return record_what_happened(what=happened, viewer=made.viewer("northshire-sergeant"), now=NOW).subject_id


def file_comes(made, now=NOW + 2 * HOUR, **cells):
    row = custody_row(REFERENCE, **(ARREST | SEIZED | {"surname": "Okafor-Bell", "forename": "Jayden"} | cells))
    send(made, "custody", row, now=now)
    evaluate_waiting(now=now)


def seen(ask):
    with running(job="test", now=NOW):
        return ask()


def standing():
    rows = Alert.objects.exclude(state="WITHDRAWN").order_by("rule_id")
    return seen(lambda: {(row.rule_id, row.id): (row.about_id, row.state) for row in rows})


def test_the_file_under_a_police_number_moves_the_alert_and_tells_nobody_again(made):
    first = report_now(made)
    before = standing()
    told = seen(lambda: Telling.objects.count())
    messages = OutboxMessage.objects.count()
    assert before
    file_comes(made, pnc_id=PNC)
    child = subjects()[PNC]
    assert child != first
    after = standing()
    assert before.keys() <= after.keys()
    assert {after[key] for key in before} == {(child, "OPEN")}
    assert seen(lambda: Alert.objects.filter(state="WITHDRAWN").exists()) is False
    of_the_new = seen(lambda: Telling.objects.exclude(alert__in=[alert for _, alert in before]).count())
    assert seen(lambda: Telling.objects.count()) == told + of_the_new
    assert not OutboxMessage.objects.filter(text__contains="withdrawn").exists()
    assert OutboxMessage.objects.count() >= messages
    assert seen(lambda: set(Firing.objects.filter(about_id=first).exclude(state="WITHDRAWN"))) == set()
    assert seen(lambda: set(Duty.objects.filter(about_id=first, withdrawn_at__isnull=True))) == set()


def test_an_answer_goes_with_the_alert(made):
    report_now(made)
    (_, alert_id), *_ = standing()
    by = made.actor("northshire-sergeant")
    with acting(by=by, what="test", now=NOW + HOUR):
        answer_alert(alert_id=AlertId(alert_id), act=Act.ACT_ON, reason="Asked him.", by=by, now=NOW + HOUR)
    file_comes(made, pnc_id=PNC)
    moved = seen(lambda: Alert.objects.get(pk=alert_id))
    assert (moved.about_id, moved.state, moved.closed_because) == (subjects()[PNC], "ACTED_ON", "Asked him.")
    assert seen(lambda: {each.about_id for each in moved.answers.all()}) == {subjects()[PNC]}


def test_the_team_that_was_told_can_open_the_alert_and_the_record_it_is_on_now(made):
    report_now(made)
    file_comes(made, pnc_id=PNC)
    (_, alert_id), *_ = standing()
    asked = {"about_ids": [AboutId(subjects()[PNC])], "shown": Shown.OPENED, "what": "test"}
    for code in ("northshire-sergeant", "northshire-coordinator"):
        viewer = made.viewer(code, at=NOW + 3 * HOUR)
        assert open_records(viewer=viewer, **asked).granted, code
    opened = open_alert(
        alert_id=AlertId(alert_id), viewer=made.viewer("northshire-coordinator", at=NOW + 3 * HOUR), now=NOW + 3 * HOUR
    )
    assert opened is not None


def test_what_the_file_no_longer_tells_of_is_withdrawn_as_before(made):
    report_now(made)
    rules = {rule_id for rule_id, _ in standing()}
    file_comes(made, pnc_id=PNC, drugs_seized="", wraps="", cash_seized="", drugs_supply="N")
    withdrawn = seen(lambda: set(Alert.objects.filter(state="WITHDRAWN").values_list("rule_id", flat=True)))
    assert withdrawn
    assert withdrawn <= rules
