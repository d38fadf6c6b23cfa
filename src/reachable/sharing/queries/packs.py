"""Reads everything held about one person, table by table of the catalogue, and the packs made of it.

In:  a child's records, in an open context.
Out: lines in the order of the catalogue; packs, newest first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from reachable.access.domain.viewer import Run, Viewer
from reachable.kernel.ids import AgencyId, PackId, SourceRecordId, SubjectId, UserId
from reachable.sharing.domain.pack_catalogue import CATALOGUE, PackTable
from reachable.sharing.domain.packs import PackKind, Standing
from reachable.sharing.models import Pack

MARKS = ("withdrawn_at", "undone_batch_id", "source_record_id")
"""Columns that tell whether a row still stands, where a table has them."""

COMES_FROM = ("source_record_id", "event_id", "anchor_event_id", "firing_id", "duty_id", "alert_id")
"""Columns that tell what a row was made of, where a table has them; what they name stands in a table before it."""
KIND_BY_CODE = {each.code: each for each in PackKind}


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One row about a person: its table, its own id, when it is dated, and every column with a value, as words."""

    table: str
    id: UUID
    dated: datetime | None
    values: Mapping[str, str]
    standing: Standing = Standing.STANDS


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRecord:
    """One pack. What it says is frozen; `released_at` is None until a second person has released it."""

    id: PackId
    child_id: SubjectId
    holder_id: AgencyId
    kind: PackKind
    asked_by: str
    asked_on: date
    checked_how: str
    due_on: date
    longer_because: str
    different_because: str
    frozen: Mapping[str, Any]
    made_of: tuple[SubjectId, ...]
    prepared_at: datetime
    prepared_by: str
    prepared_by_id: UserId
    released_at: datetime | None
    released_by: str
    to_whom: str
    release_because: str
    release_different_because: str


def list_held_rows(
    *,
    viewer: Viewer | Run,
    subject_ids: Iterable[SubjectId],
    controller_id: AgencyId,
    latest: Iterable[SourceRecordId],
    apart: Iterable[UUID] = (),
    only_to_read: bool = False,
) -> tuple[HeldRow, ...]:
    """Return every row of one controller about these records, as far as it is open, of each table that packs give.

    `latest` are the versions of records that count now. `apart` are rows of which nothing is returned, nor of what was
    made of them, step by step. `only_to_read` leaves out tables with nothing to read first.
    """
    about, versions, left_out = list(subject_ids), frozenset(latest), set(apart)
    found = []
    for label, table in CATALOGUE.items():
        if table.whole is None:
            rows = _rows(label, table, about, controller_id, versions, left_out)
            if not only_to_read or table.read_first or _has(label, "source_record_id"):
                found.extend(rows)
    return tuple(found)


def find_pack_subject(*, viewer: Run, pack_id: PackId) -> SubjectId | None:
    """Return whose record a pack is of, or None when there is none. For the machine: ids only."""
    found = Pack.objects.filter(pk=pack_id).values_list("about_id", flat=True).first()
    return None if found is None else SubjectId(found)


def list_packs(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[PackRecord, ...]:
    """Return the packs made of these records, as far as they are open, newest first."""
    rows = Pack.objects.filter(about_id__in=list(subject_ids)).select_related("prepared_by", "released_by")
    return tuple(_pack(row) for row in rows.order_by("-prepared_at", "id"))


def _rows(
    label: str,
    table: PackTable,
    about: list[SubjectId],
    controller_id: AgencyId,
    latest: frozenset[SourceRecordId],
    apart: set[UUID],
) -> list[HeldRow]:
    """Return the rows of one table, and add to `apart` those of it that come from what stands apart."""
    model = apps.get_model(label)
    columns = [*table.given, *table.read_first, *table.withheld]
    dated = [table.dated] if table.dated else []
    marks = [each for each in dict.fromkeys((*MARKS, *COMES_FROM)) if _has(label, each)]
    rows = model._default_manager.filter(about_id__in=about, controller_id=controller_id)
    found = []
    for row in rows.order_by(*dated, "id").values("id", *dict.fromkeys([*dated, *columns, *marks])):
        if row["id"] in apart or any(row[column] in apart for column in COMES_FROM if column in row):
            apart.add(row["id"])
            continue
        values = {column: _say(model, column, row[column]) for column in columns}
        held = {column: words for column, words in values.items() if words}
        standing = _standing(row, table, latest)
        found.append(
            HeldRow(label, row["id"], row[table.dated] if table.dated else None, MappingProxyType(held), standing)
        )
    stands = [_given(each, table) for each in found if each.standing is Standing.STANDS]
    return [replace(each, standing=Standing.STANDS) if _is_repeated(each, table, stands) else each for each in found]


def _is_repeated(row: HeldRow, table: PackTable, stands: list[dict[str, str]]) -> bool:
    """Test if a row that a later version corrected says what the latest repeats: then it was not corrected."""
    return row.standing is Standing.CORRECTED and not table.read_first and _given(row, table) in stands


def _standing(row: Mapping[str, Any], table: PackTable, latest: frozenset[SourceRecordId]) -> Standing:
    """Return whether a row stands. One taken back is read first where it says why; one of an undone extract never."""
    if row.get("undone_batch_id") is not None:
        return Standing.TAKEN_BACK
    if row.get("withdrawn_at") is not None:
        return Standing.CORRECTED if "withdrawn_because" in table.read_first else Standing.TAKEN_BACK
    version = row.get("source_record_id")
    return Standing.STANDS if version is None or version in latest else Standing.CORRECTED


def _given(row: HeldRow, table: PackTable) -> dict[str, str]:
    return {column: row.values[column] for column in table.given if column in row.values}


def _has(label: str, column: str) -> bool:
    return column in {each.attname for each in apps.get_model(label)._meta.concrete_fields}


def _say(model: type[models.Model], column: str, value: Any) -> str:
    """Return a value in words: the label of a code where the table has one."""
    field = model._meta.get_field(column)
    labels = dict(field.flatchoices) if isinstance(field, models.Field) and field.flatchoices else {}
    match value:
        case None | "":
            return ""
        case bool():
            return "Yes" if value else "No"
        case dict():
            return "; ".join(f"{name.replace('_', ' ')}: {_say_plain(each)}" for name, each in value.items())
        case list():
            return "; ".join(_say_plain(each) for each in value)
        case _:
            return str(labels.get(value, value))


def _say_plain(value: Any) -> str:
    return "yes" if value is True else "no" if value is False else str(value)


def _pack(row: Pack) -> PackRecord:
    return PackRecord(
        id=PackId(row.id),
        child_id=SubjectId(row.about_id),
        holder_id=AgencyId(row.controller_id),
        kind=KIND_BY_CODE[row.kind],
        asked_by=row.asked_by,
        asked_on=row.asked_on,
        checked_how=row.checked_how,
        due_on=row.due_on,
        longer_because=row.longer_because,
        different_because=row.different_because,
        frozen=MappingProxyType(row.frozen),
        made_of=tuple(SubjectId(UUID(each)) for each in row.made_of),
        prepared_at=row.prepared_at,
        prepared_by=row.prepared_by.name,
        prepared_by_id=UserId(row.prepared_by_id),
        released_at=row.released_at,
        released_by="" if row.released_by is None else row.released_by.name,
        to_whom=row.to_whom,
        release_because=row.release_because,
        release_different_because=row.release_different_because,
    )
