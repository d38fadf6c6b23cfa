"""What the database answers to being shown where a child is, where records were linked by the reader and by others.

In:  the scene of the probes, in which the reader linked `open_twin` to `open_child`.
Out: Probe values.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Json

from reachable.config.measures.policy_probes import OPEN_ROW, PERSON, REFUSED, RUN, Probe, Scene

WORKED_WITH, LINKED, CLUSTER = (UUID(int=number) for number in (21, 22, 23))
"""A record the reader works with, one that somebody else linked to it, and the person they are."""

AT_HOME, HOME_KEY = UUID(int=24), "the home that the reader declared"
"""A record the reader works with, of a child whose home, kept apart, is the one the reader declared."""


def prepare_places(admin: "psycopg.Connection[Any]", scene: Scene) -> None:
    """Make two records of one person that somebody other than the reader linked."""
    for record in (WORKED_WITH, LINKED):
        mine = {"id": str(record), "about_id": str(record), "subject_id": str(record), "local_id": str(record)}
        _copy(admin, "people_subject", f"id = '{scene.open_child}'", mine)
        member = mine | {"id": str(UUID(int=record.int + 10)), "cluster_id": str(CLUSTER)}
        _copy(admin, "people_clustermember", f"subject_id = '{scene.open_child}'", member)
    tie = {"id": str(UUID(int=33)), "about_id": str(WORKED_WITH)}
    _copy(admin, "access_workingrelationship", f"about_id = '{scene.open_child}' AND reason = 'ALLOCATED'", tie)
    home = {"id": str(AT_HOME), "about_id": str(AT_HOME)}
    subject = home | {"subject_id": str(AT_HOME), "local_id": str(AT_HOME)}
    _copy(admin, "people_subject", f"id = '{scene.open_child}'", subject)
    member = subject | {"id": str(UUID(int=35)), "cluster_id": str(UUID(int=25))}
    _copy(admin, "people_clustermember", f"subject_id = '{scene.open_child}'", member)
    tie = home | {"id": str(UUID(int=36))}
    _copy(admin, "access_workingrelationship", f"about_id = '{scene.open_child}' AND reason = 'ALLOCATED'", tie)
    kept = home | {"id": str(UUID(int=37)), "mark": "kept", "home_key": HOME_KEY}
    _copy(admin, "places_keptplace", f"id = '{OPEN_ROW}'", kept)
    admin.execute("UPDATE places_keptplace SET withdrawn_at = NULL WHERE home_key = %s", [HOME_KEY])
    admin.execute(
        "UPDATE access_declaredconflict SET home_keys = ARRAY[%s] WHERE user_id = %s AND kind = 'HOME'",
        [HOME_KEY, scene.reader],
    )
    linked = {"left_id": str(WORKED_WITH), "right_id": str(LINKED), "about_id": str(WORKED_WITH)}
    both = f"'{scene.open_child}', '{scene.open_twin}'"
    judged = {"id": str(UUID(int=34)), "judged_by_id": str(scene.breaker), **linked}
    _copy(admin, "matching_judgement", f"left_id IN ({both}) AND right_id IN ({both}) AND answer = 'SAME'", judged)


def list_places_probes(scene: Scene) -> Iterator[Probe]:
    """Yield every probe of being shown places through a link."""
    shows = "SELECT resolver.show_places('{}', 'measures what is shown')::text"
    yield Probe("show a record somebody else linked", "resolver", shows.format(LINKED), PERSON, ["true"])
    yield Probe("show a record the reader linked", "resolver", shows.format(scene.open_twin), PERSON, ["false"])
    opens = f"SELECT granted::text FROM resolver.open_records(ARRAY['{AT_HOME}']::uuid[], 'OPENED', 'probe')"  # noqa: S608
    yield Probe("open a child of the kept home they declared", "resolver", opens, PERSON, ["false"])
    table = "context.conflict_key"
    yield Probe("read as the application", table, f"SELECT 1 FROM {table}", RUN, REFUSED)  # noqa: S608
    yield Probe("change as the application", table, f"DELETE FROM {table}", RUN, REFUSED)  # noqa: S608


def _copy(admin: "psycopg.Connection[Any]", table: str, which: str, changed: dict[str, str]) -> None:
    done = admin.execute(
        f"INSERT INTO {table} SELECT (jsonb_populate_record(held, %s::jsonb)).* FROM {table} AS held"  # noqa: S608
        f" WHERE {which} ORDER BY id DESC LIMIT 1",
        [Json(changed)],
    )
    if done.rowcount != 1:
        raise LookupError(f"no row of {table} to copy")
