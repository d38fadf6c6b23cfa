"""The manual of the rules is for everybody, says what each number rests on, and tells no small number."""

from datetime import timedelta

from django.urls import reverse

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor
from reachable.adapters.clock import read_clock
from reachable.alerts.domain.states import Act
from reachable.alerts.models import Alert
from reachable.alerts.operations import answer_alert
from reachable.journeys.rules_counted import count_rules
from reachable.kernel.ids import AlertId
from reachable.rules.domain.catalogue import RULES
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.children import add_event, ask_rules, make_child
from tests.factories.partnership import NOW, make_partnership

HOUR = timedelta(hours=1)


def exclude(made, count, *, now=NOW):
    for number in range(count):
        add_event(made, make_child(made, f"Child{number} Khan", now=now), K.EXCLUSION_PERMANENT, now - HOUR)
    ask_rules(now)


def test_every_rule_is_on_the_page_under_what_it_is_about(database):
    made = make_partnership(now=read_clock())
    page = made.client("northshire-teacher").get("/rules/").content.decode()
    for rule in RULES:
        assert reverse("rule", args=[rule.id]) in page
    letters = [page.index(f'id="{letter}"') for letter in "ABCDEFGH"]
    assert letters == sorted(letters)
    assert "No rule can read a child’s ethnicity, religion, nationality, sex or disability" in page
    assert "It never gives a score." in page


def test_each_rules_page_shows_its_examples_its_numbers_and_where_they_come_from(database):
    made = make_partnership(now=read_clock())
    client = made.client("northshire-coordinator")
    for rule in RULES:
        page = client.get(reverse("rule", args=[rule.id])).content.decode()
        assert page.count('<figure class="reach-example"') == len(rule.examples), rule.id
        for words in (*rule.source, "What it looks at", "Worked examples", "Rests on", "Checked"):
            assert words in page, (rule.id, words)


def test_a_question_others_put_to_some_children_is_said_to_be_put_to_all(database):
    made = make_partnership(now=read_clock())
    client = made.client("northshire-coordinator")
    assert "This is asked of every child, whoever they are." in client.get("/rules/R033/").content.decode()
    assert "asked of every child" not in client.get("/rules/R085/").content.decode()


def test_a_rule_that_is_not_there_is_not_found(database):
    made = make_partnership(now=read_clock())
    assert made.client("northshire-coordinator").get("/rules/R999/").status_code == 404


def test_how_often_a_rule_held_is_counted_by_area_and_what_came_of_it_too(database):
    made = make_partnership()
    exclude(made, 9)
    by = Actor.from_viewer(made.viewer("northshire-coordinator"))
    with running(job="test", now=NOW):
        alerts = list(Alert.objects.filter(rule_id="R111").values_list("id", flat=True))
    for number, alert_id in enumerate(alerts):
        act = Act.CALL_NOT_RELEVANT if number == 0 else Act.ACT_ON
        with acting(by=by, what="answered an alert", now=NOW):
            answer_alert(alert_id=AlertId(alert_id), act=act, reason="Rang the school.", by=by, now=NOW)
    here = count_rules(area_id=made.areas["northshire"], now=NOW)["R111"]
    assert (here.held.number, here.alerts.raised.number, here.alerts.answered.number) == (10, 10, 10)
    assert here.alerts.not_relevant.number is None
    there = count_rules(area_id=made.areas["eastham"], now=NOW)["R111"]
    assert (there.held.say(), there.alerts.raised.say()) == ("none", "none")


def test_a_small_number_is_told_as_fewer_than_eight(database):
    now = read_clock()
    made = make_partnership(now=now)
    exclude(made, 2, now=now)
    page = made.client("northshire-coordinator").get("/rules/R111/").content.decode()
    assert "fewer than 8" in page
    assert "<dd>2</dd>" not in page
