"""What the database answers to somebody who reads counts alone, and about the counts that were released.

In:  a throwaway database with personal rows in it.
Out: Probe values, as in policy_probes.py; one release in the database.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import psycopg

from reachable.access.domain.viewer import Purpose, Role
from reachable.config.measures.policy_probes import ACTING, NO_CONTEXT, OWNER, PERSON, REFUSED, RUN, Probe

ONLY_COUNTS, NOT_ROUNDED = "RC041", "23514"
TABLE = "oversight_countrelease"
ONE, TWO = "00000000-0000-0000-0000-0000000000c1", "00000000-0000-0000-0000-0000000000c2"
ADDED = (
    f"INSERT INTO {TABLE} (id, table_code, area_id, quarter_starts, released_at, figures)"  # noqa: S608
    " SELECT '{}', '{}', id, '2026-01-01', now(), '{}' FROM access_area ORDER BY id LIMIT 1"
)
READ = f"SELECT id::text FROM {TABLE}"  # noqa: S608


def prepare_counts(admin: "psycopg.Connection[Any]") -> None:
    """Put one release into the database."""
    admin.execute(ADDED.format(ONE, "CHILDREN", '{"rows": [10, null]}').encode())


def list_counts_probes(tables: Iterable[str]) -> Iterator[Probe]:
    """Yield what is answered to an analyst of each personal table, and to everybody of the releases."""
    analyst = partial(Probe, role_code=Role.ANALYST.code, purpose_code=Purpose.STATISTICS.code, may_read=False)
    for table in tables:
        for context in (PERSON, ACTING):
            asked = f"SELECT id FROM {table}"  # noqa: S608
            yield analyst(f"read by an analyst, {context}", table, asked, context, ONLY_COUNTS)
    noted = "SELECT audit.note('SIGNED_IN', '{}', 'probe')"
    yield analyst("what an analyst did is noted", "audit.note", noted, ACTING, [""])
    yield Probe("noted without a context", "audit.note", noted, None, NO_CONTEXT)
    for name in ("context.require()", "context.agency_id()"):
        asked = f"SELECT count(*) FROM {name}"  # noqa: S608
        yield analyst(f"{name} asked by an analyst", name.removesuffix("()"), asked, PERSON, ONLY_COUNTS)
    for role in Role:
        may = [ONE] if role.name in ("ANALYST", "SUPERVISOR", "COORDINATOR", "SAFEGUARDING_LEAD") else []
        yield Probe(f"read by {role.code}", TABLE, READ, PERSON, may, role_code=role.code, may_read=role.may_read)
    yield Probe("read in an act", TABLE, READ, ACTING, [])
    yield Probe("read in a run", TABLE, READ, RUN, [ONE])
    yield Probe("read without a context", TABLE, READ, None, NO_CONTEXT)
    yield Probe("read as the owner of the tables", TABLE, READ, None, [], role=OWNER)
    yield Probe("who reads counts", "context.reads_counts", "SELECT context.reads_counts()", RUN, ["True"])
    yield Probe("who reads counts, nobody", "context.reads_counts", "SELECT context.reads_counts()", None, NO_CONTEXT)
    another = ADDED.format(TWO, "HARM", '{"rows": [15]}')
    yield Probe("release in a run", TABLE, another, RUN, 1)
    yield Probe("release in an act", TABLE, another, ACTING, REFUSED)
    yield analyst("release as an analyst", TABLE, another, ACTING, ONLY_COUNTS)
    yield Probe("release again", TABLE, ADDED.format(TWO, "CHILDREN", "{}"), RUN, "23505")
    for number in ("3", "12", "5", "-10"):
        wrong = ADDED.format(TWO, "HARM", '{"rows": [{"figures": [' + number + "]}]}")
        yield Probe(f"release {number}", TABLE, wrong, RUN, NOT_ROUNDED)
    yield Probe("change", TABLE, f"UPDATE {TABLE} SET figures = '{{}}'", RUN, REFUSED)  # noqa: S608
    yield Probe("delete", TABLE, f"DELETE FROM {TABLE}", RUN, REFUSED)  # noqa: S608
    yield Probe("empty", TABLE, f"TRUNCATE {TABLE}", RUN, REFUSED)
