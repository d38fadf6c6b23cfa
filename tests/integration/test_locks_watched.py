"""A lock taken off the running database is told within five minutes, to people and outside the database."""

import json
from datetime import timedelta

import psycopg
import pytest
from django.db import connections

from reachable.access.context import running
from reachable.access.domain.locks import LockWatch
from reachable.adapters.watch_files import keep_made_locks, read_made_locks, watch_files
from reachable.alerts.models import OutboxMessage
from reachable.config.watching import Blindness, keep_locks, make_watch, read_locks
from reachable.journeys.locks_watched import watch_locks
from tests.factories.partnership import NOW, make_partnership

MINUTE = timedelta(minutes=1)
TAKEN_OFF = {
    "a policy": "ALTER POLICY eraser_erases ON people_subject USING (false)",
    "row security": "ALTER TABLE people_subject NO FORCE ROW LEVEL SECURITY",
    "a trigger": "ALTER TABLE audit.entry DISABLE TRIGGER ALL",
    "a right given": "GRANT DELETE ON people_subject TO reachable_app",
    "what says how a session begins": "ALTER EVENT TRIGGER say_how_a_session_begins DISABLE",
    "a function's owner": "ALTER FUNCTION audit.note_alarm(uuid, text) OWNER TO postgres",
}


@pytest.fixture
def watched(database, tmp_path):
    """Give what a minute of the watch does, and the file outside."""
    make_partnership()
    path, outside = tmp_path / "made", tmp_path / "outside"
    keep_made_locks(path, read_locks())
    watch = LockWatch()

    def look(now):
        made = read_made_locks(path)
        return watch_locks(watch=watch, made=made, read=read_locks, tell=watch_files([str(outside)]), now=now)

    return look, outside


def messages():
    with running(job="test", now=NOW):
        return list(OutboxMessage.objects.filter(text__contains="A lock of Reachable"))


def as_owner(database):
    where = connections["owner"].settings_dict
    return psycopg.connect(host=where["HOST"], user=where["USER"], password=where["PASSWORD"], dbname=database)


def test_case_15_a_policy_dropped_on_the_running_server_is_told_within_five_minutes(
    watched, database, privileged, caplog
):
    look, outside = watched
    assert look(NOW) == ()
    with as_owner(database) as owner:
        (policy,) = owner.execute(
            "SELECT policyname FROM pg_policies WHERE tablename = 'people_subject' ORDER BY 1 LIMIT 1"
        ).fetchone()
        owner.execute(f'DROP POLICY "{policy}" ON people_subject')
    told = [look(NOW + number * MINUTE) for number in range(1, 6)]
    assert [bool(each) for each in told] == [False, True, False, False, False]
    said = f"policies: public.people_subject.{policy} is gone"
    assert [each.say() for each in told[1]] == [said]
    assert said in caplog.text
    (line,) = outside.read_text(encoding="utf-8").splitlines()
    assert said in json.loads(line)["what"]
    assert len({each.to_address for each in messages()}) > 1
    with privileged.connect(database) as admin:
        assert admin.execute("SELECT count(*) FROM audit.entry WHERE what LIKE %s", [f"%{said}%"]).fetchone() == (1,)


@pytest.mark.parametrize("how", sorted(TAKEN_OFF))
def test_case_15_whatever_is_changed_past_the_migrations_is_seen(how, watched, database, privileged):
    look, _ = watched
    with privileged.connect(database) as admin:
        admin.execute(TAKEN_OFF[how])
    assert look(NOW) == ()
    assert look(NOW + MINUTE)


def test_where_nobody_wrote_down_how_it_was_made_the_watch_says_so(database, caplog):
    assert watch_locks(watch=LockWatch(), made=None, read=read_locks, tell=(), now=NOW) == ()
    assert "Run: reachable migrate" in caplog.text


def test_a_look_that_fails_is_said_and_ends_nothing(database, tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("REACHABLE_LOCKS_FILE", str(tmp_path / "made"))
    keep_locks()
    look = make_watch()
    look(NOW)
    monkeypatch.setattr("reachable.config.watching.read_locks", lambda: 1 / 0)
    look(NOW + MINUTE)
    assert "A look at the locks of the database failed: ZeroDivisionError" in caplog.text


def test_when_nothing_can_be_looked_at_that_is_told_once_and_again_after_it_could():
    blind = Blindness()
    looks = [True] * 10 + [False] + [True] * 5
    told = [blind.see(is_blind=each, now=NOW + timedelta(minutes=at)) for at, each in enumerate(looks)]
    assert [at for at, was_told in enumerate(told) if was_told] == [3, 14]
