"""Erases again, in a restored database, what was erased after its backup was made, before anybody can look.

In:  the administrator's connection to the restored database; the list kept outside it.
Out: how many acts were done again; whose people are formed anew; whether the list reaches as far as the backup does.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from reachable.keeping.domain.erased_list import ErasedLine
from reachable.kernel.ids import SubjectId


@dataclass(frozen=True, slots=True)
class ErasedAgain:
    """What was done again. `unknown` counts what the backup itself says was erased and the list does not hold."""

    acts: int
    unknown: int
    ask_again: frozenset[SubjectId]


def erase_again(inside: dict[str, Any], lines: Iterable[ErasedLine]) -> ErasedAgain:
    """Erase what the list says and the backup still holds, in one transaction, and return what was done."""
    with psycopg.connect(**inside) as admin:
        ours = str(_one(admin, "SELECT id::text FROM audit.installation"))
        wanted = [each for each in lines if each.installation == ours]
        done = {str(act) for (act,) in admin.execute("SELECT act_id FROM audit.erased").fetchall()}
        fresh = [each for each in wanted if each.act_id not in done]
        ask_again: set[SubjectId] = set()
        with _holds_looked_past(admin):
            for line in fresh:
                ask_again |= _erase(admin, line)
        return ErasedAgain(len(fresh), len(done - {each.act_id for each in wanted}), frozenset(ask_again))


@contextmanager
def _holds_looked_past(admin: "psycopg.Connection[Any]") -> Iterator[None]:
    """Take off what refuses while a hold stands, and put it back, in this transaction.

    A hold of the days of the backup was lifted by the time two people decided: it was refused while any stood.
    """
    refusing = admin.execute(
        "SELECT tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger"
        " WHERE tgfoid = 'resolver.refuse_while_held'::regproc AND NOT tgisinternal"
    ).fetchall()
    for table, trigger in refusing:
        admin.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}".encode())
    yield
    admin.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table, trigger in refusing:
        admin.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}".encode())


def _erase(admin: "psycopg.Connection[Any]", line: ErasedLine) -> set[SubjectId]:
    ids = list(line.record_ids)
    beside = admin.execute(
        "SELECT other.subject_id FROM people_clustermember AS mine JOIN people_clustermember AS other"
        " ON other.cluster_id = mine.cluster_id WHERE mine.subject_id = ANY (%s::uuid[])",
        [ids],
    ).fetchall()
    admin.execute(
        "SELECT audit.note_erased(%s, %s, %s::uuid[], %s, %s, %s, %s, %s, %s)",
        [
            line.act_id,
            line.agency_id,
            ids,
            Jsonb(dict(line.counts)),
            line.ground,
            line.rule_key,
            line.proposed_by,
            line.decided_by,
            line.erased_at,
        ],
    )
    done = _one(admin, "SELECT resolver.erase_rows(%s::uuid[], %s)", ids, line.agency_id)
    return {SubjectId(each) for (each,) in beside} | {SubjectId(UUID(each)) for each in done["ask_again"]}


def _one(admin: "psycopg.Connection[Any]", statement: str, *values: Any) -> Any:
    row = admin.execute(statement.encode(), list(values)).fetchone()
    if row is None:
        raise LookupError("the restored database did not answer")
    return row[0]
