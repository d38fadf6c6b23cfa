"""Seals are read by their authority and the people they name.

In:  who looks.
Out: the seals they may know of; who looked at a sealed record, for its authority; people found by address; the systems
an agency has numbers from.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from reachable.access.context import reading
from reachable.access.domain.partnership import Look
from reachable.access.domain.seals import SealRecord
from reachable.access.domain.viewer import Viewer
from reachable.access.queries import get_agency, who_has_looked
from reachable.access.queries.seals import find_users, list_seals
from reachable.intake.domain.layouts import LAYOUTS
from reachable.journeys.extract_imported import system_of
from reachable.journeys.feeds_checked import SENT_BY, may_send
from reachable.kernel.ids import AgencyId, UserId


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


def list_systems(*, agency_id: AgencyId) -> Mapping[str, tuple[str, ...]]:
    """Return the systems an agency's numbers are from, with the titles of what comes from each; its own first.

    A number is of a child only within the system it is from: sealed under another, it would seal nobody.
    """
    kind = get_agency(agency_id=agency_id).kind
    titles: dict[str, tuple[str, ...]] = {}
    for feed in sorted((each for each in LAYOUTS if may_send(each, kind)), key=lambda each: kind not in SENT_BY[each]):
        titles[system_of(feed)] = (*titles.get(system_of(feed), ()), LAYOUTS[feed].title)
    return titles
