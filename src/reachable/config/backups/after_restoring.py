"""Lets a restored database be used: its key is put in, its audit record is verified, and that it was restored is noted.

In:  a database that was compared with its backup; heads that witnesses kept.
Out: what does not fit in the audit record, if anything; of how many children no safe place opens.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reachable.access.context import running
from reachable.access.domain.audit_verifier import Head, Verified
from reachable.access.domain.viewer import Run
from reachable.access.operations import chain_waiting_entries
from reachable.config.build import migrate_database
from reachable.journeys.record_written_out import verify_now
from reachable.places.queries import count_keys_of_others


@dataclass(frozen=True, slots=True)
class Restored:
    """What does not fit in the audit record, and of how many children no safe place opens with the keys there are."""

    record: Verified
    closed_keys: int


def finish_restoring(name: str, manifest: dict[str, Any], heads: Iterable[Head], *, now: datetime) -> Restored:
    """Put this installation's key in, note that the database was restored and from when, and verify its audit record.

    Tables are brought up to date on the way, so that an older backup can be used by this version.
    """
    migrate_database(name)
    head = manifest["audit_head"]["sequence"]
    with running(job=f"restored from the backup of {manifest['made_at']}, to entry {head}", now=now):
        closed = count_keys_of_others(viewer=Run("restore"))
    while chain_waiting_entries():
        pass
    return Restored(verify_now(heads, now), closed)
