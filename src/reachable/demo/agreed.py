"""Agreements on sharing in the demo: one in force, one due to be looked at again, one that waits for a signature.

In:  a World and the partnership's ids.
Out: what people of the agencies wrote and signed, and when, through the same doors as the pages.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from reachable.access.domain.viewer import Role, Viewer
from reachable.demo.agencies import E_CHILDREN, EASTHAM, N_CHILDREN
from reachable.demo.seeding import Living
from reachable.demo.signed_in import signed_in
from reachable.journeys.agreements_made import list_my_agreements, sign_agreement, write_agreement
from reachable.kernel.ids import AgreementId
from reachable.kernel.london import london_date
from reachable.sharing.domain.agreements import ANY, AgreementAnswer
from reachable.sharing.domain.deciding import SharePurpose
from reachable.sharing.domain.written_agreements import AgreedLine, WrittenVersion
from reachable.timeline.domain.kinds import EventKind

NORTHSHIRE_SIGNS, EASTHAM_SIGNS = "wanda.escott", "patricia.voss"
HUB_SIGNS, OTHER_HUB_SIGNS = "sunita.rao", "denise.achampong"
IN_FORCE, DUE, WAITING = (
    "Children who move between Northshire and Eastham",
    "Hub to hub: who was stopped where",
    "Children placed from Eastham in Northshire",
)
LONG_AGO, THEN, LATELY = (timedelta(days=each) for each in (368, 200, 2))
A_YEAR = timedelta(days=365)
PROTECTING, OTHERS, CRIME, BORDERS = SharePurpose
PERMIT, DENY, REVIEW = AgreementAnswer
LINES = (
    AgreedLine(EventKind.ARREST.value, PROTECTING, PERMIT),
    AgreedLine(EventKind.STOP_SEARCH.value, PROTECTING, PERMIT),
    AgreedLine(EventKind.ARREST.value, OTHERS, REVIEW),
    AgreedLine(EventKind.ARREST.value, CRIME, REVIEW),
    AgreedLine(ANY, PROTECTING, REVIEW),
    AgreedLine(ANY, BORDERS, DENY),
)


def agree_long_ago(living: Living) -> None:
    """Make the agreements that are older than the demo's days: both sides have signed them."""
    now, agencies = living.world.now, living.made.agencies
    for ago, title, signers, receives in (
        (LONG_AGO, DUE, (HUB_SIGNS, OTHER_HUB_SIGNS), f"{EASTHAM}-hub"),
        (THEN, IN_FORCE, (NORTHSHIRE_SIGNS, EASTHAM_SIGNS), E_CHILDREN),
    ):
        at = now - ago
        writer = signed_in(living, signers[0], at, Role.SUPERVISOR)
        made = write_agreement(recipient_id=agencies[receives], written=_written(title, writer), viewer=writer, now=at)
        for signer in signers:
            _sign(made, signed_in(living, signer, at + timedelta(hours=1), Role.SUPERVISOR))


def happenings_to_agreements(living: Living) -> Iterator[tuple[datetime, partial[None]]]:
    """Return what is done with agreements in the demo's days, each with its moment."""
    at = living.world.now - LATELY
    yield at, partial(_ask_northshire, living, at)


def _ask_northshire(living: Living, at: datetime) -> None:
    writer = signed_in(living, EASTHAM_SIGNS, at, Role.SUPERVISOR)
    made = write_agreement(
        recipient_id=living.made.agencies[N_CHILDREN], written=_written(WAITING, writer), viewer=writer, now=at
    )
    _sign(made, writer)


def _written(title: str, writer: Viewer) -> WrittenVersion:
    begins = london_date(writer.at)
    return WrittenVersion(
        title=title,
        grounds=("6-1-e", "9-2-g", "CA2004-11"),
        starts_on=begins,
        ends_on=None,
        review_on=begins + A_YEAR,
        reviewer=writer.user_id,
        lines=LINES,
    )


def _sign(agreement_id: AgreementId, signer: Viewer) -> None:
    (newest,) = (each.newest.id for each in list_my_agreements(viewer=signer) if each.id == agreement_id)
    sign_agreement(version_id=newest, viewer=signer, now=signer.at)
