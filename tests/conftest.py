"""What every test may use: a database of its own, the application role, no network.

Every test that asks for `database` gets one that holds what a migrated template holds, and really commits: an open test
transaction would defeat "the audit entry was committed earlier". Only this file is privileged; tests run as the
application.
"""

import fcntl
import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass

os.environ.setdefault("REACHABLE_SERVER", "test")
os.environ.setdefault("REACHABLE_DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reachable.config.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

import django
import psycopg
import pytest
from django.core import mail
from django.test.utils import setup_test_environment
from hypothesis import settings as hypothesis_settings

from reachable.adapters.compiled_code import keep_compiled_code
from tests.factories.lent_database import LentDatabase

keep_compiled_code()
hypothesis_settings.register_profile("reachable", deadline=None, max_examples=40, derandomize=True)
hypothesis_settings.load_profile("reachable")
django.setup()
setup_test_environment()
gc.set_threshold(50_000, 20, 100)


def pytest_collection_finish() -> None:
    """Look for circles only among what the tests make: ten thousand collected tests stay to the end in any case."""
    gc.collect()
    gc.freeze()


def _let_tests_sit_for_days() -> None:
    """Keep desks from locking and people from being slowed down in tests that are about something else.

    Days pass within a second there. What locks and slows is tested in test_accounts_desks.py.
    """
    from datetime import date

    from django.conf import settings

    from reachable.access.domain.sign_in_rules import DatedMinutes

    settings.IDLE_LOCK = settings.LONGEST_SESSION = DatedMinutes(((date(2020, 1, 1), 10_000_000),))
    settings.LOOK_UPS_AN_HOUR = settings.REFUSALS_AN_HOUR = settings.SENDS_A_MINUTE = 1_000_000


_let_tests_sit_for_days()


def _collect_static_files() -> None:
    """Put the compiled files where pages look for them, one process at a time: a fresh clone has none there yet."""
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    with (settings.STATIC_ROOT.parent / ".static.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("collectstatic", verbosity=0, interactive=False)


_collect_static_files()


@dataclass(frozen=True, slots=True)
class Privileged:
    """How the fixtures make and drop databases. Others may use it only to prove what the application cannot do."""

    host: str
    superuser_password: str

    def connect(self, name: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """Return a superuser's connection."""
        return psycopg.connect(
            host=self.host, user="postgres", password=self.superuser_password, dbname=name, autocommit=True
        )


@pytest.fixture(scope="session")
def privileged() -> Privileged:
    """Return the superuser of the server that tests may lose."""
    from reachable.adapters.embedded_database import start_server
    from reachable.config.database import embedded_server

    server = embedded_server()
    return Privileged(str(server.socket_folder), start_server(server).superuser_password)


@pytest.fixture(scope="session")
def template_database(privileged: Privileged) -> str:
    """Return the name of a migrated, empty database, made anew whenever a migration changes."""
    from reachable.config.build import build_template

    return build_template()


@pytest.fixture(scope="session")
def lent(privileged: Privileged, template_database: str) -> Iterator[LentDatabase]:
    """Return what this worker lends its tests: one database after the other, or the same one emptied."""
    lending = LentDatabase(privileged, template_database)
    yield lending
    lending.drop()


@pytest.fixture
def database(lent: LentDatabase) -> Iterator[str]:
    """Give the test a database of its own, reached as the application role, with only what the template holds.

    The letters that an earlier test let leave are gone too.
    """
    mail.outbox.clear()
    yield from _used(lent.lend())
    lent.take_back()


def _used(name: str) -> Iterator[str]:
    from django.db import connections

    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
    yield name
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = before[alias]
