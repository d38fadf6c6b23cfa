"""A database that is made for one measurement and dropped after it.

In:  nothing; the embedded server.
Out: a migrated, empty database in use as the application role.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection, connections

from reachable.adapters.embedded_database import read_secrets
from reachable.config.build import clone_template, drop_database
from reachable.config.database import embedded_server, is_embedded, superuser_connection


class NotOnEmbeddedServer(RuntimeError):
    """DATABASE_URL names another server, on which nothing may be made and dropped."""


@contextmanager
def throwaway_database() -> Iterator[str]:
    """Make a database, use it, and drop it whatever happens.

    :raises NotOnEmbeddedServer: when another server is named.
    """
    if not is_embedded():
        raise NotOnEmbeddedServer("it makes a database of its own on the embedded server: take DATABASE_URL away")
    name = f"measure_{secrets.token_hex(6)}"
    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    try:
        clone_template(name)
        _use(dict.fromkeys(before, name))
        yield name
    finally:
        _use(before)
        drop_database(name)


def as_superuser(name: str) -> "psycopg.Connection[tuple[Any, ...]]":
    """Return the superuser's connection to a throwaway database, to prove what nobody else can do there."""
    server = embedded_server()
    return psycopg.connect(**superuser_connection(server, read_secrets(server)), dbname=name, autocommit=True)


def as_app() -> "psycopg.Connection[tuple[Any, ...]]":
    """Return a bare connection as the application role, without Django and so without its guard."""
    where = connection.settings_dict
    return psycopg.connect(
        host=where["HOST"], user=where["USER"], password=where["PASSWORD"], dbname=where["NAME"], autocommit=True
    )


def _use(names: dict[str, str]) -> None:

    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
