"""An agreement between two agencies of the made-up partnership, written and signed by their own people.

In:  a partnership; whose items go to whom, and what is agreed of them.
Out: the agreement, in force.
"""

from datetime import date, datetime, timedelta

from reachable.access.context import acting
from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import AgreementId, AgreementVersionId, UserId
from reachable.sharing.domain.agreements import ANY, AgreementAnswer
from reachable.sharing.domain.deciding import SharePurpose
from reachable.sharing.domain.written_agreements import AgreedLine, WrittenVersion
from reachable.sharing.operations.agreements import make_agreement, sign_version, write_version
from tests.factories.partnership import NOW, Partnership

PERMITTED = AgreedLine(ANY, SharePurpose.SAFEGUARDING, AgreementAnswer.PERMIT)


def written(
    *lines: AgreedLine,
    reviewer: UserId,
    title: str = "Northshire sharing agreement",
    starts_on: date = date(2026, 1, 1),
    ends_on: date | None = None,
    review_on: date | None = None,
) -> WrittenVersion:
    """Return a version that lacks nothing."""
    return WrittenVersion(
        title=title,
        grounds=("6-1-e", "9-2-g"),
        starts_on=starts_on,
        ends_on=ends_on,
        review_on=review_on or NOW.date() + timedelta(days=180),
        reviewer=reviewer,
        lines=lines or (PERMITTED,),
    )


def agree(
    made: Partnership,
    version: WrittenVersion,
    *,
    holder: str = "northshire-sergeant",
    recipient: str = "northshire-duty-worker",
    before: AgreementId | None = None,
    signers: int = 2,
    now: datetime = NOW,
) -> tuple[AgreementId, AgreementVersionId]:
    """Write a version, the first unless there is one before, and have one person of each agency sign it."""
    giver, receiver = (made.actor(code, at=now) for code in (holder, recipient))
    assert giver.agency_id is not None
    assert receiver.agency_id is not None
    with acting(by=giver, what="test", now=now):
        agreement_id = before or make_agreement(
            holder_id=giver.agency_id, recipient_id=receiver.agency_id, by=giver, now=now
        )
        version_id = write_version(agreement_id=agreement_id, written=version, by=giver, now=now)
    for signer in (giver, receiver)[:signers]:
        _sign(version_id, signer, now)
    return agreement_id, version_id


def _sign(version_id: AgreementVersionId, signer: Actor, now: datetime) -> None:
    with acting(by=signer, what="test", now=now):
        sign_version(version_id=version_id, by=signer, now=now)
