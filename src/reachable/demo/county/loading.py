"""The records of a made-up county as the matcher sees them once everything that has arrived was taken in.

In:  CountyRecords.
Out: SubjectClaims with ids that are the same each time.
"""

from uuid import UUID, uuid5

from reachable.demo.county.records import CountyRecord
from reachable.kernel.ids import AgencyId, SourceRecordId, SubjectId
from reachable.people.domain.claims import (
    Sourced,
    SourcedBirthDate,
    SourcedContact,
    SourcedIdentifier,
    SourcedName,
    SourcedResidence,
    SourcedSchool,
    SubjectClaims,
)

COUNTY = UUID("6f1ce0de-0000-4000-8000-000000000000")


def claims_of(record: CountyRecord) -> SubjectClaims:
    """Return what a record says now: what its latest version says."""
    subject_id = SubjectId(uuid5(COUNTY, f"{record.office} {record.kind} {record.local_id}"))
    agency_id = AgencyId(uuid5(COUNTY, record.office))
    latest = record.latest
    source = Sourced(subject_id, agency_id, record.office, SourceRecordId(subject_id), latest.received_at)
    return SubjectClaims(
        subject_id=subject_id,
        agency_id=agency_id,
        agency_name=record.office,
        agency_kind=record.kind,
        system=record.kind,
        local_id=record.local_id,
        is_child=True,
        is_sealed=record.is_sealed,
        names=[SourcedName(each, source) for each in latest.names],
        birth_dates=[SourcedBirthDate(latest.birth_date, source)] if latest.birth_date else [],
        identifiers=[SourcedIdentifier(each, source) for each in latest.identifiers],
        contacts=[SourcedContact(each, source) for each in latest.contacts],
        residences=[SourcedResidence(latest.residence, source)] if latest.residence else [],
        schools=[SourcedSchool(latest.school_name, source)] if latest.school_name else [],
    )
