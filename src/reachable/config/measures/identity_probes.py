"""What the database answers about who is bound to an identity provider, with the right answers.

In:  a throwaway database with somebody in it.
Out: Probe values, as in policy_probes.py.
"""

from collections.abc import Iterator
from typing import Any

import psycopg

from reachable.config.measures.policy_probes import (
    ACTING,
    NO_CONTEXT,
    OWNER,
    PERSON,
    REFUSED,
    RUN,
    Probe,
    Scene,
)

TABLE, TAKEN = "access_outsideidentity", "access_takenassertion"
ONE, OVER, NEW = (f"00000000-0000-0000-0000-0000000000b{number}" for number in (1, 2, 3))
BIND = (
    f"INSERT INTO {TABLE} (id, user_id, issuer, subject, bound_at, ended_at)"  # noqa: S608
    " VALUES ('{}', '{}', 'https://{}.example.org', '{}', now(), {})"
)


TAKE = f"INSERT INTO {TAKEN} (digest, taken_at) VALUES (repeat('{{}}', 64), now())"  # noqa: S608


def prepare_identities(admin: "psycopg.Connection[Any]", scene: Scene) -> None:
    """Bind the reader to a provider, and to another until just now."""
    admin.execute(BIND.format(ONE, scene.reader, "one", "reader", "NULL").encode())
    admin.execute(BIND.format(OVER, scene.reader, "two", "reader", "now()").encode())
    admin.execute(TAKE.format("a").encode())


def list_identity_probes(scene: Scene) -> Iterator[Probe]:
    """Yield what the database answers about who is bound to whom, by whom, and for how long."""
    bind = BIND.format(NEW, scene.reader, "three", "reader", "NULL")
    bind_over = BIND.format(NEW, scene.reader, "three", "reader", "now()")
    take_over = BIND.format(NEW, scene.breaker, "one", "reader", "NULL")
    end = f"UPDATE {TABLE} SET ended_at = now() WHERE id = '{ONE}'"  # noqa: S608
    again = f"UPDATE {TABLE} SET ended_at = {{}} WHERE id = '{OVER}'"  # noqa: S608
    rename = f"UPDATE {TABLE} SET subject = 'x', ended_at = now() WHERE id = '{ONE}'"  # noqa: S608
    there = f"SELECT id::text FROM {TABLE} ORDER BY id"  # noqa: S608
    yield Probe("read before signing in", TABLE, there, None, [ONE, OVER])
    for context in (ACTING, RUN):
        yield Probe("bind in an act", TABLE, bind, context, 1)
        yield Probe("end in an act", TABLE, end, context, 1)
    yield Probe("bind while reading", TABLE, bind, PERSON, REFUSED)
    yield Probe("bind with no context", TABLE, bind, None, NO_CONTEXT)
    yield Probe("bind as over", TABLE, bind_over, ACTING, REFUSED)
    yield Probe("bind what is somebody else's", TABLE, take_over, ACTING, "23505")
    yield Probe("end while reading", TABLE, end, PERSON, 0)
    yield Probe("end with no context", TABLE, end, None, NO_CONTEXT)
    yield Probe("end again", TABLE, again.format("now()"), ACTING, 0)
    yield Probe("let one go on", TABLE, f"UPDATE {TABLE} SET ended_at = NULL", ACTING, REFUSED)  # noqa: S608
    yield Probe("give it another subject", TABLE, rename, ACTING, REFUSED)
    yield Probe("read as the owner of the tables", TABLE, f"SELECT 1 FROM {TABLE}", None, [], role=OWNER)  # noqa: S608
    yield Probe("delete", TABLE, f"DELETE FROM {TABLE}", RUN, REFUSED)  # noqa: S608
    yield Probe("empty", TABLE, f"TRUNCATE {TABLE} CASCADE", RUN, REFUSED)
    yield from _list_taken_probes()


def _list_taken_probes() -> Iterator[Probe]:
    """Yield what the database answers about SAML assertions that were taken: each once, and nobody reads one."""
    yield Probe("take an assertion in an act", TAKEN, TAKE.format("b"), ACTING, 1)
    yield Probe("take one again", TAKEN, TAKE.format("a"), ACTING, "23505")
    yield Probe("take what is no digest", TAKEN, TAKE.format("x"), ACTING, "23514")
    yield Probe("take one in a run", TAKEN, TAKE.format("b"), RUN, REFUSED)
    yield Probe("take one while reading", TAKEN, TAKE.format("b"), PERSON, REFUSED)
    yield Probe("take one with no context", TAKEN, TAKE.format("b"), None, NO_CONTEXT)
    yield Probe("read what was taken", TAKEN, f"SELECT digest FROM {TAKEN}", ACTING, REFUSED)  # noqa: S608
    yield Probe("read it as the owner of the tables", TAKEN, f"SELECT 1 FROM {TAKEN}", None, [], role=OWNER)  # noqa: S608
    yield Probe("let one be taken again", TAKEN, f"DELETE FROM {TAKEN}", RUN, REFUSED)  # noqa: S608
    yield Probe("date one anew", TAKEN, f"UPDATE {TAKEN} SET taken_at = now()", ACTING, REFUSED)  # noqa: S608
    yield Probe("forget all", TAKEN, f"TRUNCATE {TAKEN}", RUN, REFUSED)
