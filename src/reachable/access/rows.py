"""Reads, adds and changes rows with few and prepared statements, where time counts.

In:  a statement with its values; rows of one table.
Out: plain tuples; rows kept. The guard of the connection stands in front of each statement, as of any other.

A statement is prepared once for a connection and planned once, however many rows it is given: they travel as one JSON
text. (COPY is not allowed on a table with row policies.)
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, JSONField, Model
from psycopg.pq import ExecStatus

ROWS_AT_ONCE = 1000
BEGIN_AND_ASK = b"BEGIN; SELECT pg_backend_pid(), pg_current_xact_id()"
"""The backend's number is asked too: with a pooler in between, the driver knows the pooler's."""
Row = tuple[Any, ...]
Table = TypeVar("Table", bound=Model)


class _PreparedCursor(psycopg.Cursor[Row]):
    """Prepares each statement the first time and binds its values in the server."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> "_PreparedCursor":
        return super().execute(query, params, **{"prepare": True, **how})


def ask(statement: str, *values: Any) -> list[Row]:
    """Return the rows a statement gives."""
    with _cursor() as cursor:
        cursor.execute(statement, _sent(values))
        found: list[Row] = cursor.fetchall()
    return found


def send(statement: str, *values: Any) -> None:
    """Run a statement of which no rows are wanted."""
    with _cursor() as cursor:
        cursor.execute(statement, _sent(values))


def later(statement: str, *values: Any) -> Callable[[], list[Row]]:
    """Send a statement, and return what gives its rows when they are wanted.

    Inside `sent_together` nothing is waited for until then, and whatever else was sent by then is answered with it.
    """
    cursor = _cursor()
    cursor.execute(statement, _sent(values))
    fetch: Callable[[], list[Row]] = cursor.fetchall
    return fetch


def begin() -> tuple[int, str]:
    """Begin a transaction, and return the numbers the server gives this connection and the transaction.

    It is one exchange with the server. Left to themselves Django and the driver begin in one and ask in another, and
    somebody waits for each: this stands before everything that is opened. `transaction.atomic` has to be entered.

    :raises OperationalError: when the server cannot be reached, or cannot begin.
    """
    opened = _opened()
    with opened.wrap_database_errors:
        server = opened.connection.pgconn
        answer = server.exec_(BEGIN_AND_ASK)
        if answer.status != ExecStatus.TUPLES_OK:
            raise psycopg.OperationalError(answer.get_error_message() or "no transaction could be begun")
        backend, transaction = (answer.get_value(0, column) or b"" for column in (0, 1))
        return int(backend), transaction.decode()


def send_commit() -> Callable[[], str]:
    """Send a commit, and return what gives the server's word for what it did: it rolls back what has failed."""
    cursor = _cursor()
    cursor.execute("COMMIT")
    return lambda: str(cursor.statusmessage)


@contextmanager
def sent_together() -> Iterator[None]:
    """Send the statements inside without waiting for the answer to each, until rows are asked for.

    What went wrong is raised when rows are next asked for, or at the end. One inside another ends with that other.
    What Django itself sends inside is answered at once, as it looks at how many rows were changed.
    """
    opened = _opened()
    if opened.connection.pgconn.pipeline_status:
        yield
        return
    with opened.wrap_database_errors, opened.connection.pipeline():
        yield


def ask_together(*questions: tuple[Any, ...]) -> list[list[Row]]:
    """Return the rows of each of several statements, given with their values, sent without waiting in between."""
    with sent_together():
        answers = [later(statement, *values) for statement, *values in questions]
        return [answer() for answer in answers]


def rows_where(model: type[Table], condition: str, *values: Any) -> list[Table]:
    """Return the rows of a table that meet a condition in SQL, as Django would."""
    return rows_where_later(model, condition, *values)()


def rows_where_later(model: type[Table], condition: str, *values: Any) -> Callable[[], list[Table]]:
    """Ask for the rows of a table that meet a condition, and return what gives them when they are wanted."""
    answer = later(f"{_reading(model)} WHERE {condition}", *values)
    return lambda: _as_rows(model, answer())


def _as_rows(model: type[Table], answers: Sequence[Row]) -> list[Table]:
    names = [field.attname for field in model._meta.concrete_fields]
    texts = [place for place, field in enumerate(model._meta.concrete_fields) if isinstance(field, JSONField)]
    found = []
    for values_of_row in answers:
        row = list(values_of_row)
        for place in texts:
            row[place] = None if row[place] is None else json.loads(row[place])
        found.append(model.from_db(connection.alias, names, row))
    return found


def add_rows(rows: Sequence[Model], *, unless_held: bool = False, held_by: str = "") -> None:
    """Add rows of one table. `unless_held` passes over those that a constraint says are there already.

    Of those whose column `held_by` has a value that is there already, the row that is held takes all other values.
    """
    if rows:
        statement = _adding(type(rows[0])) + (" ON CONFLICT DO NOTHING" if unless_held else "")
        statement += _taking_place(type(rows[0]), held_by) if held_by else ""
        names = tuple(field.attname for field in type(rows[0])._meta.concrete_fields)
        for text in _as_json(rows, names):
            send(statement, text)


def change_rows(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Write these fields of rows of one table that are held already."""
    if rows:
        statement = _changing(type(rows[0]), tuple(names))
        for text in _as_json(rows, ("id", *names)):
            send(statement, text)


def _sent(values: Sequence[Any]) -> tuple[Any, ...]:
    """Return values as they are sent. Ids travel as one text: thousands are quicker so, and always of one type."""
    return tuple(_as_text(value) if isinstance(value, list) else value for value in values)


def _as_text(values: list[Any]) -> list[Any] | str:
    return "{" + ",".join(map(str, values)) + "}" if all(isinstance(each, UUID) for each in values) else values


def _cursor() -> CursorWrapper:
    opened = _opened()
    return CursorWrapper(_PreparedCursor(opened.connection), opened)


def _opened() -> BaseDatabaseWrapper:
    """Return this thread's connection itself: what stands for it looks it up anew at each step."""
    opened = connections[DEFAULT_DB_ALIAS]
    opened.ensure_connection()
    return opened


def _as_json(rows: Sequence[Model], names: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        values = [{name: getattr(row, name) for name in names} for row in rows[start : start + ROWS_AT_ONCE]]
        yield json.dumps(values, default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    """Return an id, an instant or a day as PostgreSQL reads it."""
    if isinstance(value, UUID | date):
        return str(value)
    raise TypeError(f"a row cannot be written with a {type(value).__name__}")


@cache
def _reading(model: type[Model]) -> str:
    columns = ", ".join(f'"{field.attname}"' for field in model._meta.concrete_fields)
    return f'SELECT {columns} FROM "{model._meta.db_table}"'  # noqa: S608 - names from the model, no value


@cache
def _adding(model: type[Model]) -> str:
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.attname}"' for field in fields)
    given = _recordset(model, fields)
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) SELECT {columns} FROM {given}'  # noqa: S608 - as above


@cache
def _taking_place(model: type[Model], held_by: str) -> str:
    others = [field.attname for field in model._meta.concrete_fields if field.attname not in ("id", held_by)]
    return f' ON CONFLICT ("{held_by}") DO UPDATE SET ' + ", ".join(f'"{name}" = excluded."{name}"' for name in others)


@cache
def _changing(model: type[Model], names: tuple[str, ...]) -> str:
    wanted = {"id", *names}
    fields = [field for field in model._meta.concrete_fields if field.attname in wanted]
    unknown = wanted - {field.attname for field in fields}
    if unknown:
        raise ValueError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    set_to = ", ".join(f'"{name}" = given."{name}"' for name in names)
    table = model._meta.db_table
    given = _recordset(model, fields)
    return f'UPDATE "{table}" SET {set_to} FROM {given} WHERE "{table}".id = given.id'  # noqa: S608 - as above


def _recordset(model: type[Model], fields: "Sequence[Field[Any, Any]]") -> str:
    types = ", ".join(f'"{field.attname}" {_type(field)}' for field in fields)
    return f"json_to_recordset(%s::json) AS given({types})"


def _type(field: "Field[Any, Any]") -> str:
    """Return the column's type without its length, which a cast would cut a value down to without a word."""
    if isinstance(field, JSONField):
        return "jsonb"
    kind = str(field.db_type(connection))
    bracket = kind.find("(")
    return kind if bracket < 0 else kind[:bracket] + kind[kind.find(")") + 1 :]
