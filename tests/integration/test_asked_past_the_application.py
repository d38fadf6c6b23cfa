"""What anybody but the application asks is a line elsewhere, without a value; stopping that is an alarm."""

import json
from time import monotonic

import psycopg
import pytest

from reachable.access.context import running
from reachable.adapters.embedded_database import (
    APP,
    BACKUP,
    OWNER,
    SUPERUSER,
    Server,
    read_secrets,
    start_server,
    stop_server,
)
from reachable.adapters.server_log import Asked, ServerLog, Silent
from reachable.adapters.watch_files import watch_files
from reachable.alerts.models import OutboxMessage
from reachable.config.backups.making import make_backup
from reachable.config.build import role_passwords
from reachable.config.database import backup_connection, embedded_server, superuser_connection
from reachable.config.prepare import prepare_server
from reachable.config.watching import say_seen, stops_being_told, tell_what_was_asked
from tests.factories.partnership import NOW, make_partnership

CHILD, STREET = "Ayaan Kestrel", "12 Larch Rise"
PATIENCE = 20


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Give a prepared server of the tests' own, and what each of its roles signs in with."""
    own = Server(tmp_path_factory.mktemp("asked"), "test_asked", durable=False)
    kept = start_server(own)
    try:
        whoever = superuser_connection(own, kept)
        with psycopg.connect(**whoever, dbname="postgres", autocommit=True) as admin:
            prepare_server(admin, role_passwords(kept))
        yield (
            own,
            {
                SUPERUSER: whoever,
                OWNER: {**whoever, "user": OWNER, "password": kept.owner_password},
                APP: {**whoever, "user": APP, "password": kept.app_password},
            },
        )
    finally:
        stop_server(own)


@pytest.fixture
def asks(server):
    """Give what lets a role ask, and what the watch then reads."""
    own, roles = server
    log = ServerLog(own.data_folder / "server.log", {APP})
    log.read_new()

    def ask(role, *statements, **options):
        with psycopg.connect(**roles[role], dbname="postgres", autocommit=True, **options) as bare:
            for statement, *values in statements:
                bare.execute(statement, values or None)
        return log.read_new()

    return ask, log


def lines_of(path):
    return [json.loads(line)["what"] for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("role", [SUPERUSER, OWNER])
def test_case_10_what_is_asked_past_the_application_is_a_line_elsewhere_without_a_value(asks, role, tmp_path):
    ask, log = asks
    seen = ask(
        role,
        (f"SELECT '{CHILD}' AS given\n  WHERE '{STREET}' <> ''",),
        ("SELECT %s::text, 4711 FROM pg_class LIMIT 1", CHILD),
    )
    tell_what_was_asked(seen, watch_files([str(tmp_path / "outside")]), NOW)
    said = lines_of(tmp_path / "outside")
    assert f"{role} asked past the application: SELECT ? AS given WHERE ? <> ?" in said
    assert f"{role} asked past the application: SELECT $1::text, ? FROM pg_class LIMIT ?" in said
    for kept in ("\n".join(said), log.path.read_text(encoding="utf-8")):
        assert [word for word in ("Ayaan", "Kestrel", "Larch", "4711") if word in kept] == []


def test_case_10_what_the_application_asks_and_the_passwords_of_roles_are_in_no_log(server, asks):
    ask, log = asks
    assert ask(APP, (f"SELECT '{CHILD}'",)) == ()
    own, roles = server
    with psycopg.connect(**roles[SUPERUSER], dbname="postgres", autocommit=True) as admin:
        prepare_server(admin, role_passwords(read_secrets(own)))
    text = log.path.read_text(encoding="utf-8")
    assert CHILD not in text
    assert [role for role, given in roles.items() if given["password"] in text] == []
    with psycopg.connect(**roles[OWNER], dbname="postgres") as owner:
        assert owner.execute("SELECT 1").fetchone() == (1,)


def test_case_10_a_statement_with_a_name_of_its_own_is_a_line_and_struck_out_too(tmp_path):
    path = tmp_path / "server.log"
    path.write_text("", encoding="utf-8")
    log = ServerLog(path, {APP}, powerless=frozenset({SUPERUSER}))
    log.read_new()
    begins = "2026-11-29 02:00:00.000 UTC [12] LOG:  "
    path.write_text(
        f"{begins}connection authorized: user={SUPERUSER} database=reachable\n"
        f"{begins}execute a:b': SELECT '{CHILD}'\n"
        f"{begins}execute a\n\t: SET log_statement = 'none'\n"
        f'{begins}execute s1/c1: SELECT 1 WHERE given = "kestrel"\n',
        encoding="utf-8",
    )
    seen = log.read_new()
    tell = watch_files([str(tmp_path / "outside")])
    asked = [say_seen(each).rpartition(": ")[2] for each in seen if isinstance(each, Asked)]
    assert asked == ["?", "?", "SELECT ? WHERE given = ?"]
    assert [stops_being_told(each) for each in seen] == [False, True, True, False]
    tell_what_was_asked([each for each in seen if not stops_being_told(each)], tell, NOW)
    assert [word for word in ("Ayaan", "Kestrel", "kestrel") if word in path.read_text(encoding="utf-8")] == []
    assert "kestrel" not in (tmp_path / "outside").read_text(encoding="utf-8").lower()


def test_a_backup_is_written_down_and_is_no_alarm(database, tmp_path):
    log = ServerLog(embedded_server().data_folder / "server.log", {APP})
    log.read_new()
    make_backup(backup_connection(database), tmp_path / "backup", key_file=None, now=NOW, progress=lambda _said: None)
    asked = [each for each in log.read_new() if isinstance(each, Asked) and each.user == BACKUP]
    assert any("set_config" in each.statement for each in asked)
    assert [each.statement for each in asked if stops_being_told(each)] == []


def test_only_a_superuser_can_stop_what_is_written_down(asks):
    ask, _ = asks
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(OWNER, ("SET log_statement = 'none'",))


def test_case_10_switching_it_off_is_a_line_and_an_alarm_to_reviewers(asks, database, tmp_path):
    make_partnership()
    ask, _ = asks
    seen = ask(SUPERUSER, ("SET log_statement = 'none'",), (f"SELECT '{CHILD}'",))
    assert [each.statement for each in seen if isinstance(each, Asked)] == ["SET log_statement = 'none'"]
    tell_what_was_asked(seen, watch_files([str(tmp_path / "outside")]), NOW)
    said = lines_of(tmp_path / "outside")
    assert f"{SUPERUSER} asked past the application: SET log_statement = ?" in said
    assert any("may not be written down any more" in line for line in said)
    with running(job="test", now=NOW):
        told = OutboxMessage.objects.filter(text__contains="A lock of Reachable")
        assert len({each.to_address for each in told}) > 1


def test_case_10_a_session_of_which_nothing_was_written_down_is_a_line_too(asks):
    ask, log = asks
    seen = [*ask(SUPERUSER, (f"SELECT '{CHILD}'",), options="-c log_statement=none")]
    assert not any(isinstance(each, Asked) for each in seen)
    until = monotonic() + PATIENCE
    while Silent(SUPERUSER) not in seen and monotonic() < until:
        seen += log.read_new()
    assert Silent(SUPERUSER) in seen
