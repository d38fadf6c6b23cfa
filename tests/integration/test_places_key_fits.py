"""With a places key that is not the one places are kept under nothing starts, and what does not open is told."""

import logging
import sys
from importlib import import_module

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connections

from reachable.access.context import running
from reachable.access.domain.viewer import Role
from reachable.access.operations import register_membership
from reachable.adapters.embedded_database import Server, start_server, stop_server
from reachable.adapters.key_files import KeyFileWrong
from reachable.alerts.models import OutboxMessage
from reachable.config.boot import UnsafeToStart, refuse_keys_of_others
from reachable.config.command import main
from reachable.config.database import superuser_connection
from reachable.config.key_of_places import key_beside
from reachable.jobs.rounds import Daily, do_daily_round
from reachable.journeys.places_settled import Settled, settle_places
from reachable.journeys.whereabouts_hidden import hide_whereabouts
from reachable.journeys.whereabouts_opened import show_whereabouts
from reachable.kernel.london import london_date
from tests.integration.made_up import DAY, MACHINE, NOW, make_corner, make_user, viewer_of, work_with
from tests.integration.test_keys_of_each_agency import COUNCILS, POLICES, WHY_NOW, both_say
from tests.integration.test_places_kept import HOME, keep

ELSEWHERE = b"z" * 32


@pytest.fixture
def corner(database):
    made = make_corner()
    work_with(made, made.council_record)
    with running(job="test", now=NOW):
        register_membership(
            user_id=make_user("supervisor"),
            team_id=made.workers,
            role=Role.SUPERVISOR,
            starts_at=NOW - DAY,
            by=MACHINE,
            now=NOW,
        )
    return made


@pytest.fixture
def wrong_key(corner, monkeypatch):
    keep(corner, corner.council_record, HOME)
    monkeypatch.setattr(settings, "PLACES_KEY", ELSEWHERE)


def wsgi():
    sys.modules.pop("reachable.config.wsgi", None)
    return import_module("reachable.config.wsgi")


def test_nothing_starts_with_another_places_key_and_it_is_said_what_to_do(wrong_key, tmp_path, capsys):
    path = tmp_path / "places.key"
    with pytest.raises(UnsafeToStart) as refused:
        refuse_keys_of_others(key_file=path)
    for said in (str(path), "the safe places of 1 children", "Nothing was changed", "docs/backup.md"):
        assert said in str(refused.value)
    with pytest.raises(UnsafeToStart):
        wsgi()
    for words in (["jobs"], ["import", "custody", "nowhere.csv", "--agency", "police"]):
        assert main(words) == 1
        assert "is not the one that the safe places" in capsys.readouterr().err


def test_with_the_right_key_it_starts(corner, tmp_path):
    keep(corner, corner.council_record, HOME)
    refuse_keys_of_others(key_file=tmp_path / "places.key")
    assert wsgi().application


def test_where_no_table_is_made_yet_nothing_is_kept_and_it_starts(corner, wrong_key, privileged, database, tmp_path):
    with privileged.connect(database) as admin:
        admin.execute("ALTER TABLE places_childkey RENAME TO places_not_yet")
        try:
            refuse_keys_of_others(key_file=tmp_path / "places.key")
        finally:
            admin.execute("ALTER TABLE places_not_yet RENAME TO places_childkey")


def test_where_no_database_is_made_yet_it_starts(monkeypatch, tmp_path):
    monkeypatch.setitem(connections["default"].settings_dict, "NAME", "nowhere_yet")
    connections["default"].close()
    refuse_keys_of_others(key_file=tmp_path / "places.key")
    connections["default"].close()


def test_a_change_of_the_key_that_was_cut_off_is_said_to_be_gone_on_with(wrong_key, tmp_path):
    path = tmp_path / "places.key"
    path.with_name("places.key.next").write_text("begun")
    with pytest.raises(UnsafeToStart, match="Run `reachable keys places` again"):
        refuse_keys_of_others(key_file=path)


def test_while_the_database_is_away_what_runs_on_waits_and_what_runs_once_says_so(corner, monkeypatch, tmp_path):
    answers = [OperationalError("away"), OperationalError("away"), 0]

    def count(**_):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    waited = []
    monkeypatch.setattr("reachable.places.queries.count_keys_of_others", count)
    refuse_keys_of_others(key_file=tmp_path / "places.key", wait=waited.append)
    assert len(waited) == 2
    answers.append(OperationalError("away"))
    with pytest.raises(OperationalError):
        refuse_keys_of_others(key_file=tmp_path / "places.key")


def test_beside_a_server_with_childrens_keys_no_key_is_made_and_the_one_put_back_is_used(tmp_path):
    server = Server(tmp_path, "key_fits")
    file = tmp_path / "key_fits-places.key"
    where = superuser_connection(server, start_server(server))
    try:
        first = key_beside(server)
        with psycopg.connect(**where, dbname="postgres", autocommit=True) as admin:
            admin.execute("CREATE DATABASE reachable")
        with psycopg.connect(**where, dbname="reachable", autocommit=True) as inside:
            inside.execute("CREATE TABLE places_childkey (destroyed_at timestamptz)")
            inside.execute("INSERT INTO places_childkey VALUES (now())")
            file.rename(tmp_path / "aside")
            assert key_beside(server) != first, "a key that was destroyed needs none"
            inside.execute("INSERT INTO places_childkey VALUES (NULL)")
        file.unlink()
        with pytest.raises(KeyFileWrong, match=r"key_fits-places\.key is gone") as refused:
            key_beside(server)
        assert "docs/backup.md" in str(refused.value)
        assert not file.exists()
        (tmp_path / "aside").rename(file)
        assert key_beside(server) == first
    finally:
        stop_server(server)


def told():
    with running(job="test", now=NOW):
        return list(OutboxMessage.objects.filter(key__startswith="unopened:").values_list("to_name", "text"))


def test_the_daily_round_says_and_tells_once_a_day_that_places_do_not_open(wrong_key, corner, caplog):
    assert settle_places(now=NOW) == Settled(records=0, closed=1)
    with caplog.at_level(logging.ERROR, logger="reachable"):
        for _ in range(2):
            daily = Daily()
            do_daily_round(now=NOW, daily=daily, key_rules=())
            assert daily.finished["Bringing up to date what is kept apart"] == london_date(NOW)
    assert "the places of 1 children were kept under another places key" in caplog.text
    ((_, text),) = told()
    assert "Ring whoever runs Reachable" in text
    assert "Larch" not in text + caplog.text


def spoil(privileged, database, statement, *values):
    with privileged.connect(database) as admin:
        admin.execute(statement, values)


def test_a_single_place_that_does_not_open_is_counted_and_told_and_one_that_opens_is_not(
    corner, privileged, database, caplog
):
    keep(corner, corner.council_record, HOME)
    keep(corner, corner.other_child, HOME)
    do_daily_round(now=NOW, key_rules=())
    assert told() == []
    spoil(
        privileged,
        database,
        "UPDATE places_keptplace SET sealed = 'moved', home_key = '' WHERE about_id = %s",
        corner.other_child,
    )
    assert settle_places(now=NOW) == Settled(records=0, closed=0, unopened=1), "without its key it is not settled"
    with caplog.at_level(logging.ERROR, logger="reachable"):
        do_daily_round(now=NOW, key_rules=())
        assert "1 places do not open, though nobody erased them" in caplog.text
        caplog.clear()
        with running(job="test", now=NOW):
            hide_whereabouts(subject_ids=[corner.other_child], with_household=True, by=MACHINE, now=NOW)
    assert "1 places kept apart do not open: neighbours' records" in caplog.text
    assert len(told()) == 1


SPOILT = {
    "wrapped by another": "UPDATE places_childkey SET wrapped_by = '0000000000000000' WHERE controller_id = %s",
    "a moved wrap": "UPDATE places_childkey SET wrapped = 'bW92ZWQ=' WHERE controller_id = %s",
}


@pytest.mark.parametrize("statement", SPOILT.values(), ids=SPOILT)
def test_one_agencys_key_that_does_not_fit_hides_no_other_agencys_place_and_is_noted(
    corner, privileged, database, caplog, statement
):
    both_say(corner, about=corner.council_record)
    spoil(privileged, database, statement, corner.police)
    shown = show_whereabouts(viewer=viewer_of(corner), subject_id=corner.council_record, because=WHY_NOW)
    assert shown.granted
    assert sorted((value, place.opens) for place, value in shown.places) == [
        ("", False),
        (f"{COUNCILS}, ZZ99 4AB", True),
    ]
    said = "of what was shown of where a child is, 1 of 2 places did not open"
    with privileged.connect(database) as admin:
        noted = admin.execute("SELECT user_id FROM audit.entry WHERE what = %s", [said]).fetchall()
    assert noted == [(corner.asha,)]
    assert said in caplog.text
    assert POLICES not in caplog.text
