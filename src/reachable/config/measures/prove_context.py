"""Tries to read personal tables without a signed context, past Django too, and to open one with every false token.

In:  a size; both try everything, full on every table with each statement ten times over.
Out: checks: how often something was answered that should have been refused. The target is never.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model

from reachable.access.context import NoContextOpen
from reachable.access.domain.context_token import ContextToken, sign
from reachable.access.domain.viewer import Purpose, Role
from reachable.adapters.clock import read_clock
from reachable.config.measures.check import Check
from reachable.config.measures.nonsense_rows import fill_with_nonsense
from reachable.config.measures.throwaway import as_app, as_superuser, throwaway_database

NO_CONTEXT, FORGED, FOR_ANOTHER = "RC001", "RC002", "RC003"
TIMES = {"small": 1, "full": 10}
ASKED: dict[str, Callable[[type[Model]], object]] = {
    "a list": lambda model: list(model._default_manager.all()),
    "an id that is not there": lambda model: model._default_manager.filter(pk=uuid4()).exists(),
    "a count": lambda model: model._default_manager.count(),
    "a change": lambda model: model._default_manager.filter(pk=uuid4()).update(purpose="SAFEGUARDING"),
    "a join from an empty table": lambda model: _join_from_nothing(model._meta.db_table),
}
PAST_DJANGO = {
    "a list past Django": "SELECT * FROM {table}",
    "a count past Django": "SELECT count(*) FROM {table}",
    "a change past Django": "UPDATE {table} SET purpose = purpose",
}


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Try everything, and return how often it was not refused."""
    progress("Making a database of its own …")
    with throwaway_database() as name:
        personal = [model for model in apps.get_models() if getattr(model, "IS_PERSONAL", False)]
        progress(f"Asking {len(personal)} personal tables with no context open …")
        checks = [Check("personal tables", len(personal), "at least 20", len(personal) >= 20)]
        checks += [_through_django(what, ask, personal, TIMES[size]) for what, ask in ASKED.items()]
        with as_superuser(name) as admin:
            for model in personal:
                fill_with_nonsense(admin, model._meta.db_table)
        progress("The same past Django, on a row in each …")
        with as_app() as bare:
            checks += [_past_django(bare, what, sql, personal, TIMES[size]) for what, sql in PAST_DJANGO.items()]
        progress("Opening a context with false tokens …")
        checks += _tokens()
    return checks


def _through_django(what: str, ask: Callable[[type[Model]], object], personal: list[type[Model]], times: int) -> Check:
    answered = 0
    for model in personal * times:
        try:
            ask(model)
            answered += 1
        except NoContextOpen:
            continue
    return Check(f"tables that answered {what}", answered, 0, answered == 0)


def _past_django(
    bare: psycopg.Connection[Any], what: str, statement: str, personal: list[type[Model]], times: int
) -> Check:
    answered = 0
    for model in personal * times:
        if _refused_with(bare, statement.format(table=model._meta.db_table)) != NO_CONTEXT:
            answered += 1
    return Check(f"tables that answered {what}", answered, 0, answered == 0)


def _tokens() -> list[Check]:
    """Return whether each false token was refused for what is wrong with it, and the true one was not."""
    with as_app() as one, as_app() as other:
        with one.transaction():
            text, signature = _token(one)
            changed = text.replace("SAFEGUARDING", "TRIAGE")
            flipped = signature[:-1] + bytes([signature[-1] ^ 1])
            found = {
                "a forged signature": (_opened_with(one, text, flipped), FORGED),
                "changed words": (_opened_with(one, changed, signature), FORGED),
                "no signature": (_opened_with(one, text, None), FORGED),
                "another connection's token": (_opened_with(other, text, signature), FOR_ANOTHER),
            }
        with one.transaction():
            found["an earlier transaction's token"] = (_opened_with(one, text, signature), FOR_ANOTHER)
        with one.transaction():
            found["a true token"] = (_opened_with(one, *_token(one)), "")
    return [
        Check(what, state or "opened", wanted or "opened", state == wanted) for what, (state, wanted) in found.items()
    ]


def _token(bare: psycopg.Connection[Any]) -> tuple[str, bytes]:
    backend, current = _one_row(bare, "SELECT pg_backend_pid(), pg_current_xact_id()::text")
    token = ContextToken(
        kind="PERSON",
        user_id=uuid4(),
        agency_id=uuid4(),
        role_code=Role.PRACTITIONER.code,
        may_read=True,
        purpose_code=Purpose.SAFEGUARDING.code,
        request_id=uuid4(),
        at=read_clock(),
        backend=backend,
        transaction=current,
    )
    return token.text(), sign(token, settings.CONTEXT_KEY)


def _opened_with(bare: psycopg.Connection[Any], text: str, signature: bytes | None) -> str:
    return _refused_with(bare, "SELECT context.open(%s, %s)", [text, signature])


def _refused_with(bare: psycopg.Connection[Any], statement: str, values: list[Any] | None = None) -> str:
    """Return the code a statement is refused with, or "" when it is answered."""
    try:
        with bare.transaction():
            bare.execute(statement.encode(), values)
    except psycopg.Error as refusal:
        return refusal.sqlstate or "refused"
    return ""


def _one_row(bare: psycopg.Connection[Any], statement: str) -> tuple[Any, ...]:
    row = bare.execute(statement.encode()).fetchone()
    if row is None:
        raise LookupError(statement)
    return tuple(row)


def _join_from_nothing(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM access_rotaentry JOIN {table} ON false")  # noqa: S608
