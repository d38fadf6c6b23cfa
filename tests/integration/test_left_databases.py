"""A copy of the project that stands where another stood is not stopped by the database the other one left."""

import shutil

import psycopg
import pytest

from reachable.adapters.embedded_database import Server, start_server, stop_server
from reachable.config.database import superuser_connection


def left_aside(server):
    return sorted(server.data_folder.parent.glob(f"{server.data_folder.name}-left-*"))


@pytest.fixture(params=[True, False], ids=["of an installation", "of tests"])
def left(request, tmp_path):
    """Give a server that runs still, whose copy of the project is gone with its passwords."""
    server = Server(tmp_path / "home", "test_left", durable=request.param)
    start_server(server)
    shutil.rmtree(server.home)
    yield server
    stop_server(server)
    for folder in (server.data_folder, *left_aside(server)):
        shutil.rmtree(folder, ignore_errors=True)


def test_another_begins_and_only_what_tests_left_is_removed(left, capfd):
    kept = start_server(left)
    with psycopg.connect(**superuser_connection(left, kept), dbname="postgres") as admin:
        admin.execute("SELECT 1")
    said = capfd.readouterr().err
    if left.durable:
        (aside,) = left_aside(left)
        assert (aside / "PG_VERSION").exists()
        assert str(aside) in said
        assert str(left.secrets_file) in said
    else:
        assert (left_aside(left), said) == ([], "")


def test_one_whose_passwords_are_there_is_left_as_it_is(tmp_path):
    server = Server(tmp_path / "home", "test_left", durable=False)
    try:
        kept = start_server(server)
        assert start_server(server) == kept
        assert stop_server(server)
        assert start_server(server) == kept
        assert left_aside(server) == []
    finally:
        stop_server(server)
        shutil.rmtree(server.data_folder, ignore_errors=True)
