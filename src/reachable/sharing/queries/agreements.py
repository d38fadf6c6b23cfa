"""Reads agreements between two agencies, what is in force of them, and who is a data-protection officer.

In:  an agency, or an agreement. Nothing of a child is in one.
Out: plain values.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q

from reachable.access.domain.viewer import Run, Viewer
from reachable.kernel.ids import AgencyId, AgreementId, AgreementVersionId, UserId
from reachable.kernel.london import london_date
from reachable.sharing.domain.agreements import AgreementAnswer, AgreementTerm
from reachable.sharing.domain.deciding import SharePurpose
from reachable.sharing.domain.written_agreements import (
    AgreedLine,
    AgreementStanding,
    Signed,
    WrittenVersion,
    find_standing,
)
from reachable.sharing.models import Agreement, AgreementSignature, AgreementVersion, DataProtectionOfficer

PURPOSE_BY_CODE = {each.code: each for each in SharePurpose}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRecord:
    """Who signed a version, for which agency, when."""

    signed: Signed
    name: str
    agency: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRecord:
    """One version, who wrote it and who has signed it."""

    id: AgreementVersionId
    number: int
    written: WrittenVersion
    reviewer: str
    written_at: datetime
    written_by: str
    written_for: str
    signatures: tuple[SignatureRecord, ...]

    @property
    def is_signed(self) -> bool:
        """Test if both agencies have signed it."""
        return len({each.signed.agency_id for each in self.signatures}) > 1

    def is_signed_for(self, agency_id: AgencyId) -> bool:
        """Test if one agency has signed it."""
        return any(each.signed.agency_id == agency_id for each in self.signatures)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRecord:
    """An agreement between two agencies with its versions, newest first."""

    id: AgreementId
    holder_id: AgencyId
    holder: str
    recipient_id: AgencyId
    recipient: str
    ended_at: datetime | None
    ended_by: str
    ended_for: str
    ended_because: str
    versions: tuple[VersionRecord, ...]

    @property
    def parties(self) -> tuple[AgencyId, AgencyId]:
        """Return both agencies: who gives, who receives."""
        return self.holder_id, self.recipient_id

    @property
    def newest(self) -> VersionRecord:
        """Return the version that was written last."""
        return self.versions[0]

    @property
    def is_ended(self) -> bool:
        """Test if one side ended it."""
        return self.ended_at is not None

    def governing(self, today: date) -> VersionRecord | None:
        """Return the newest version both have signed that has begun, or the first that is to begin."""
        signed = [each for each in self.versions if each.is_signed]
        begun = [each for each in signed if each.written.starts_on <= self._last_day(today)]
        return next(iter(begun), signed[-1] if signed else None)

    def has_held(self, today: date) -> bool:
        """Test if it is in force or was: both signed, and its first day came before anybody ended it."""
        governs = self.governing(today)
        return governs is not None and governs.written.starts_on <= self._last_day(today)

    def _last_day(self, today: date) -> date:
        return today if self.ended_at is None else min(today, london_date(self.ended_at))

    def standing(self, today: date) -> AgreementStanding:
        """Return how it stands on a day."""
        signed = [each.written for each in reversed(self.versions) if each.is_signed]
        return find_standing(signed_versions=signed, is_ended=self.is_ended, today=today)

    def is_due(self, today: date) -> bool:
        """Test if it holds and the day on which it is to be looked at again has come."""
        governs = self.governing(today)
        holds = self.standing(today) in (AgreementStanding.IN_FORCE, AgreementStanding.LAPSED)
        return holds and governs is not None and governs.written.review_on <= today

    def waits_for(self, agency_id: AgencyId) -> bool:
        """Test if its newest version waits for the signature of an agency."""
        return not self.is_ended and not self.newest.is_signed_for(agency_id)


@dataclass(frozen=True, slots=True)
class OfficerRecord:
    """Who is the data-protection officer of an agency, and since when."""

    agency_id: AgencyId
    user_id: UserId
    name: str
    since: datetime


def list_agreements_of(*, viewer: Viewer | Run, agency_id: AgencyId) -> tuple[AgreementRecord, ...]:
    """Return the agreements an agency has part in, by the names of the two, newest first of the same two."""
    return _list(Q(holder_id=agency_id) | Q(recipient_id=agency_id))


def find_agreement(*, viewer: Viewer | Run, agreement_id: AgreementId) -> AgreementRecord | None:
    """Return one agreement."""
    return next(iter(_list(Q(pk=agreement_id))), None)


def list_all_agreements(*, viewer: Run) -> tuple[AgreementRecord, ...]:
    """Return every agreement that no side has ended. For the machine."""
    return _list(Q(ended_at__isnull=True))


def list_agreement_terms(*, viewer: Viewer | Run, holder_id: AgencyId, on: date) -> tuple[AgreementTerm, ...]:
    """Return every line that governs on a day, or did until it ended, of agreements by which an agency gives."""
    return tuple(term for record in _list(Q(holder_id=holder_id)) for term in _terms(record, record.governing(on)))


def find_data_protection_officer(*, agency_id: AgencyId, at: datetime) -> UserId | None:
    """Return who agrees for an agency to a purpose other than protecting, or None when nobody is named."""
    found = list_data_protection_officers(agency_ids=[agency_id], at=at)
    return found[0].user_id if found else None


def list_data_protection_officers(*, agency_ids: Iterable[AgencyId], at: datetime) -> tuple[OfficerRecord, ...]:
    """Return who is the data-protection officer of each agency, of those that have named one."""
    rows = DataProtectionOfficer.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)
    named = rows.filter(agency_id__in=list(agency_ids)).select_related("user").order_by("starts_at", "id")
    return tuple(
        OfficerRecord(AgencyId(row.agency_id), UserId(row.user_id), row.user.name, row.starts_at) for row in named
    )


def _terms(record: AgreementRecord, version: VersionRecord | None) -> Iterable[AgreementTerm]:
    if version is None or (record.ended_at is not None and version.written.starts_on > london_date(record.ended_at)):
        return
    written = version.written
    for line in written.lines:
        yield AgreementTerm(
            holder_id=record.holder_id,
            recipient_id=record.recipient_id,
            item_kind=line.item_kind,
            purpose=line.purpose.code,
            answer=line.answer,
            starts_on=written.starts_on,
            ends_on=written.ends_on,
            source=f"{written.title}, version {version.number}",
            reviewer=written.reviewer,
            is_ended=record.is_ended,
        )


def _list(condition: Q) -> tuple[AgreementRecord, ...]:
    versions = (
        AgreementVersion.objects.select_related("reviewer", "written_by", "written_for")
        .prefetch_related("lines", Prefetch("signatures", AgreementSignature.objects.select_related("user", "agency")))
        .order_by("-number")
    )
    rows = (
        Agreement.objects.filter(condition)
        .select_related("holder", "recipient", "ended_by", "ended_for")
        .prefetch_related(Prefetch("versions", versions))
        .order_by("holder__name", "recipient__name", "-made_at", "id")
    )
    return tuple(_agreement(row) for row in rows)


def _agreement(row: Agreement) -> AgreementRecord:
    return AgreementRecord(
        id=AgreementId(row.id),
        holder_id=AgencyId(row.holder_id),
        holder=row.holder.name,
        recipient_id=AgencyId(row.recipient_id),
        recipient=row.recipient.name,
        ended_at=row.ended_at,
        ended_by="" if row.ended_by is None else row.ended_by.name,
        ended_for="" if row.ended_for is None else row.ended_for.name,
        ended_because=row.ended_because,
        versions=tuple(_version(each) for each in row.versions.all()),
    )


def _version(row: AgreementVersion) -> VersionRecord:
    return VersionRecord(
        id=AgreementVersionId(row.id),
        number=row.number,
        written=WrittenVersion(
            title=row.title,
            grounds=tuple(row.grounds),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            review_on=row.review_on,
            reviewer=UserId(row.reviewer_id),
            lines=tuple(
                AgreedLine(line.item_kind, PURPOSE_BY_CODE[line.share_purpose], AgreementAnswer(line.answer))
                for line in sorted(row.lines.all(), key=lambda line: (line.item_kind, line.share_purpose))
            ),
        ),
        reviewer=row.reviewer.name,
        written_at=row.written_at,
        written_by=row.written_by.name,
        written_for=row.written_for.name,
        signatures=tuple(
            SignatureRecord(
                signed=Signed(AgencyId(each.agency_id), UserId(each.user_id)),
                name=each.user.name,
                agency=each.agency.name,
                at=each.signed_at,
            )
            for each in sorted(row.signatures.all(), key=lambda each: (each.signed_at, str(each.id)))
        ),
    )
