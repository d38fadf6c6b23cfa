"""The embedded server's own log says who signed in past the application, and nothing of what rows hold."""

import subprocess
from contextlib import nullcontext

import psycopg
import pytest

from reachable.adapters.embedded_database import APP, SUPERUSER, Server, find_client_programs, start_server, stop_server
from reachable.adapters.server_log import LONGEST, ServerLog, SignIn, say_sign_in
from reachable.adapters.watch_files import add_line
from reachable.config.backups.making import connection_environment
from reachable.config.database import superuser_connection
from tests.factories.partnership import NOW

ADDRESS = "12 Larch Rise, Northmere"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Give a server of the tests' own, with what its superuser signs in with."""
    own = Server(tmp_path_factory.mktemp("home"), "test_log", durable=False)
    kept = start_server(own)
    try:
        yield own, superuser_connection(own, kept)
    finally:
        stop_server(own)


def log_of(server):
    return server[0].data_folder / "server.log"


def sign_ins(log):
    return [each for each in log.read_new() if isinstance(each, SignIn)]


def test_case_10_who_signs_in_past_the_application_is_a_line_elsewhere(server, tmp_path):
    log = ServerLog(log_of(server), {APP})
    assert log.read_new() == ()
    with psycopg.connect(**server[1], dbname="postgres") as admin:
        admin.execute("SELECT 1")
    (seen,) = sign_ins(log)
    assert (seen.user, seen.database) == (SUPERUSER, "postgres")
    assert sign_ins(log) == []
    add_line(tmp_path / "elsewhere", say_sign_in(seen), NOW)
    assert "postgres signed in to database postgres" in (tmp_path / "elsewhere").read_text(encoding="utf-8")


def test_case_10_the_server_is_not_copied_whole_over_its_socket(server, tmp_path):
    words = [str(find_client_programs() / "pg_basebackup"), "-D", str(tmp_path / "copy"), "--checkpoint=fast"]
    done = subprocess.run(words, env=connection_environment(server[1]), capture_output=True, text=True, check=False)
    assert (done.returncode, (tmp_path / "copy" / "base").exists()) == (1, False), done.stderr
    assert "max_wal_senders" in done.stderr


def test_case_10_whoever_signs_in_to_copy_a_server_whole_is_a_line(tmp_path):
    path = tmp_path / "server.log"
    path.write_text("")
    log = ServerLog(path, {APP}, powerless=frozenset({SUPERUSER}))
    log.read_new()
    begins = "2026-11-29 02:00:00.000 UTC [12] LOG:  "
    path.write_text(
        f"{begins}replication connection authorized: user=postgres application_name=pg_basebackup\n"
        f"{begins}received replication command: BASE_BACKUP ( LABEL 'pg_basebackup base backup' )\n"
    )
    signed_in, asked = log.read_new()
    assert (signed_in.user, asked.statement.partition(" ")[0]) == (SUPERUSER, "BASE_BACKUP")


def test_case_10_the_application_and_a_wrong_password_are_nothing_to_tell(server):
    log = ServerLog(log_of(server), {APP, SUPERUSER})
    log.read_new()
    with psycopg.connect(**server[1], dbname="postgres") as admin:
        admin.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(**{**server[1], "password": "wrong"}, dbname="postgres")
    assert log.read_new() == ()


def test_case_42_the_servers_own_log_says_nothing_of_what_rows_hold(server):
    failing = (
        "SELECT '{}'::uuid",
        "INSERT INTO kept VALUES ('{}'), ('{}')",
        "DO $$ BEGIN RAISE EXCEPTION '%', '{}'; END $$",
        "DO $$ BEGIN RAISE WARNING '%', '{}'; END $$",
        "SELECT no_such_column FROM kept WHERE place = '{}'",
    )
    with psycopg.connect(**server[1], dbname="postgres", autocommit=True) as admin:
        admin.execute("CREATE TABLE kept (place text PRIMARY KEY)")
        for statement in failing:
            with pytest.raises(psycopg.Error) if "WARNING" not in statement else nullcontext():
                admin.execute(statement.replace("{}", ADDRESS))
        with pytest.raises(psycopg.Error):
            admin.execute("SELECT %s::text::uuid", [ADDRESS])
        admin.execute("SELECT pg_log_backend_memory_contexts(pg_backend_pid())")
    text = log_of(server).read_text(encoding="utf-8")
    assert "connection authorized: user=postgres" in text
    assert [word for word in ("Larch", "Northmere") if word in text] == []


def test_a_log_that_has_grown_long_is_begun_anew_once_it_was_read(tmp_path):
    path = tmp_path / "server.log"
    path.write_text("")
    log = ServerLog(path, {APP})
    log.powerless = frozenset({SUPERUSER})
    log.read_new()
    line = "2026-11-29 02:00:00.000 UTC [12] LOG:  connection authorized: user=postgres database=reachable\n"
    path.write_text(line + "x" * LONGEST + "\n")
    assert [each.database for each in log.read_new()] == ["reachable"]
    assert path.stat().st_size == 0
    path.write_text(line)
    assert len(log.read_new()) == 1


def test_a_line_that_comes_while_a_long_log_is_read_is_not_lost_when_it_is_begun_anew(tmp_path, monkeypatch):
    path = tmp_path / "server.log"
    path.write_text("")
    log = ServerLog(path, {APP})
    log.powerless = frozenset({SUPERUSER})
    log.read_new()
    line = "2026-11-29 02:00:00.000 UTC [12] LOG:  connection authorized: user=postgres database=reachable\n"
    path.write_text("x" * LONGEST + "\n")
    strike_out = ServerLog._strike_out

    def while_it_is_read(log, text):
        strike_out(log, text)
        if b"x" in text:
            with path.open("a") as file:
                file.write(line)

    monkeypatch.setattr(ServerLog, "_strike_out", while_it_is_read)
    assert log.read_new() == ()
    assert [each.database for each in log.read_new()] == ["reachable"]
    assert path.stat().st_size == 0
