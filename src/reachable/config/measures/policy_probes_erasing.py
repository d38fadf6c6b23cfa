"""What the database answers to erasing: every table is reached, none of somebody held, and nothing but by two people.

In:  the scene of the probes, in which `closed_child` is held and one record was erased by the reader's agency.
Out: Probe values.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import psycopg

from reachable.config.measures.policy_probes import (
    NO_CONTEXT,
    ONLY_A_RUN,
    OPEN_ROW,
    OTHER_ROW,
    OWN_ROW,
    OWNER,
    PERSON,
    REFUSED,
    RUN,
    Probe,
    Scene,
)

ERASER, HELD, NO_PROPOSAL = "reachable_eraser", "RC030", "RC031"
ERASED_ACT = UUID(int=9)


def prepare_erasing(admin: "psycopg.Connection[Any]", scene: Scene) -> None:
    """Hold one child, and leave what is left of a record of each of two agencies."""
    admin.execute("UPDATE keeping_hold SET lifted_at = NULL WHERE id = %s", [OTHER_ROW])
    for act, agency in ((ERASED_ACT, scene.agency), (UUID(int=10), scene.other_agency)):
        admin.execute(
            "SELECT audit.note_erased(%s, %s, ARRAY[gen_random_uuid()], '{}', 'x', 'x', gen_random_uuid(),"
            " gen_random_uuid(), now())",
            [act, agency],
        )


def prepare_outbox(admin: "psycopg.Connection[Any]") -> None:
    """Keep a message that has left."""
    admin.execute(
        "INSERT INTO alerts_outboxmessage"
        " (id, key, to_name, to_address, channel, text, created_at, sent_at, attempts, last_problem)"
        " VALUES (%s, 'measure', '', '', 'EMAIL', '', '-infinity', '-infinity', 1, '')",
        [OPEN_ROW],
    )


def list_erasing_probes(tables: Iterable[str]) -> Iterator[Probe]:
    """Yield every probe of erasing, from the names of the personal tables."""
    for table in tables:
        free = f"DELETE FROM {table} WHERE id = '{OPEN_ROW}'"  # noqa: S608
        held = f"DELETE FROM {table} WHERE id = '{OTHER_ROW}'"  # noqa: S608
        yield Probe("erase a row of somebody not held", table, free, None, 1, role=ERASER)
        yield Probe("erase a row of somebody held", table, held, None, HELD, role=ERASER)
    key = f"UPDATE places_childkey SET wrapped = '' WHERE id = '{OTHER_ROW}'"  # noqa: S608
    yield Probe("destroy the key of a child who is held", "places_childkey", key, RUN, HELD)
    over = f"UPDATE places_childkey SET wrapped = 'over' WHERE id = '{OTHER_ROW}'"  # noqa: S608
    yield Probe("write over the key of a child who is held", "places_childkey", over, RUN, HELD)
    anew = f"UPDATE places_childkey SET wrapped = 'anew', wrapped_by = 'next' WHERE id = '{OTHER_ROW}'"  # noqa: S608
    yield Probe("wrap the key of a child who is held anew", "places_childkey", anew, RUN, 1)
    for table in ("alerts_outboxmessage", "context.places_shown"):
        gone = f"DELETE FROM {table} WHERE false"  # noqa: S608
        yield Probe("erase", table, gone, None, 0, role=ERASER)
        yield Probe("look for what to erase", table, f"SELECT 1 FROM {table} WHERE false", None, [], role=ERASER)  # noqa: S608
    yield from _of_outbox()
    told = "INSERT INTO keeping_totell SELECT * FROM keeping_totell WHERE false"
    yield Probe("leave whom to tell", "keeping_totell", told, None, 0, role=ERASER)
    erased = "SELECT 1 FROM audit.erased WHERE false"
    yield Probe("what was erased, as the eraser", "audit.erased", erased, None, [], role=ERASER)
    names = "SELECT 'there' FROM (SELECT id FROM access_agency LIMIT 1) AS one"
    yield Probe("an agency, as the eraser", "access_agency", names, None, ["there"], role=ERASER)
    act = "SELECT resolver.erase(gen_random_uuid())"
    yield Probe("erase what nobody proposed", "resolver", act, RUN, NO_PROPOSAL)
    left = "SELECT act_id FROM audit.erased_after(0)"
    yield Probe("what was erased by one's agency", "audit", left, PERSON, [str(ERASED_ACT)])
    yield Probe("what was erased without a context", "audit", left, None, NO_CONTEXT)


def _of_outbox() -> Iterator[Probe]:
    """Yield what is answered about messages: to an act and a run, and never in somebody's read."""
    table = "alerts_outboxmessage"
    there = f"SELECT id::text FROM {table} WHERE id = '{OPEN_ROW}'"  # noqa: S608
    add = (
        f"INSERT INTO {table} (id, key, to_name, to_address, channel, text, created_at, attempts, last_problem)"  # noqa: S608
        f" VALUES ('{OWN_ROW}', 'probe', '', '', 'EMAIL', '', now(), 0, '')"
    )
    change = f"UPDATE {table} SET attempts = 2 WHERE id = '{OPEN_ROW}'"  # noqa: S608
    purge = "SELECT resolver.purge_sent(now())::text"
    yield Probe("a message, in a run", table, there, RUN, [str(OPEN_ROW)])
    yield Probe("a message, in a read", table, there, PERSON, [])
    yield Probe("a message, as the owner of the tables", table, there, None, [], role=OWNER)
    yield Probe("leave a message in a run", table, add, RUN, 1)
    yield Probe("leave a message in a read", table, add, PERSON, REFUSED)
    yield Probe("leave a message without a context", table, add, None, NO_CONTEXT)
    yield Probe("change a message in a run", table, change, RUN, 1)
    yield Probe("change a message in a read", table, change, PERSON, 0)
    every = f"UPDATE {table} SET attempts = 2"  # noqa: S608
    yield Probe("change every message in a read, reading none", table, every, PERSON, 0)
    yield Probe("change a message without a context", table, change, None, NO_CONTEXT)
    yield Probe("take out what has left, in a run", table, purge, RUN, ["1"])
    yield Probe("take out what has left, in a read", "resolver", purge, PERSON, ONLY_A_RUN)
