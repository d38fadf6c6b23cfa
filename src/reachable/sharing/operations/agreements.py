"""Keeps agreements between two agencies, who signed them, their end, and who is an agency's data-protection officer.

In:  what named people wrote, signed and ended.
Out: rows. A version is never altered, and an agreement that has ended never begins again.
"""

from datetime import datetime
from uuid import uuid4

from django.db import connection
from django.db.models import Max

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import AgencyId, AgreementId, AgreementVersionId, UserId
from reachable.sharing.domain.who_decides import who_decides
from reachable.sharing.domain.written_agreements import CannotAgree, Signed, WrittenVersion, check_signing
from reachable.sharing.models import (
    Agreement,
    AgreementLine,
    AgreementSignature,
    AgreementVersion,
    DataProtectionOfficer,
)


class AgreementNotFound(LookupError):
    """There is no such agreement for this agency."""


def make_agreement(*, holder_id: AgencyId, recipient_id: AgencyId, by: Actor, now: datetime) -> AgreementId:
    """Keep that two agencies are to agree on what one gives the other. Nothing is agreed by it yet."""
    require_acting()
    return AgreementId(Agreement.objects.create(holder_id=holder_id, recipient_id=recipient_id, made_at=now).id)


def write_version(
    *, agreement_id: AgreementId, written: WrittenVersion, by: Actor, now: datetime
) -> AgreementVersionId:
    """Keep the next version of an agreement, signed by nobody yet.

    :raises CannotAgree: when the agreement has ended.
    :raises AgreementNotFound: when the agency has no part in it.
    """
    require_acting()
    agency_id, user_id = who_decides(by)
    agreement = _load(agreement_id, agency_id)
    last = AgreementVersion.objects.filter(agreement=agreement).aggregate(last=Max("number"))["last"] or 0
    version = AgreementVersion.objects.create(
        id=uuid4(),
        agreement=agreement,
        number=last + 1,
        title=written.title.strip(),
        grounds=list(written.grounds),
        starts_on=written.starts_on,
        ends_on=written.ends_on,
        review_on=written.review_on,
        reviewer_id=written.reviewer,
        written_at=now,
        written_by_id=user_id,
        written_for_id=agency_id,
    )
    AgreementLine.objects.bulk_create(
        AgreementLine(
            version=version, item_kind=line.item_kind, share_purpose=line.purpose.code, answer=line.answer.value
        )
        for line in written.lines
    )
    return AgreementVersionId(version.id)


def sign_version(*, version_id: AgreementVersionId, by: Actor, now: datetime) -> bool:
    """Keep that somebody signed a version for their agency, and return if both have now signed it.

    :raises CannotAgree: when they cannot, a newer version was written, or the agreement has ended.
    :raises AgreementNotFound: when the agency has no part in it.
    """
    require_acting()
    agency_id, user_id = who_decides(by)
    version = AgreementVersion.objects.filter(pk=version_id).first()
    if version is None:
        raise AgreementNotFound
    agreement = _load(AgreementId(version.agreement_id), agency_id)
    if AgreementVersion.objects.filter(agreement=agreement, number__gt=version.number).exists():
        raise CannotAgree(["A newer version has been written: read and sign that one"])
    rows = AgreementSignature.objects.filter(version=version).values_list("agency_id", "user_id")
    signed = [Signed(AgencyId(agency), UserId(user)) for agency, user in rows]
    parties = (AgencyId(agreement.holder_id), AgencyId(agreement.recipient_id))
    check_signing(by=Signed(agency_id, user_id), parties=parties, signed=signed)
    AgreementSignature.objects.create(version=version, agency_id=agency_id, user_id=user_id, signed_at=now)
    return bool(signed)


def end_agreement(*, agreement_id: AgreementId, because: str, by: Actor, now: datetime) -> None:
    """Keep that one of the two agencies ended an agreement, from now on.

    :raises CannotAgree: when it has ended already.
    :raises AgreementNotFound: when the agency has no part in it.
    """
    require_acting()
    agency_id, user_id = who_decides(by)
    agreement = _load(agreement_id, agency_id)
    agreement.ended_at, agreement.ended_by_id, agreement.ended_for_id = now, user_id, agency_id
    agreement.ended_because = because.strip()
    agreement.save(update_fields=["ended_at", "ended_by", "ended_for", "ended_because"])


def hold_agreements(*, holder_id: AgencyId, by: Actor, now: datetime) -> None:
    """Let nobody end or sign an agreement by which an agency gives before this act is over."""
    require_acting()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM sharing_agreement WHERE holder_id = %s AND ended_at IS NULL ORDER BY id FOR SHARE",
            [holder_id],
        )


def name_data_protection_officer(
    *, agency_id: AgencyId, user_id: UserId, starts_at: datetime, by: Actor, now: datetime
) -> None:
    """Keep who agrees for an agency to a purpose other than protecting. Whoever did before no longer does."""
    require_acting()
    DataProtectionOfficer.objects.filter(agency_id=agency_id, ends_at__isnull=True).update(ends_at=starts_at)
    DataProtectionOfficer.objects.create(agency_id=agency_id, user_id=user_id, starts_at=starts_at)


def _load(agreement_id: AgreementId, agency_id: AgencyId) -> Agreement:
    """Return an agreement the agency has part in, held until the act is over.

    :raises CannotAgree: when it has ended.
    :raises AgreementNotFound: when there is none.
    """
    agreement = Agreement.objects.select_for_update().filter(pk=agreement_id).first()
    if agreement is None or agency_id not in (agreement.holder_id, agreement.recipient_id):
        raise AgreementNotFound
    if agreement.ended_at is not None:
        raise CannotAgree(["The agreement has ended. Write another"])
    return agreement
