"""Databases made from another, for tests that compare several or start from one that took long to fill.

In:  the superuser's way in, and the database to copy.
Out: a copy in use as the application role, dropped afterwards.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections


@contextmanager
def copied(privileged: Any, source: str) -> Iterator[str]:
    """Use a copy of a database, and what was in use before afterwards. Nobody else may be connected to the source."""
    name = f"test_{secrets.token_hex(6)}"
    connections.close_all()
    with privileged.connect() as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        admin.execute(f'GRANT CONNECT ON DATABASE "{name}" TO reachable_app')
    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    use(dict.fromkeys(before, name))
    try:
        yield name
    finally:
        use(before)
        with privileged.connect() as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def use(names: dict[str, str]) -> None:
    """Let each connection be to another database from now on."""
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
