"""A read is noted before anything is shown; neither a page, a log nor a message gives anybody away."""

import logging
from io import StringIO

import pytest
from django.test import override_settings

from reachable.adapters.log_lines import NamelessFormatter
from tests.factories.partnership import NOW
from tests.factories.plain_files import PLAIN_FILES
from tests.factories.whole_scene import SECRETS, make_scene
from tests.integration.test_promises_routes import address

COORDINATOR, SOCIAL_WORKER = "northshire-coordinator", "northshire-social-worker"


@pytest.fixture
def scene(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_scene()


@pytest.fixture
def written(monkeypatch):
    """Give what the site's own log handler writes, in the form in which the settings have it written."""
    (terminal,) = [each for each in logging.getLogger().handlers if isinstance(each.formatter, NamelessFormatter)]
    log = StringIO()
    # Not setStream: it first flushes the stream of before, which the test run may have closed already.
    monkeypatch.setattr(terminal, "stream", log)
    return log


def fill_up_the_audit_record(privileged, database):
    with privileged.connect(database) as admin:
        admin.execute(
            "CREATE FUNCTION audit.full() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'no room to note Ayaan Kestrel'; END $$"
        )
        admin.execute("CREATE TRIGGER full_up BEFORE INSERT ON audit.entry EXECUTE FUNCTION audit.full()")


OPENS_A_CHILD = ("child", "child_records", "child_people", "child_looked", "custody_card", "what_now", "alert", "match")
READS_OF_A_CHILD = (*OPENS_A_CHILD, "alerts", "today", "triage", "triage_concern", "matches")


def test_when_a_read_cannot_be_noted_no_page_shows_anything_and_no_log_names_anybody(
    scene, privileged, database, written
):
    client = scene.made.client(COORDINATOR)
    client.raise_request_exception = False
    fill_up_the_audit_record(privileged, database)
    for name in READS_OF_A_CHILD:
        answer = client.get(address(name, scene.words()))
        page = answer.content.decode()
        assert answer.status_code == 500, name
        assert "Something went wrong" in page
        assert [word for word in SECRETS if word in page] == [], name
        assert "no-store" in answer["Cache-Control"]
        assert "Traceback" not in page
    searched = client.post("/look-up/", {"words": "Ayaan Kestrel"})
    assert searched.status_code == 500
    assert "Kestrel" not in searched.content.decode()
    log = written.getvalue()
    assert log.count("Internal Server Error") == len(READS_OF_A_CHILD) + 1
    assert "open_records" in log
    assert "Kestrel" not in log


def test_every_page_of_a_child_is_noted_by_the_time_it_is_shown(scene, privileged, database):
    client = scene.made.client(COORDINATOR)
    for name in (
        "child",
        "child_records",
        "child_people",
        "child_looked",
        "custody_card",
        "what_now",
        "alert",
        "match",
    ):
        with privileged.connect(database) as admin:
            count = "SELECT count(*) FROM audit.entry WHERE kind = 'OPENED' AND about_id = %s"
            (before,) = admin.execute(count, [scene.child]).fetchone()
            assert client.get(address(name, scene.words())).status_code == 200
            (after,) = admin.execute(count, [scene.child]).fetchone()
        assert after > before, name


def test_the_log_of_any_problem_leaves_out_what_the_problem_says(scene, monkeypatch, written):
    def fail(**_given):
        try:
            raise ValueError("Failing row contains (Ayaan Kestrel)")
        except ValueError as problem:
            raise RuntimeError("could not read Ayaan Kestrel") from problem

    monkeypatch.setattr("reachable.web.child.views.open_child", fail)
    client = scene.made.client(SOCIAL_WORKER)
    client.raise_request_exception = False
    answer = client.get(f"/child/{scene.child}/")
    assert answer.status_code == 500
    assert "Kestrel" not in answer.content.decode()
    log = written.getvalue()
    assert "builtins.ValueError" in log
    assert "builtins.RuntimeError" in log
    assert "test_promises_noted.py" in log
    assert "Kestrel" not in log


def test_no_log_line_of_ordinary_use_names_a_child(scene, caplog):
    caplog.set_level(logging.DEBUG, logger="django.request")
    caplog.set_level(logging.DEBUG, logger="django.security")
    for code in (COORDINATOR, "eastham-social-worker"):
        client = scene.made.client(code)
        for name in READS_OF_A_CHILD:
            client.get(address(name, scene.words()))
        client.post("/look-up/", {"words": "Ayaan Kestrel 07700 900123"})
        client.post(f"/triage/{scene.concern}/", {"because": "Jaydon Marsh"})
        client.get("/look-up/?words=")
    assert caplog.records
    for record in caplog.records:
        assert [word for word in SECRETS if word in record.getMessage()] == []


def test_whoever_signs_in_next_reads_no_message_of_the_last_person(scene):
    client = scene.made.client(COORDINATOR)
    client.post(
        f"/matches/{scene.child}/{scene.other_record}/", {"answer": "NOT_SURE", "because": "I have to ask the school"}
    )
    client.post("/sign-out/")
    client.post("/demo/sign-in/", {"membership_id": str(scene.made.memberships["eastham-social-worker"])})
    page = client.get("/ring/").content.decode()
    assert "Kept: not sure" not in page
