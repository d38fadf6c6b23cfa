"""Puts many rows into a table of a throwaway database at once, by COPY, as the superuser.

In:  a table by its model's label, the columns that differ, and the rows.
Out: rows. Columns that are not given have the model's default.
"""

from collections.abc import Iterable
from typing import Any

import psycopg
from django.apps import apps
from django.db import connection
from django.db.models import Field, JSONField
from django.db.models.fields import NOT_PROVIDED
from psycopg import sql
from psycopg.types.json import Jsonb

Row = tuple[Any, ...]


def copy_rows(admin: "psycopg.Connection[tuple[Any, ...]]", label: str, given: str, rows: Iterable[Row]) -> int:
    """Add rows and return how many. `label` is as "timeline.Event"; `given` names columns as the database does.

    Policies and the audit record see nothing of it: this is for a database of a measurement and no other.

    :raises LookupError: when there is no such model.
    """
    model, columns = apps.get_model(label), given.split()
    fields: dict[str, Field[Any, Any]] = {field.column: field for field in model._meta.concrete_fields}
    filled = {name: _default(field) for name, field in fields.items() if name not in columns and _has_default(field)}
    names = [*columns, *filled]
    as_json = [place for place, name in enumerate(columns) if isinstance(fields[name], JSONField)]
    always = tuple(filled.values())
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(sql.Identifier(name) for name in names)
    )
    count = 0
    with admin.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            written = list(row)
            for place in as_json:
                written[place] = Jsonb(written[place])
            copy.write_row((*written, *always))
            count += 1
    return count


def _has_default(field: "Field[Any, Any]") -> bool:
    return field.default is not NOT_PROVIDED


def _default(field: "Field[Any, Any]") -> Any:
    value = field.get_default()
    return Jsonb(value) if isinstance(field, JSONField) else field.get_db_prep_save(value, connection)
