"""Makes many entries at once, chains them, tampers with them in every way, and measures how long any waited.

In:  a size.
Out: checks.
"""

import threading
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import psycopg
from django.db import connection

from reachable.access.context import running
from reachable.access.operations import chain_waiting_entries
from reachable.access.queries import first_broken_entry, longest_chain_wait_seconds
from reachable.adapters.clock import read_clock
from reachable.config.measures import prove_reads
from reachable.config.measures.check import Check
from reachable.config.measures.cost_of_noting import time_noting
from reachable.config.measures.tampered_files import tamper_with_files
from reachable.config.measures.throwaway import as_app, as_superuser, throwaway_database

WRITERS = 4
ENTRIES = {"small": 100, "full": 2000}
"""How many entries each writer makes."""

ROUNDS_EVERY = 2.0
"""Seconds between two rounds of chaining, as the jobs of `reachable serve` run them."""

TIMES = {"small": 100, "full": 2000}
MUTATIONS = {"small": 1000, "full": 20_000}
FILE_ENTRIES = {"small": 200_000, "full": 2_000_000}
LONGEST_WAIT_SECONDS = 10.0
CHANGES = (
    "at = at - interval '1 second'",
    "kind = 'WROTE'",
    "user_id = gen_random_uuid()",
    "agency_id = gen_random_uuid()",
    "about_id = gen_random_uuid()",
    "request_id = gen_random_uuid()",
    "role_code = 'SUPERVISOR'",
    "purpose_code = 'OTHER'",
    "what = 'nothing'",
    "salt = 'x'",
    "payload_hash = sha256('x')",
)
TAMPERING = {
    **{
        f"changing an entry: {change}": f"UPDATE audit.entry SET {change} WHERE id = %(victim)s"  # noqa: S608
        for change in CHANGES
    },
    "cutting an entry out": "DELETE FROM audit.entry WHERE id = %(victim)s",
    "cutting a link out": "DELETE FROM audit.chain WHERE entry_id = %(victim)s",
    "changing a link": "UPDATE audit.chain SET hash = sha256('x') WHERE entry_id = %(victim)s",
    "cutting the end off": "DELETE FROM audit.chain WHERE entry_id >= %(victim)s",
    "slipping an entry in": "INSERT INTO audit.entry OVERRIDING SYSTEM VALUE SELECT"
    " (jsonb_populate_record(entry, '{\"id\": 999999999}')).* FROM audit.entry WHERE id = %(victim)s",
}
BY_THE_APPLICATION = (
    "UPDATE audit.entry SET what = 'x'",
    "DELETE FROM audit.entry",
    "TRUNCATE audit.entry",
    "UPDATE audit.chain SET hash = ''",
    "DELETE FROM audit.chain",
    "SELECT * FROM audit.entry",
)


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Try everything, and return what was found."""
    progress("Making a database of its own …")
    with throwaway_database() as name:
        total = WRITERS * ENTRIES[size]
        progress(f"Making {total} entries from {WRITERS} connections while others chain them …")
        longest = _write_and_chain(ENTRIES[size])
        while chain_waiting_entries():
            pass
        left, broken = longest_chain_wait_seconds(), first_broken_entry()
        with as_superuser(name) as admin:
            chained = _number(admin, "SELECT count(*) FROM audit.chain")
            progress(f"Tampering in {len(TAMPERING)} ways …")
            unseen = [what for what, statement in TAMPERING.items() if not _is_found(admin, statement)]
        done = _list_done_by_the_application()
        progress(f"Tampering with written-out records, {MUTATIONS[size]} times …")
        cost = time_noting(name, times=TIMES[size])
        written = tamper_with_files(read_clock(), mutations=MUTATIONS[size], entries=FILE_ENTRIES[size])
    return [
        *written,
        *cost,
        *prove_reads.run(size, progress),
        Check("entries chained", chained, f"at least {total}", chained >= total),
        Check("first entry that does not fit", broken, None, broken is None),
        Check("entries still waiting, oldest in seconds", left, 0, left == 0),
        Check(
            "longest wait while writing, seconds",
            round(longest, 1),
            LONGEST_WAIT_SECONDS,
            longest <= LONGEST_WAIT_SECONDS,
        ),
        Check("ways of tampering tried", len(TAMPERING), None, True),
        Check("ways of tampering not found", unseen or 0, 0, not unseen),
        Check("what the application itself could change or read", done or 0, 0, not done),
    ]


def _write_and_chain(count: int) -> float:
    """Write from several connections while one chains every other second, and return the longest wait in seconds.

    Meanwhile an import runs: a long transaction whose own entry is not committed until the end holds nobody up.
    """
    stop, longest = threading.Event(), [0.0]

    def import_for_long() -> None:
        with running(job="measure a long import", now=read_clock()):
            stop.wait()
        connection.close()

    def chain() -> None:
        began = monotonic()
        while not stop.is_set():
            longest[0] = max(longest[0], longest_chain_wait_seconds())
            if monotonic() - began >= ROUNDS_EVERY:
                began = monotonic()
                chain_waiting_entries()
            sleep(0.05)
        connection.close()

    def write() -> None:
        for _ in range(count):
            with running(job=f"measure {uuid4()}", now=read_clock()):
                pass
        connection.close()

    chainer = threading.Thread(target=chain)
    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    importer = threading.Thread(target=import_for_long)
    for thread in (importer, chainer, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    sleep(ROUNDS_EVERY)
    stop.set()
    for thread in (importer, chainer):
        thread.join()
    return longest[0]


def _is_found(admin: psycopg.Connection[Any], statement: str) -> bool:
    """Tamper with an entry in the middle of the chain, look, and put everything back."""
    with admin.transaction(force_rollback=True):
        victim = _number(admin, "SELECT entry_id FROM audit.chain ORDER BY sequence OFFSET 3 LIMIT 1")
        admin.execute("SET LOCAL session_replication_role = replica")
        admin.execute(statement.encode(), {"victim": victim})
        return _number(admin, "SELECT coalesce(audit.first_broken(), 0)") > 0


def _number(admin: psycopg.Connection[Any], statement: str) -> int:
    row = admin.execute(statement.encode()).fetchone()
    return 0 if row is None else int(row[0])


def _list_done_by_the_application() -> list[str]:
    done = []
    with as_app() as bare:
        for statement in BY_THE_APPLICATION:
            try:
                bare.execute(statement.encode())
                done.append(statement)
            except psycopg.Error:
                continue
    return done
