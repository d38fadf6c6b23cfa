"""Lets a restored database be used: its key is put in, its audit record is verified, and that it was restored is noted.

In:  a database that was compared with its backup; heads that witnesses kept.
Out: what does not fit in the audit record; of how many children no safe place opens; what was erased again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reachable.access.context import running
from reachable.access.domain.audit_verifier import Head, Verified
from reachable.access.domain.viewer import Actor, Run
from reachable.access.operations import chain_waiting_entries
from reachable.config.backups.erasing_again import ErasedAgain, erase_again
from reachable.config.backups.restoring import NotRestored
from reachable.config.build import migrate_database
from reachable.journeys.places_settled import part_places
from reachable.journeys.record_erased import form_anew
from reachable.journeys.record_written_out import verify_now
from reachable.keeping.domain.erased_list import ErasedLine
from reachable.places.domain.sealing import CannotBeOpened
from reachable.places.queries import count_keys_of_others

KEY_FIRST = (
    "What agencies kept together in this backup does not open: it was kept under another places key. What was erased"
    " since the backup was not erased again, because another agency's words would be lost with it. Do not open the"
    " site: put the key file of the installation that made the backup back, take this database away, and restore again."
)
MACHINE = Actor(user_id=None, agency_id=None, name="restore")


@dataclass(frozen=True, slots=True)
class Restored:
    """What does not fit in the audit record, of how many children no safe place opens, and what was erased again."""

    record: Verified
    closed_keys: int
    erased: ErasedAgain


def finish_restoring(
    where: dict[str, Any],
    name: str,
    manifest: dict[str, Any],
    heads: Iterable[Head],
    *,
    erased: Iterable[ErasedLine] = (),
    now: datetime,
) -> Restored:
    """Put this installation's key in, erase again, note that the database was restored, and verify its audit record.

    `where` is the administrator's. Tables are brought up to date on the way, so that an older backup can be used by
    this version; what agencies kept together is parted first. What was erased since the backup is erased again before
    the database is ready to be used.

    :raises NotRestored: when something is to be erased again and the places key does not open what lies with it.
    """
    migrate_database(name)
    lines = list(erased)
    try:
        with running(job="parted what agencies kept together, before anything is erased again", now=now):
            part_places(by=MACHINE, now=now)
    except CannotBeOpened as problem:
        if lines:
            raise NotRestored(KEY_FIRST) from problem
    again = erase_again(where | {"dbname": name}, lines)
    head = manifest["audit_head"]["sequence"]
    if again.acts:
        with running(job=f"erased again after a restore, {again.acts} times", now=now):
            form_anew(beside=again.ask_again, by=MACHINE, now=now)
    with running(job=f"restored from the backup of {manifest['made_at']}, to entry {head}", now=now):
        closed = count_keys_of_others(viewer=Run("restore"))
    while chain_waiting_entries():
        pass
    return Restored(verify_now(heads, now), closed, again)
