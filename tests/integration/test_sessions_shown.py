"""A session past the application shows that what is asked in it is written down, or is told of."""

from time import monotonic

import psycopg
import pytest

from reachable.adapters.embedded_database import APP, BACKUP, OWNER, SUPERUSER, Server, start_server, stop_server
from reachable.adapters.server_log import Asked, ServerLog, SignIn, Unshown
from reachable.config.backups.whole_database import LOCKS
from reachable.config.build import role_passwords
from reachable.config.database import superuser_connection
from reachable.config.prepare import let_backup_connect, prepare_server
from reachable.config.sign_ins_said import let_sign_ins_say
from reachable.config.watching import POWERLESS, SESSIONS_SHOW, say_seen, stops_being_told

CHILD = "Ayaan Kestrel"
PATIENCE = 20
SAID = "session begins: log_statement=all lc_messages=C.UTF-8"
READY = "connection ready: setup total=1.0 ms, fork=0.1 ms, authentication=0.5 ms"
ONE_CHANGE = "COMMENT ON DATABASE postgres IS 'x'"
HIDDEN = {
    "changes alone are written down": ("-c log_statement=ddl", (ONE_CHANGE,)),
    "nothing is written down": ("-c log_statement=none", ()),
    "and its end is not either": ("-c log_statement=none -c log_disconnections=off", ()),
    "no line at all": ("-c log_min_messages=panic", (ONE_CHANGE,)),
    "lines that look otherwise": ("-c log_error_verbosity=verbose", ()),
    "triggers are off": ("-c event_triggers=off", (ONE_CHANGE,)),
    "triggers are off and nothing is ready": ("-c event_triggers=off -c log_connections=off", ()),
    "the lines are made up": (
        "-c event_triggers=off -c log_connections=off -c log_statement=none -c log_disconnections=off",
        (f"DO $$BEGIN RAISE LOG '{SAID}'; RAISE LOG '{READY}'; END$$",),
    ),
    "the first is made up": (
        "-c event_triggers=off -c log_statement=none",
        (f"DO $$BEGIN RAISE LOG '{SAID}'; END$$",),
    ),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Give a prepared server of the tests' own, and what each of its roles signs in with."""
    own = Server(tmp_path_factory.mktemp("shown"), "test_shown", durable=False)
    kept = start_server(own)
    try:
        whoever = superuser_connection(own, kept)
        with psycopg.connect(**whoever, dbname="postgres", autocommit=True) as admin:
            prepare_server(admin, role_passwords(kept))
            let_backup_connect(admin, "postgres")
            if not let_sign_ins_say(admin) or admin.execute(SESSIONS_SHOW).fetchone() != (True,):
                pytest.skip("On PostgreSQL older than 18 no session shows how it begins; each superuser is told of.")
        yield (
            own,
            {
                SUPERUSER: whoever,
                OWNER: {**whoever, "user": OWNER, "password": kept.owner_password},
                BACKUP: {**whoever, "user": BACKUP, "password": kept.backup_password},
                APP: {**whoever, "user": APP, "password": kept.app_password},
            },
        )
    finally:
        stop_server(own)


@pytest.fixture
def log(server):
    """Give the server's log as the jobs watch it."""
    log = ServerLog(server[0].data_folder / "server.log", {APP}, powerless=POWERLESS, shows=True)
    log.read_new()
    return log


def sign_in(server, role, *statements, options=""):
    with psycopg.connect(**server[1][role], dbname="postgres", autocommit=True, options=options) as bare:
        for statement in statements:
            bare.execute(statement)


def look_until(log, found):
    """Look as the jobs do, again and again, until something is seen."""
    seen, until = list(log.read_new()), monotonic() + PATIENCE
    while not found(seen) and monotonic() < until:
        seen += log.read_new()
    return seen


@pytest.mark.parametrize("how", sorted(HIDDEN))
def test_case_10_whoever_signs_in_so_that_what_they_read_is_not_written_down_is_told_of(how, server, log):
    options, statements = HIDDEN[how]
    sign_in(server, SUPERUSER, *statements, f"SELECT '{CHILD}'", options=options)
    seen = look_until(log, lambda seen: Unshown(SUPERUSER) in seen)
    assert Unshown(SUPERUSER) in seen
    assert stops_being_told(Unshown(SUPERUSER))
    assert say_seen(Unshown(SUPERUSER)) == "postgres signed in, and nothing shows that what they ask is written down"


@pytest.mark.parametrize("role", [SUPERUSER, OWNER, BACKUP])
def test_a_session_that_is_written_down_shows_it_and_is_no_alarm(role, server, log):
    sign_in(server, role, "SELECT 1")
    seen = look_until(log, lambda seen: any(isinstance(each, Asked) for each in seen))
    seen += log.read_new() + log.read_new()
    assert [type(each) for each in seen] == [SignIn, Asked]
    assert not any(stops_being_told(each) for each in seen)


def test_case_10_a_database_in_which_nothing_says_how_a_session_begins_is_told_of(server, log):
    with psycopg.connect(**server[1][SUPERUSER], dbname="template1") as bare:
        bare.execute("SELECT 1")
    assert Unshown(SUPERUSER) in look_until(log, lambda seen: Unshown(SUPERUSER) in seen)


def test_the_application_signs_in_without_a_line_whatever_its_session_is_set_to(server, log):
    before = log.path.read_text(encoding="utf-8").count("session begins")
    sign_in(server, APP, "SELECT 1", options="-c search_path=nowhere -c statement_timeout=1000")
    assert log.read_new() == ()
    assert log.path.read_text(encoding="utf-8").count("session begins") == before


def test_a_trigger_that_fails_keeps_nobody_out_and_is_told_of(server, log):
    with psycopg.connect(**server[1][SUPERUSER], dbname="postgres", autocommit=True) as admin:
        (body,) = admin.execute("SELECT prosrc FROM pg_proc WHERE proname = 'say_how_a_session_begins'").fetchone()
        broken = body.replace("current_setting('lc_messages')", "1 / 0")
        admin.execute(
            "CREATE OR REPLACE FUNCTION say_how_a_session_begins() RETURNS event_trigger LANGUAGE plpgsql AS "
            f"$body${broken}$body$"
        )
        log.read_new()
        sign_in(server, OWNER, "SELECT 1")
        assert Unshown(OWNER) in look_until(log, lambda seen: Unshown(OWNER) in seen)
        assert let_sign_ins_say(admin)
    log.read_new()
    sign_in(server, OWNER, "SELECT 1")
    seen = look_until(log, lambda seen: any(isinstance(each, Asked) for each in seen))
    assert Unshown(OWNER) not in [*seen, *log.read_new(), *log.read_new()]


def test_case_10_a_right_to_set_what_is_written_down_is_one_of_the_watched_locks(server):
    with psycopg.connect(**server[1][SUPERUSER], dbname="postgres", autocommit=True) as admin:
        assert admin.execute(LOCKS["grants on settings"]).fetchall() == []
        admin.execute("GRANT SET ON PARAMETER log_statement TO reachable_owner")
        found = admin.execute(LOCKS["grants on settings"]).fetchall()
        admin.execute("REVOKE SET ON PARAMETER log_statement FROM reachable_owner")
    assert ("log_statement reachable_owner SET", "false") in found


def test_somebody_who_was_not_let_in_is_no_alarm(server, log):
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(**server[1][SUPERUSER], dbname="nowhere")
    seen = look_until(log, lambda seen: bool(seen))
    assert [type(each) for each in (*seen, *log.read_new(), *log.read_new())] == [SignIn]


BEGINS = "2026-11-29 02:00:00.000 UTC [12] "
ALL = f"LOG:  {SAID}\n"
SIGNED_IN = f"{BEGINS}(3/7) LOG:  connection authorized: user=postgres database=reachable\n"


def lines(tmp_path, text, **given):
    """Return what a watch sees in these lines."""
    path = tmp_path / "server.log"
    path.write_text("", encoding="utf-8")
    log = ServerLog(path, {APP}, powerless=POWERLESS, **given)
    log.read_new()
    path.write_text(text, encoding="utf-8")
    return log.read_new()


@pytest.mark.parametrize(
    ("after", "is_told"),
    [
        (f"{BEGINS}(3/8) {ALL}{BEGINS}(3/0) LOG:  {READY}\n", False),
        (f"{BEGINS}(3/8) {ALL}{BEGINS}(3/9) LOG:  {READY}\n", True),
        (f"{BEGINS}(3/0) LOG:  {READY}\n{BEGINS}(3/8) {ALL}", True),
        (f"{BEGINS}(3/8) {ALL}{BEGINS}(3/9) LOG:  statement: SELECT 1\n", True),
        (f"{BEGINS}(3/8) {ALL}{BEGINS}LOG:  {READY}\n", True),
        (f"{BEGINS}(3/8) {ALL.replace('C.UTF-8', 'fr_FR.UTF-8')}{BEGINS}(3/0) LOG:  {READY}\n", True),
        (f"{BEGINS}(3/8) {ALL.replace('=all', '=ddl')}{BEGINS}(3/8) {ALL}{BEGINS}(3/0) LOG:  {READY}\n", True),
        (SIGNED_IN, True),
    ],
)
def test_case_10_only_what_the_server_alone_can_write_shows_it(after, is_told, tmp_path):
    seen = lines(tmp_path, SIGNED_IN + after, shows=True)
    assert (Unshown(SUPERUSER) in seen) == is_told


def test_case_10_where_no_session_can_show_it_every_sign_in_of_whoever_may_hide_is_told_of(tmp_path):
    signed_in = SIGNED_IN.replace("(3/7) ", "")
    assert Unshown(SUPERUSER) in lines(tmp_path, signed_in)
    owner = signed_in.replace("postgres", OWNER)
    assert [type(each) for each in lines(tmp_path, owner)] == [SignIn]


def test_case_10_what_was_asked_while_nobody_watched_is_told_afterwards(tmp_path):
    path, place = tmp_path / "server.log", tmp_path / "place.json"
    path.write_text("", encoding="utf-8")
    ServerLog(path, {APP}, place=place, shows=True).read_new()
    path.write_text(f"{SIGNED_IN}{BEGINS}(3/8) LOG:  statement: SELECT 'Ayaan'\n", encoding="utf-8")
    later = ServerLog(path, {APP}, place=place, shows=True)
    assert [type(each) for each in later.read_new()] == [SignIn, Unshown, Asked]
    assert "Ayaan" not in path.read_text(encoding="utf-8") + place.read_text(encoding="utf-8")
    place.write_text("{", encoding="utf-8")
    assert len(ServerLog(path, {APP}, place=place, shows=True).read_new()) > 1
