"""Every file that leaves a page is on the register of what left, and whoever has it is told of with the others."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import override_settings

from reachable.access.context import running
from reachable.access.domain.viewer import Shown
from reachable.journeys.file_left import note_copied
from reachable.journeys.left_register import list_register
from reachable.kernel.ids import SubjectId
from reachable.people.queries import open_records
from reachable.sharing.models import LeftHere
from reachable.timeline.models import Event
from tests.factories.partnership import NOW
from tests.factories.plain_files import PLAIN_FILES
from tests.factories.routes_table import ROUTES
from tests.factories.whole_scene import make_scene
from tests.integration.test_promises_routes import address

REGISTERED = {"today_pdf", "handover_pdf", "pack_pdf", "concern_file", "letter_pdf", "letter_ics"}
NOT_OF_ANYBODY = {
    "count_release_csv": "counts that were released and say nothing of anybody",
    "desk": "it says whether a desk is locked",
    "alive": "it says that the site answers",
    "jobs_alive": "it says that the jobs run",
}
WORKER = "northshire-social-worker"
DAY = timedelta(days=1)


@pytest.fixture
def scene(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_scene()


def register():
    """Return the lines of the register that tell of files."""
    with running(job="test", now=NOW):
        return list(LeftHere.objects.filter(way__in=["FILE", "LETTER_FILE"]).order_by("left_at", "id"))


def test_case_70_every_address_that_answers_with_a_file_puts_it_on_the_register(scene):
    clients = {code: scene.made.client(code) for code in {route.whose for route in ROUTES}}
    files = {}
    for route in ROUTES:
        before = len(register())
        answer = clients[route.whose].get(address(route.name, scene.words()))
        kind = answer.get("Content-Type", "text/html")
        if not kind.startswith("text/html") or "Content-Disposition" in answer:
            files[route.name] = len(register()) > before
    assert {name for name, is_noted in files.items() if is_noted} == REGISTERED
    assert {name for name, is_noted in files.items() if not is_noted} == set(NOT_OF_ANYBODY)


ASKS_FOR_NO_PROOF = NOT_OF_ANYBODY
"""Files that leave without a proof of who takes them: the very ones that say nothing of anybody. A picture sent with a
concern is none: it is a file of that concern, and asks."""


def let_proof_grow_old(client):
    session = client.session
    session["proved_at"] = (NOW - timedelta(hours=1)).isoformat()
    session.save()


def test_every_address_that_answers_with_a_file_asks_first_who_it_is_when_that_was_proved_long_ago(scene):
    clients = {code: scene.made.client(code) for code in {route.whose for route in ROUTES}}
    asking, files = set(), set()
    for route in ROUTES:
        let_proof_grow_old(clients[route.whose])
        answer = clients[route.whose].get(address(route.name, scene.words()))
        if answer.status_code == 403 and b"Before you" in answer.content:
            asking.add(route.name)
        if not answer.get("Content-Type", "text/html").startswith("text/html") or "Content-Disposition" in answer:
            files.add(route.name)
    assert asking >= REGISTERED
    assert files == set(ASKS_FOR_NO_PROOF)
    assert register() == []


def test_a_file_is_given_once_they_proved_it_and_the_next_of_some_minutes_later_is_not_asked_about(scene, monkeypatch):
    for route in [each for each in ROUTES if each.name in REGISTERED]:
        client, path = scene.made.client(route.whose), address(route.name, scene.words())
        monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
        let_proof_grow_old(client)
        assert client.get(path).status_code == 403, route.name
        proved = client.post(path, {"proof_demo": "1", "proof_of_reading": "1"})
        assert (proved.status_code, proved["Location"]) == (302, path), route.name
        assert "Content-Disposition" in client.get(path), route.name
        monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW + timedelta(minutes=10))
        assert "Content-Disposition" in client.get(path), route.name


def test_where_a_protected_child_is_is_shown_to_somebody_who_proved_a_few_minutes_ago_who_they_are(scene):
    client, path = scene.made.client(WORKER), f"/child/{scene.child}/whereabouts/shown/"
    let_proof_grow_old(client)
    wanted = {"because": "I drive him home today."}
    asked, of_nobody = client.post(path, wanted), client.post(f"/child/{uuid4()}/whereabouts/shown/", wanted)
    assert (asked.status_code, of_nobody.status_code) == (403, 403)
    assert "Before you are shown where a child is" in asked.content.decode()
    assert wanted["because"] in asked.content.decode()
    assert client.post(path, {**wanted, "proof_demo": "1"}).status_code == 200
    assert client.post(path, wanted).status_code == 200


def refusals(privileged):
    with privileged.connect(connection.settings_dict["NAME"]) as admin:
        return admin.execute("SELECT count(*) FROM audit.entry WHERE kind = 'REFUSED'").fetchone()[0]


def test_a_copy_from_an_old_page_of_a_child_they_work_with_no_more_is_no_refusal(scene, privileged):
    look, child = scene.made.viewer(WORKER), SubjectId(scene.child)
    assert open_records(viewer=look, about_ids=[child], shown=Shown.OPENED, what="test").granted
    assert note_copied(viewer=scene.made.viewer(WORKER), look=look.request_id, now=NOW)
    copied = [line.to_whom for line in register()]
    assert copied
    assert all(who.startswith("Northshire Social Worker, ") for who in copied)
    with privileged.connect(connection.settings_dict["NAME"]) as admin:
        admin.execute("UPDATE access_workingrelationship SET starts_at = %s, ends_at = %s", [NOW - DAY, NOW])
    later = scene.made.viewer(WORKER, at=NOW + timedelta(minutes=1))
    before = refusals(privileged)
    assert not note_copied(viewer=later, look=look.request_id, now=later.at)
    assert (refusals(privileged), len(register())) == (before, len(copied))


def test_telling_of_copies_counts_towards_no_limit_but_its_own(scene, monkeypatch):
    monkeypatch.setattr("reachable.web.standing.copied.AT_MOST", 2)
    client = scene.made.client(WORKER)
    with override_settings(SENDS_A_MINUTE=1):
        answers = [client.post("/copied/", {"look": str(uuid4())}).status_code for _ in range(3)]
    assert answers == [204, 204, 429]


def test_case_70_who_made_a_file_is_read_beside_the_copies_and_told_of_when_something_in_it_is_withdrawn(
    scene, monkeypatch
):
    child = SubjectId(scene.child)
    client = scene.made.client("northshire-coordinator")
    assert client.get("/?taken=on-paper").status_code == client.get("/briefing.pdf").status_code == 200
    made = {line.to_whom.rpartition(": ")[2] for line in register() if line.about_id == child}
    assert made == {"the morning briefing on paper", "the morning briefing as PDF"}

    def lines(at, *ways):
        found = list_register(viewer=scene.made.viewer(WORKER, at=at), subject_id=child, now=at)
        return [each for each in found if each.left.way in (ways or ("FILE",))]

    assert scene.made.client(WORKER).get(f"/letters/{scene.letter}/meeting.ics").status_code == 200

    assert [(each.left.left_by, each.no_longer_stands) for each in lines(NOW)] == [
        ("Northshire Coordinator", False)
    ] * 2
    later = NOW + timedelta(hours=1)
    with running(job="test", now=later):
        Event.objects.filter(about_id=child).update(withdrawn_at=later, withdrawn_because="Another boy")
    assert [each.no_longer_stands for each in lines(later + timedelta(hours=1))] == [True, True]
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: later + timedelta(hours=1))
    page = scene.made.client(WORKER).get(f"/child/{child}/sharing/").content.decode()
    assert "for their own use: the morning briefing on paper" in page
    assert "may be in it" in page
    of_letters = lines(later + timedelta(hours=1), "LETTER", "LETTER_FILE")
    assert {each.left.way for each in of_letters} == {"LETTER", "LETTER_FILE"}
    assert not any(each.no_longer_stands for each in of_letters), "free words and a time hold nothing of the record"
