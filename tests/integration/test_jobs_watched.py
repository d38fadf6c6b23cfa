"""When the jobs stop nobody is told of anything: a machine elsewhere and whoever opens their list reads that."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client, override_settings

from reachable.jobs import rounds
from reachable.jobs.rounds import do_round
from tests.factories.partnership import NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

WORKER = "northshire-social-worker"
MINUTE = timedelta(minutes=1)
STOPPED = "Reachable is telling nobody of anything new"


@pytest.fixture
def clock(monkeypatch):
    """Give what sets the time the pages read."""
    return lambda at: monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: at)


@pytest.fixture
def made(database, tmp_path, clock):
    clock(NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


def go_round(now=NOW):
    return do_round(now=now, send=lambda *_: None)


def asked_from_outside():
    return Client().get("/alive/jobs")


def said(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_case_90_a_machine_elsewhere_is_answered_with_an_error_three_minutes_after_the_last_round(made, clock):
    assert asked_from_outside().status_code == 503
    go_round()
    clock(NOW + 2 * MINUTE)
    assert asked_from_outside().status_code == 200
    clock(NOW + 3 * MINUTE)
    answer = asked_from_outside()
    assert answer.status_code == 503
    assert "nobody is told of anything" in answer.content.decode()
    go_round(NOW + 4 * MINUTE)
    clock(NOW + 4 * MINUTE)
    assert asked_from_outside().status_code == 200


@pytest.mark.parametrize("part", ["evaluate_waiting", "climb_ladders", "chain_waiting_entries"])
def test_a_round_that_stops_half_way_each_time_does_not_count(made, monkeypatch, part):
    def fail(**_how):
        raise RuntimeError("made up")

    monkeypatch.setattr(rounds, part, fail)
    with pytest.raises(RuntimeError, match="made up"):
        go_round()
    assert asked_from_outside().status_code == 503


def test_it_says_the_same_to_everybody_and_nothing_of_anybody(made):
    answers = [
        asked_from_outside(),
        made.client(WORKER).get("/alive/jobs"),
        made.client("northshire-analyst").get("/alive/jobs"),
    ]
    assert {(each.status_code, each.content) for each in answers} == {(503, answers[0].content)}


@pytest.mark.parametrize("page", ["/", "/alerts/"])
def test_whoever_opens_their_list_reads_that_nobody_is_told_and_whom_to_ring(made, page):
    client = made.client(WORKER)
    assert STOPPED in said(client.get(page))
    assert 'href="/ring/"' in client.get(page).content.decode()
    go_round()
    assert STOPPED not in said(client.get(page))
