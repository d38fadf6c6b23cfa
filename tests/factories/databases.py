"""Databases made from another, for tests that compare several or start from one that took long to fill.

In:  the superuser's way in, and the database to copy.
Out: a copy in use as the application role, dropped afterwards.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

from tests.factories.lent_database import clone, drop


@contextmanager
def copied(privileged: Any, source: str) -> Iterator[str]:
    """Use a copy of a database, and what was in use before afterwards. Nobody else may be connected to the source."""
    connections.close_all()
    name = clone(privileged, source)
    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    use(dict.fromkeys(before, name))
    try:
        yield name
    finally:
        use(before)
        drop(privileged, name)


def use(names: dict[str, str]) -> None:
    """Let each connection be to another database from now on."""
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
