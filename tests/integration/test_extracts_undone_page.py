"""Undoing an extract on its page and at the terminal: what will happen is said first, and a reason is asked for."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from reachable.access.context import running
from reachable.access.domain.viewer import Actor
from reachable.config.command import main
from reachable.intake.models import Extract
from reachable.journeys.child_evaluated import evaluate_waiting
from reachable.journeys.extract_undone import undo_extract
from reachable.kernel.ids import ImportId
from reachable.people.models import SourceRecord
from tests.factories.partnership import NOW, make_partnership
from tests.factories.sent_records import custody_row, send

OFFICER = "northshire-extract-officer"
SEIZED = {"drugs_seized": "cannabis", "wraps": "4", "cash_seized": "120.00", "drugs_supply": "Y"}
CLOCK = datetime(2026, 5, 14, 14, 20, tzinfo=UTC)


@pytest.fixture
def made(database, monkeypatch):
    monkeypatch.setattr("reachable.adapters.clock.read_clock", lambda: CLOCK)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: CLOCK)
    return make_partnership()


def brought_in(made):
    send(made, "custody", custody_row("EC/26/000001", surname="Okafor-Bell", **SEIZED))
    evaluate_waiting(now=NOW)
    return Extract.objects.latest("brought_in_at").id


def words(response):
    return " ".join(response.content.decode().split())


def standing():
    with running(job="test", now=NOW):
        return SourceRecord.objects.filter(withdrawn_at__isnull=True).count()


def test_the_page_of_an_extract_leads_to_undoing_it_and_says_what_that_does_before_anything_changes(made):
    extract = brought_in(made)
    client = made.client(OFFICER)
    assert f"/extracts/{extract}/undo/" in words(client.get(f"/extracts/{extract}/"))
    page = words(client.get(f"/extracts/{extract}/undo/"))
    for said in (
        "<dt>Records taken back</dt><dd>1</dd>",
        "<dt>Children whose records change</dt><dd>1</dd>",
        "<dt>Events withdrawn</dt><dd>2</dd>",
        "people have been told",
    ):
        assert said in page
    assert "Okafor" not in page
    assert standing() == 1


def test_undone_with_a_reason_it_says_by_whom_and_why(made):
    extract = brought_in(made)
    client = made.client(OFFICER)
    page = words(client.post(f"/extracts/{extract}/undo/", {"because": "Another force's file"}, follow=True))
    assert "Undone by Northshire Extract Officer" in page
    assert "Another force&#39;s file" in page
    assert standing() == 0


def test_without_a_reason_it_is_asked_for_and_nothing_changes(made):
    extract = brought_in(made)
    answer = made.client(OFFICER).post(f"/extracts/{extract}/undo/", {"because": " "})
    assert answer.status_code == 422
    assert "Write why it is undone" in words(answer)
    assert standing() == 1


def test_pressing_twice_undoes_it_once(made):
    extract = brought_in(made)
    client = made.client(OFFICER)
    client.post(f"/extracts/{extract}/undo/", {"because": "One"})
    page = words(client.post(f"/extracts/{extract}/undo/", {"because": "Two"}, follow=True))
    assert "There is nothing to undo" in page
    assert Extract.objects.get(pk=extract).undone_because == "One"


def test_another_agencys_officer_is_answered_as_if_there_were_none(made):
    extract = brought_in(made)
    client = made.client("eastham-extract-officer")
    absent = client.get(f"/extracts/{uuid4()}/undo/")
    assert client.get(f"/extracts/{extract}/undo/").status_code == absent.status_code == 404
    assert client.post(f"/extracts/{extract}/undo/", {"because": "Mine"}).status_code == 404
    assert standing() == 1


def test_a_file_that_was_never_brought_in_has_nothing_to_undo(made):
    extract = brought_in(made)
    undo_extract(
        extract_id=ImportId(extract), because="Wrong", by=Actor(user_id=None, agency_id=None, name="x"), now=NOW
    )
    page = made.client(OFFICER).get(f"/extracts/{extract}/undo/", follow=True)
    assert "There is nothing to undo" in words(page)


def test_the_command_undoes_one_and_asks_the_rules_again(made, capsys):
    extract = brought_in(made)
    assert main(["import", "--undo", str(extract), "--because", "The wrong file"]) == 0
    assert "Undone: 1 records taken back, 2 events withdrawn" in capsys.readouterr().out
    assert standing() == 0
    assert Extract.objects.get(pk=extract).undone_because == "The wrong file"


def test_the_command_tells_it_as_json(made, capsys):
    extract = brought_in(made)
    assert main(["import", "--undo", str(extract), "--because", "The wrong file", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["undone"], told["extract_id"], told["children_changed"]) == (True, str(extract), 1)


@pytest.mark.parametrize("more", [[], ["--because", "  "]])
def test_the_command_undoes_nothing_without_a_reason(more, made):
    extract = brought_in(made)
    assert main(["import", "--undo", str(extract), *more]) == 2
    assert standing() == 1


def test_the_command_says_when_there_is_no_such_extract(made):
    assert main(["import", "--undo", str(uuid4()), "--because", "Why"]) == 2


def test_the_command_needs_a_feed_a_file_and_an_agency_to_bring_one_in(made):
    assert main(["import", "custody"]) == 2
