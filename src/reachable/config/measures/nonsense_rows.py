"""Puts rows of nonsense in a table, past every constraint, so that its policies have something to decide.

In:  the superuser's connection to a throwaway database; a table.
Out: rows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg import sql

ANYTHING = {
    "uuid": "gen_random_uuid()",
    "character varying": "'x'",
    "text": "'x'",
    "boolean": "false",
    "integer": "1",
    "smallint": "1",
    "bigint": "1",
    "double precision": "1",
    "numeric": "1",
    "jsonb": "'{}'",
    "bytea": "'x'",
    "date": "'2026-03-03'",
    "timestamp with time zone": "'2026-03-03T14:20Z'",
}
ARRAY = "'{}'"


def fill_with_nonsense(admin: psycopg.Connection[Any], table: str) -> None:
    """Drop what would refuse the row, and add it."""
    fill_with_rows(admin, table, [{}])


def fill_with_rows(admin: psycopg.Connection[Any], table: str, rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Drop what would refuse the rows, add them with what is given and nonsense for the rest; return the columns."""
    name = sql.Identifier(table)
    constraints = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'f', 'x', 'u')"
    for (constraint,) in admin.execute(constraints, [table]).fetchall():
        admin.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {} CASCADE").format(name, sql.Identifier(constraint)))
    unique = (
        "SELECT indexrelid::regclass::text FROM pg_index"
        " WHERE indrelid = %s::regclass AND indisunique AND NOT indisprimary"
    )
    for (index,) in admin.execute(unique, [table]).fetchall():
        admin.execute(sql.SQL("DROP INDEX {}").format(sql.SQL(index)))
    columns = admin.execute(
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attnotnull AND attidentity = ''"
        " AND attgenerated = ''",
        [table],
    ).fetchall()
    needed = {column for column, _ in columns}
    given = [(column, "") for column in dict.fromkeys(column for row in rows for column in row) if column not in needed]
    columns = [*columns, *given]
    names = sql.SQL(", ").join(sql.Identifier(column) for column, _ in columns)
    for row in rows:
        values = sql.SQL(", ").join(
            sql.Literal(row[column]) if column in row else sql.SQL(ARRAY if kind.endswith("[]") else ANYTHING[kind])
            for column, kind in columns
        )
        admin.execute(sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(name, names, values))
    return [column for column, _ in columns]
