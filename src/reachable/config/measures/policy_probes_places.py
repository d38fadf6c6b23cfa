"""What the database answers to being shown where a child is, and to ending the protection of that.

In:  the scene of the probes, in which the reader linked `open_twin` to `open_child`.
Out: Probe values.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Json

from reachable.config.measures.policy_probes import (
    ACTING,
    NEVER_WRITTEN_OVER,
    OPEN_ROW,
    OTHER_ROW,
    OWN_ROW,
    PERSON,
    REFUSED,
    RUN,
    Probe,
    Scene,
)

PROTECTED, LOOKS = "places_protectedchild", "places_protectionlook"
LOOK_OF_ANOTHER, ENDED_ALONE, WITHOUT_A_LOOK = "RC035", "RC036", "RC037"
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
    asked = {
        "id": str(UUID(int=35)),
        "protection_id": str(OTHER_ROW),
        "kind": "ASKED",
        "looked_by_id": str(scene.breaker),
    }
    admin.execute("ALTER TABLE places_protectionlook DISABLE TRIGGER looked_at_by_whoever_acts")
    _copy(admin, LOOKS, f"id = '{OTHER_ROW}'", asked)
    admin.execute("ALTER TABLE places_protectionlook ENABLE TRIGGER looked_at_by_whoever_acts")
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


def list_protection_probes(scene: Scene) -> Iterator[Probe]:
    """Yield every probe of looking at a protection again, keeping it on and ending it.

    Of the protections, `OWN_ROW` and `OTHER_ROW` are of the reader's agency; somebody else asked to end the second.
    """

    def look(kind: str, *, at: UUID = OWN_ROW, by: UUID = scene.reader, number: int = 1) -> str:
        given = (
            f"'id', gen_random_uuid(), 'protection_id', '{at}', 'kind', '{kind}', 'looked_by_id', '{by}',"
            f" 'number', {number}, 'next_on', '2026-04-04'"
        )
        return (
            f"INSERT INTO {LOOKS} SELECT (jsonb_populate_record(held, jsonb_build_object({given}))).*"  # noqa: S608
            f" FROM {LOOKS} AS held WHERE id = '{at}'"
        )

    def change(what: str, at: UUID = OWN_ROW) -> str:
        return f"UPDATE {PROTECTED} SET {what} WHERE id = '{at}'"  # noqa: S608

    asked, kept, ended = look("ASKED"), look("KEPT"), look("ENDED", at=OTHER_ROW, number=2)
    for name, statement, context, right, first in (
        ("look again for one's agency", kept, ACTING, 1, ()),
        ("look again in a run", kept, RUN, LOOK_OF_ANOTHER, ()),
        ("look again as somebody else", look("KEPT", by=scene.breaker), ACTING, LOOK_OF_ANOTHER, ()),
        ("look again for another agency", look("KEPT", at=OPEN_ROW), ACTING, LOOK_OF_ANOTHER, ()),
        ("look again out of count", look("KEPT", number=2), ACTING, LOOK_OF_ANOTHER, ()),
        ("end what nobody asked to end", look("ENDED"), ACTING, ENDED_ALONE, ()),
        ("end what one asked oneself", look("ENDED", number=2), ACTING, ENDED_ALONE, (asked,)),
        ("end what another asked", ended, ACTING, 1, ()),
    ):
        yield Probe(name, LOOKS, statement, context, right, first=first)
    for column in ("kind", "because", "next_on", "spoken_by", "child_says", "looked_by_id"):
        written = f"UPDATE {LOOKS} SET {column} = {column}"  # noqa: S608
        yield Probe(f"write over {column} of a look", LOOKS, written, RUN, NEVER_WRITTEN_OVER)
    hidden = f"UPDATE {LOOKS} SET because = '[place kept apart]' WHERE id = '{OWN_ROW}'"  # noqa: S608
    yield Probe("take a place out of a look", LOOKS, hidden, RUN, 1)
    day, end = "review_on = '2026-04-04'", "ended_at = now(), ended_because = 'x'"
    moved: list[tuple[str, str, str, Any, tuple[str, ...]]] = [
        ("move the day without a look", change(day), RUN, WITHOUT_A_LOOK, ()),
        ("move the day by a look", change(day), ACTING, 1, (kept,)),
        ("move it to another day", change("review_on = '2026-05-05'"), ACTING, WITHOUT_A_LOOK, (kept,)),
        ("end it without a look", change(end), RUN, WITHOUT_A_LOOK, ()),
        ("end it once it was asked", change(end, OTHER_ROW), ACTING, WITHOUT_A_LOOK, ()),
        ("end it by two", change(end, OTHER_ROW), ACTING, 1, (ended,)),
        (
            "begin it again",
            change("ended_at = NULL", OTHER_ROW),
            ACTING,
            NEVER_WRITTEN_OVER,
            (ended, change(end, OTHER_ROW)),
        ),
        ("write over why", change("because = 'y'"), RUN, NEVER_WRITTEN_OVER, ()),
        ("take a place out of why", change("because = '[place kept apart]'"), RUN, 1, ()),
    ]
    for name, statement, context, right, before in moved:
        yield Probe(name, PROTECTED, statement, context, right, first=before)


def _copy(admin: "psycopg.Connection[Any]", table: str, which: str, changed: dict[str, str]) -> None:
    done = admin.execute(
        f"INSERT INTO {table} SELECT (jsonb_populate_record(held, %s::jsonb)).* FROM {table} AS held"  # noqa: S608
        f" WHERE {which} ORDER BY id DESC LIMIT 1",
        [Json(changed)],
    )
    if done.rowcount != 1:
        raise LookupError(f"no row of {table} to copy")
