"""Every text that any table keeps about some records: complete by construction, because it asks the tables themselves.

In:  whom the rows are about.
Out: RowOfTexts, with the values of every column that can hold words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Field, JSONField, Model, Q, QuerySet, TextField

from reachable.access.domain.viewer import Run
from reachable.access.rows import ask
from reachable.kernel.ids import AboutId, AgencyId, SubjectId

FEWEST_LETTERS = 8
SHORTEST_NEEDLE = 6
NAMES_A_RECORD = frozenset({"child_id", "subject_id"})
HOLDING = """
    SELECT DISTINCT one.about_id FROM {table} AS one, unnest(%s::text[]) AS needle
    WHERE strpos(regexp_replace(lower(concat_ws(' ', {columns})), '[^a-z0-9]+', '', 'g'), needle) > 0
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOfTexts:
    """One row of a table, with every text in it by column."""

    table: str
    id: UUID
    about_id: AboutId
    controller_id: AgencyId
    shared: bool
    texts: Mapping[str, Any]


def list_texts_about(
    *, viewer: Run, about_ids: Iterable[AboutId], but_not: Iterable[str] = (), of_table: str = ""
) -> tuple[RowOfTexts, ...]:
    """Return the rows about these records in every table about somebody but some stages'. For the machine."""
    wanted, left_out = list(about_ids), set(but_not)
    found: list[RowOfTexts] = []
    for model in apps.get_models():
        if not getattr(model, "IS_PERSONAL", False) or model._meta.app_label in left_out:
            continue
        if of_table and model._meta.db_table != of_table:
            continue
        found += _read_texts(model, model._default_manager.filter(about_id__in=wanted))
    return tuple(found)


def list_texts_naming(
    *, viewer: Run, subject_ids: Iterable[SubjectId], but_not: Iterable[str] = ()
) -> tuple[RowOfTexts, ...]:
    """Return the rows that name one of these records though they are about something else: a pair, a request, a share.

    What is about such a request or share, as its copies and answers are, comes with it. For the machine.
    """
    wanted, left_out = list(subject_ids), set(but_not)
    found: dict[tuple[str, UUID], RowOfTexts] = {}
    of_their_own: set[AboutId] = set()
    for model in apps.get_models():
        if not getattr(model, "IS_PERSONAL", False) or model._meta.app_label in left_out:
            continue
        names = list_naming_columns(model=model)
        if names:
            naming = reduce(or_, (Q(**{f"{name}__in": wanted}) for name in names))
            rows = model._default_manager.filter(naming)
            of_their_own.update(rows.filter(about_id=F("id")).values_list("about_id", flat=True))
            found |= {(row.table, row.id): row for row in _read_texts(model, rows)}
    beside = list_texts_about(viewer=viewer, about_ids=of_their_own, but_not=left_out) if of_their_own else ()
    return tuple((found | {(row.table, row.id): row for row in beside}).values())


def list_naming_columns(*, model: type[Model]) -> list[str]:
    """Return the columns in which a table names a child's record, beside the one that says whose its rows are."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if field.attname in NAMES_A_RECORD or getattr(field.related_model, "__name__", "") == "Subject"
    ]


def list_texts_holding(*, viewer: Run, needles: Iterable[str], but_not: Iterable[str] = ()) -> tuple[RowOfTexts, ...]:
    """Return the rows about anybody in which one of these stands, small letters and digits alone compared.

    It reads the words of every row about somebody, never what is in a file, so it is for an act that is rare. For the
    machine.
    """
    wanted, left_out = [needle for needle in needles if len(needle) >= SHORTEST_NEEDLE], set(but_not)
    found: list[RowOfTexts] = []
    for model in apps.get_models() if wanted else ():
        columns = list_text_columns(model=model) if getattr(model, "IS_PERSONAL", False) else []
        if columns and model._meta.app_label not in left_out:
            named = ", ".join(f"one.{column}::text" for column in columns)
            rows = ask(HOLDING.format(table=model._meta.db_table, columns=named), wanted)
            about = {AboutId(about_id) for (about_id,) in rows}
            found += list_texts_about(viewer=viewer, about_ids=about, of_table=model._meta.db_table) if about else ()
    return tuple(found)


def list_owners_of_rows(*, viewer: Run, ids: Iterable[UUID]) -> Mapping[UUID, tuple[AgencyId, bool]]:
    """Return whose each of these rows about somebody is, in whatever table, and if it is shared. For the machine."""
    wanted = list(ids)
    found: dict[UUID, tuple[AgencyId, bool]] = {}
    for model in apps.get_models() if wanted else ():
        if getattr(model, "IS_PERSONAL", False):
            rows = model._default_manager.filter(id__in=wanted).values_list("id", "controller_id", "sharing")
            found |= {row_id: (AgencyId(controller), sharing == "PARTNERS") for row_id, controller, sharing in rows}
    return found


def list_text_columns(*, model: type[Model]) -> list[str]:
    """Return the columns of a table that can hold words: not ids, codes, hashes or what every row has."""
    common = set(getattr(model, "PRIVACY_OF_COMMON_FIELDS", ()))
    return [
        field.attname
        for field in model._meta.concrete_fields
        if field.attname.removesuffix("_id") not in common and _holds_words(field)
    ]


def _read_texts(model: type[Model], rows: "QuerySet[Any]") -> list[RowOfTexts]:
    columns = list_text_columns(model=model)
    read = rows.order_by("id").values_list("id", "about_id", "controller_id", "sharing", *columns) if columns else ()
    found = []
    for row_id, about, controller, sharing, *values in read:
        texts = {name: value for name, value in zip(columns, values, strict=True) if value}
        if texts:
            found.append(
                RowOfTexts(
                    table=model._meta.db_table,
                    id=row_id,
                    about_id=AboutId(about),
                    controller_id=AgencyId(controller),
                    shared=sharing == "PARTNERS",
                    texts=texts,
                )
            )
    return found


def _holds_words(field: "Field[Any, Any]") -> bool:
    if field.choices or field.attname.endswith("_hash"):
        return False
    if isinstance(field, JSONField | ArrayField):
        return True
    return isinstance(field, TextField) or (isinstance(field, CharField) and (field.max_length or 0) >= FEWEST_LETTERS)
