"""What the database answers to erasing: every table is reached, none of somebody held, and nothing but by two people.

In:  the scene of the probes, in which `closed_child` is held and one record was erased by the reader's agency.
Out: Probe values.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import psycopg

from reachable.config.measures.policy_probes import NO_CONTEXT, OPEN_ROW, OTHER_ROW, PERSON, RUN, Probe, Scene

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
