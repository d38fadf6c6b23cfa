"""A database whose passwords are gone: where all was made up another begins, an installation is refused unchanged."""

import shutil

import psycopg
import pytest

from reachable.adapters.embedded_database import (
    DatabaseDidNotStart,
    Server,
    is_running,
    start_server,
    stop_server,
)
from reachable.config.database import superuser_connection


def left_aside(server):
    return sorted(server.data_folder.parent.glob(f"{server.data_folder.name}-left-*"))


def clear(server):
    stop_server(server)
    for folder in (server.data_folder, *left_aside(server)):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["tests", "a demo", "an installation"])
def left(request, tmp_path):
    """Give a server that runs still, whose copy of the project is gone with its passwords."""
    of = request.param
    server = Server(tmp_path / "home", "test_left", durable=of != "tests", made_up=of == "a demo")
    start_server(server)
    shutil.rmtree(server.home)
    yield of, server
    clear(server)


def test_another_begins_where_everybody_was_made_up_and_an_installation_is_refused_unchanged(left, capfd):
    of, server = left
    if of == "an installation":
        with pytest.raises(DatabaseDidNotStart, match="Nothing was changed") as refused:
            start_server(server)
        assert str(server.secrets_file) in str(refused.value)
        assert is_running(server)
        assert not server.secrets_file.exists()
        return
    kept = start_server(server)
    with psycopg.connect(**superuser_connection(server, kept), dbname="postgres") as admin:
        admin.execute("SELECT 1")
    said = capfd.readouterr().err
    if of == "a demo":
        (aside,) = left_aside(server)
        assert (aside / "PG_VERSION").exists()
        assert str(aside) in said
    else:
        assert (left_aside(server), said) == ([], "")


def test_one_whose_passwords_are_there_is_left_as_it_is(tmp_path):
    server = Server(tmp_path / "home", "test_left", durable=False)
    try:
        kept = start_server(server)
        assert start_server(server) == kept
        assert stop_server(server)
        assert start_server(server) == kept
        assert left_aside(server) == []
    finally:
        clear(server)
