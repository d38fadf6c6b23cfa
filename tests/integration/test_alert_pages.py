"""Alerts: the list, one alert, the answers, and what somebody reads who may not see the record."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import override_settings

from reachable.access.context import acting, running
from reachable.access.domain.viewer import RelationshipReason
from reachable.access.operations import end_relationship
from reachable.alerts.domain.states import Act, AlertState, CannotDoThat, ReasonMissing
from reachable.alerts.operations import withdraw_alerts
from reachable.alerts.queries import find_alert
from reachable.journeys.alert_answered import ActByMissing, NotYoursToAnswer, give_answer
from reachable.journeys.alerts_opened import RUN
from reachable.journeys.ladder_climbed import climb_ladders
from reachable.kernel.ids import AboutId, AlertId
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.child_stories import without_tokens
from tests.factories.children import add_event, ask_rules, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NAME = "Ayaan Kestrel"


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


@pytest.fixture
def child(made):
    """A child of Northshire from whom drugs and cash were just taken; the custody desk has been told."""
    subject_id = make_child(made, NAME)
    add_event(made, subject_id, K.SEIZURE, NOW - 5 * MINUTE, drugs="heroin", wraps=14, cash_pence=34000)
    ask_rules(NOW)
    return subject_id


@pytest.fixture
def alert_id(made, child, privileged, database):
    with privileged.connect(database) as admin:
        rows = admin.execute("SELECT id FROM alerts_alert WHERE about_id = %s AND rule_id = 'R050'", [child]).fetchall()
    assert len(rows) == 1
    return AlertId(rows[0][0])


def alert_now(alert_id):
    with running(job="test", now=NOW):
        return find_alert(viewer=RUN, alert_id=alert_id)


def answer_as(made, code, alert_id, act, reason="", act_by=None, now=NOW):
    return give_answer(
        alert_id=alert_id, act=act, reason=reason, act_by=act_by, viewer=made.viewer(code, at=now), now=now
    )


def outbox(privileged, database):
    with privileged.connect(database) as admin:
        return [text for (text,) in admin.execute("SELECT text FROM alerts_outboxmessage").fetchall()]


def test_a_list_shows_initials_and_the_alert_the_name(made, alert_id):
    client = made.client("northshire-coordinator")
    listed = client.get("/alerts/").content.decode()
    assert "A.K., 15" in listed
    assert "Kestrel" not in listed
    assert NAME in client.get(f"/alerts/{alert_id}/").content.decode()


def test_an_alert_says_why_who_was_told_and_whom_to_ring(made, alert_id):
    page = made.client("northshire-coordinator").get(f"/alerts/{alert_id}/").content.decode()
    for words in (
        "What was taken is owed",
        "heroin, 14 wraps, £340",
        "Nobody has recorded asking about debt and threats.",
        "Ask about threats to family, and to whom.",
        "Northshire Sergeant, Custody suite, Northshire police",
        "07700 900541",
        "Not yet answered; first told",
    ):
        assert words in page, words


def test_taking_it_stops_the_ladder_until_the_time_that_was_given(made, alert_id):
    client = made.client("northshire-sergeant")
    sent = {"act": "ACKNOWLEDGE", "acknowledge-act_within": "60"}
    answer = client.post(f"/alerts/{alert_id}/answer/", sent, follow=True)
    assert "You have taken it." in answer.content.decode()
    alert = alert_now(alert_id)
    assert (alert.state, alert.acknowledged_by, alert.act_by) == ("ACKNOWLEDGED", "Northshire Sergeant", NOW + HOUR)
    climb_ladders(now=NOW + 30 * MINUTE)
    assert len(alert_now(alert_id).told) == 1
    climb_ladders(now=NOW + 61 * MINUTE)
    assert len(alert_now(alert_id).told) == 2


def test_taking_it_without_a_time_asks_for_one_and_keeps_nothing(made, alert_id):
    client = made.client("northshire-sergeant")
    answer = client.post(f"/alerts/{alert_id}/answer/", {"act": "ACKNOWLEDGE"})
    assert answer.status_code == 422
    assert "Choose by when you will act" in answer.content.decode()
    assert alert_now(alert_id).state == "OPEN"
    with pytest.raises(ActByMissing):
        answer_as(made, "northshire-sergeant", alert_id, Act.ACKNOWLEDGE, act_by=NOW - MINUTE)


def test_handed_back_the_next_is_told_at_once_even_within_the_first_ones_time(made, alert_id):
    answer_as(made, "northshire-sergeant", alert_id, Act.ACKNOWLEDGE, act_by=NOW + HOUR)
    later = NOW + MINUTE
    after = answer_as(made, "northshire-sergeant", alert_id, Act.HAND_BACK, "Off shift now", now=later)
    alert = alert_now(alert_id)
    assert after is AlertState.OPEN
    assert [told.told_at for told in alert.told] == [NOW, later]
    assert alert.told[0].answered_at == NOW
    assert alert.told[1].name != "Northshire Sergeant"
    page = made.client("northshire-coordinator").get(f"/alerts/{alert_id}/").content.decode()
    assert page.index("took it") < page.index("handed it back: “Off shift now”")


@pytest.mark.parametrize("act", [Act.ACT_ON, Act.CALL_NOT_RELEVANT, Act.HAND_BACK])
def test_an_answer_that_ends_or_returns_it_needs_words(made, alert_id, act):
    answer_as(made, "northshire-sergeant", alert_id, Act.ACKNOWLEDGE, act_by=NOW + HOUR)
    with pytest.raises(ReasonMissing):
        answer_as(made, "northshire-sergeant", alert_id, act, "   ")
    assert alert_now(alert_id).state == "ACKNOWLEDGED"


def test_what_was_done_is_kept_under_the_name_and_nobody_else_is_told(made, alert_id):
    client = made.client("northshire-sergeant")
    sent = {"act": "ACT_ON", "act_on-reason": "Asked alone. Owes £340; the youth worker is on her way."}
    page = client.post(f"/alerts/{alert_id}/answer/", sent, follow=True).content.decode()
    assert "Acted on by Northshire Sergeant" in page
    assert "the youth worker is on her way" in page
    climb_ladders(now=NOW + 24 * HOUR)
    assert len(alert_now(alert_id).told) == 1


def test_not_relevant_says_who_and_why_and_can_be_opened_again(made, alert_id):
    answer_as(made, "northshire-sergeant", alert_id, Act.CALL_NOT_RELEVANT, "A prescription, checked with the GP")
    page = made.client("northshire-coordinator").get(f"/alerts/{alert_id}/").content.decode()
    assert "Northshire Sergeant answered that it is not relevant" in page
    assert "A prescription, checked with the GP" in page
    assert "Open it again" in page
    after = answer_as(made, "northshire-coordinator", alert_id, Act.REOPEN, "The GP knows of none", now=NOW + MINUTE)
    assert after is AlertState.OPEN
    assert len(alert_now(alert_id).told) == 2
    given = [(each.act, each.reason) for each in alert_now(alert_id).answers]
    assert given == [
        (Act.CALL_NOT_RELEVANT, "A prescription, checked with the GP"),
        (Act.REOPEN, "The GP knows of none"),
    ]


def test_of_two_who_answer_at_once_the_second_reads_how_it_stands(made, alert_id):
    answer_as(made, "northshire-sergeant", alert_id, Act.ACT_ON, "Done")
    client = made.client("northshire-coordinator")
    sent = {"act": "ACT_ON", "act_on-reason": "Done too"}
    page = client.post(f"/alerts/{alert_id}/answer/", sent, follow=True).content.decode()
    assert "Somebody has answered in the meantime." in page
    assert "Done too" not in page
    with pytest.raises(CannotDoThat):
        answer_as(made, "northshire-coordinator", alert_id, Act.ACT_ON, "Done too")


def test_a_withdrawn_alert_says_so_and_asks_for_nothing(made, alert_id):
    firing_id = alert_now(alert_id).firing_id
    with acting(by=MACHINE, what="test", now=NOW):
        withdraw_alerts(firing_ids=[firing_id], because="It was of another child", by=MACHINE, now=NOW)
    page = made.client("northshire-coordinator").get(f"/alerts/{alert_id}/").content.decode()
    assert "Withdrawn: nobody need do anything" in page
    assert "It was of another child" in page
    assert "Your answer" not in page


def test_an_alert_of_a_child_somebody_does_not_work_with_is_answered_as_one_that_does_not_exist(made, alert_id):
    client = made.client("eastham-social-worker")
    closed, absent = client.get(f"/alerts/{alert_id}/"), client.get(f"/alerts/{uuid4()}/")
    assert closed.status_code == absent.status_code == 404
    assert without_tokens(closed.content) == without_tokens(absent.content)
    sent = {"act": "ACT_ON", "act_on-reason": "Done"}
    refused = client.post(f"/alerts/{alert_id}/answer/", sent)
    assert without_tokens(refused.content) == without_tokens(absent.content)
    with pytest.raises(NotYoursToAnswer):
        answer_as(made, "eastham-social-worker", alert_id, Act.ACT_ON, "Done")
    assert alert_now(alert_id).state == "OPEN"


def test_nobody_can_withdraw_an_alert_by_hand(made, alert_id):
    with pytest.raises(NotYoursToAnswer):
        answer_as(made, "northshire-sergeant", alert_id, Act.WITHDRAW, "Tidying up")


def test_whoever_was_told_and_cannot_see_the_record_gets_a_reference_and_a_number(made, child, alert_id, monkeypatch):
    with running(job="test", now=NOW + MINUTE):
        end_relationship(
            about_id=AboutId(child),
            reason=RelationshipReason.ALERTED,
            team_id=made.teams["northshire-custody"],
            by=MACHINE,
            now=NOW + MINUTE,
        )
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW + 2 * MINUTE)
    client = made.client("northshire-sergeant")
    answer = client.get(f"/alerts/{alert_id}/")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert alert_now(alert_id).reference in page
    assert "Somebody must still answer, by" in page
    assert "tel:" in page
    for words in ("Kestrel", "heroin", "owed"):
        assert words not in page
    assert alert_now(alert_id).reference in client.get("/alerts/").content.decode()


def test_what_is_held_elsewhere_is_given_away_neither_on_the_list_nor_on_the_alert(made, privileged, database):
    child = make_child(made, "Rhian Plover")
    add_event(
        made, child, K.HOSPITAL_ATTENDANCE, NOW - MINUTE, agency="northshire-hospital", shared=False, assault=True
    )
    ask_rules(NOW)
    with privileged.connect(database) as admin:
        rows = admin.execute("SELECT id FROM alerts_alert WHERE about_id = %s", [child]).fetchall()
    assert rows
    client = made.client("northshire-coordinator")
    for (hidden,) in rows:
        page = client.get(f"/alerts/{hidden}/").content.decode()
        assert "Rhian Plover" in page
        assert "a record you cannot see" in page
        for words in ("ospital", "hurt", "A&amp;E"):
            assert words not in page, words
    listed = client.get("/alerts/").content.decode()
    assert "This child may be reachable now" in listed
    assert "ospital" not in listed


def test_what_leaves_the_building_names_nobody(made, alert_id, privileged, database):
    answer_as(made, "northshire-sergeant", alert_id, Act.ACKNOWLEDGE, act_by=NOW + HOUR)
    answer_as(made, "northshire-sergeant", alert_id, Act.HAND_BACK, f"{NAME} has left", now=NOW + MINUTE)
    texts = outbox(privileged, database)
    assert texts
    for text in texts:
        for words in ("Ayaan", "Kestrel", "heroin", "Custody", "Northshire", "has left"):
            assert words not in text


def test_every_answer_is_noted_without_saying_about_whom(made, child, alert_id, privileged, database):
    answer_as(made, "northshire-sergeant", alert_id, Act.ACT_ON, "Asked alone")
    with privileged.connect(database) as admin:
        notes = admin.execute("SELECT what FROM audit.entry WHERE kind = 'WROTE'").fetchall()
    assert ("answered an alert: say what was done",) in notes
    assert not any("Asked alone" in what for (what,) in notes)


def test_a_long_ladder_is_told_in_a_few_lines_and_kept_whole(made, alert_id):
    for step in range(1, 12):
        climb_ladders(now=NOW + step * 3 * HOUR)
    told = len(alert_now(alert_id).told)
    assert told > 8
    page = made.client("northshire-coordinator").get(f"/alerts/{alert_id}/").content.decode()
    assert f"{told - 6} more times, in turn" in page
    assert f"Everybody who was told</span> ({told})" in page or f"Everybody who was told ({told})" in page
