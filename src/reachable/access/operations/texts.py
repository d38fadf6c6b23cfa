"""Writes texts of rows again, in whichever table they stand.

In:  the table, the row, and what its columns say from now on.
Out: rows changed in an act.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.access.queries.texts import list_text_columns


def change_texts(*, changes: Mapping[tuple[str, UUID], Mapping[str, Any]], by: Actor, now: datetime) -> None:
    """Let columns of rows, by table and id, say something else.

    :raises KeyError: when a table is not about somebody, or a column holds no words.
    """
    require_acting()
    tables = {model._meta.db_table: model for model in apps.get_models() if getattr(model, "IS_PERSONAL", False)}
    for (table, row_id), columns in changes.items():
        unknown = set(columns) - set(list_text_columns(model=tables[table]))
        if unknown:
            raise KeyError(f"{table} has no text in {', '.join(sorted(unknown))}")
        tables[table]._default_manager.filter(pk=row_id).update(
            **{name: _fitting(value, _longest(tables[table], name)) for name, value in columns.items()}
        )


def _longest(table: type[Model], name: str) -> int | None:
    return getattr(table._meta.get_field(name), "max_length", None)


def _fitting(value: Any, longest: int | None) -> Any:
    """Return a text no longer than its column."""
    return value[:longest] if isinstance(value, str) and longest else value
