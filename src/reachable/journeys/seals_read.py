"""Seals are read by their authority and the people they name.

In:  who looks.
Out: the seals they may know of; who looked at a sealed record, for its authority; people found by address.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from reachable.access.context import reading
from reachable.access.domain.partnership import Look
from reachable.access.domain.seals import SealRecord
from reachable.access.domain.viewer import Viewer
from reachable.access.queries import who_has_looked
from reachable.access.queries.seals import find_users, list_seals
from reachable.kernel.ids import UserId


def list_my_seals(*, viewer: Viewer) -> tuple[SealRecord, ...]:
    """Return the seals somebody may know of, newest first. Asking is noted."""
    with reading(viewer):
        return list_seals(viewer=viewer)


def find_seal(*, viewer: Viewer, act_id: UUID) -> SealRecord | None:
    """Return one seal somebody may know of, or None when there is none of this id for them."""
    return next((each for each in list_my_seals(viewer=viewer) if each.act_id == act_id), None)


def list_seal_looks(*, viewer: Viewer, seal: SealRecord) -> tuple[Look, ...]:
    """Return who looked at the records of a seal, newest first, for its authority. Asking is itself noted."""
    with reading(viewer):
        return who_has_looked(viewer=viewer, about_ids=seal.about_ids)


def find_users_by_address(*, addresses: Iterable[str]) -> Mapping[str, UserId]:
    """Return who signs in with each of these addresses, written small. One nobody has is left out."""
    return find_users(addresses=addresses)
