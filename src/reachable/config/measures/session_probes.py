"""What the database answers about sessions and about how often somebody looked, with the right answers.

In:  a throwaway database with somebody in it who has looked.
Out: Probe values, as in policy_probes.py.
"""

from collections.abc import Iterator

from reachable.config.measures.policy_probes import OWNER, PERSON, REFUSED, RUN, Probe, Scene


def list_session_probes(scene: Scene) -> Iterator[Probe]:
    """Yield what the database answers about sessions and about how often somebody looked."""
    table = "access_signedinsession"
    one, over = "00000000-0000-0000-0000-0000000000a1", "00000000-0000-0000-0000-0000000000a2"
    begin = (
        f"INSERT INTO {table} (id, user_id, began_at, seen_at, locked, ended_at, ended_because, browser, network)"  # noqa: S608
        f" VALUES ('{{}}', '{scene.reader}', now(), now(), '', {{}}, 'left', '', '')"
    )
    begun = begin.format(one, "NULL")
    end = f"UPDATE {table} SET ended_at = now() WHERE id = '{one}'"  # noqa: S608
    again = f"UPDATE {table} SET ended_at = NULL WHERE id = '{one}'"  # noqa: S608
    there = f"SELECT id::text FROM {table} WHERE id = '{one}'"  # noqa: S608
    yield Probe("begin a session", table, begun, None, 1)
    yield Probe("begin a session that is over", table, begin.format(over, "now()"), None, REFUSED)
    yield Probe("read a session", table, there, None, [one], first=(begun,))
    yield Probe("end a session", table, end, None, 1, first=(begun,))
    yield Probe("let a session that is over go on", table, again, None, 0, first=(begun, end))
    yield Probe("read as the owner of the tables", table, f"SELECT 1 FROM {table}", None, [], role=OWNER)  # noqa: S608
    yield Probe("delete", table, f"DELETE FROM {table}", RUN, REFUSED)  # noqa: S608
    yield Probe("empty", table, f"TRUNCATE {table} CASCADE", RUN, REFUSED)
    searched = "SELECT audit.note('SEARCHED', '{}', 'looked up by probe')"
    own = "SELECT kind FROM audit.own_looks('-infinity') WHERE kind = 'SEARCHED'"
    hours = "SELECT user_id::text FROM audit.hours_of_looking('-infinity') WHERE opened > 0"
    yield Probe("how often one looked", "audit", own, PERSON, ["SEARCHED"], first=(searched,))
    yield Probe("how often a run looked", "audit", own, RUN, [], first=(searched,))
    yield Probe("how often everybody looked, as a reader", "audit", hours, PERSON, [])
    yield Probe(
        "how often everybody looked, in a run", "audit", hours, RUN, sorted([str(scene.reader), str(scene.breaker)])
    )
