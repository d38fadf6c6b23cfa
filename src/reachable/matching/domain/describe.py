"""Turns everything an agency's record says of somebody into a description that can be compared.

In:  a subject's claims.
Out: Description, without sex, ethnicity or anything else that must not tell people apart.
"""

from reachable.kernel.ids import SubjectId
from reachable.kernel.london import london_date
from reachable.matching.domain.description import (
    NAME_KINDS_BY_CODE,
    Address,
    BirthDate,
    Description,
    Identifier,
    Name,
    Phone,
    School,
)
from reachable.people.domain.claims import SourcedResidence, SubjectClaims
from reachable.people.domain.identifiers import Scheme


def describe(
    claims: SubjectClaims, *, twin_known: bool = False, never_suggest: frozenset[SubjectId] = frozenset()
) -> Description:
    """Return the description of one subject. The address received last is taken for the one lived at now."""
    return Description(
        subject_id=claims.subject_id,
        agency_id=claims.agency_id,
        agency_name=claims.agency_name,
        agency_kind=claims.agency_kind,
        system=claims.system,
        names=tuple(
            Name(
                each.claim.given,
                each.claim.family,
                NAME_KINDS_BY_CODE[each.claim.kind],
                london_date(each.source.received_at),
            )
            for each in claims.names
        ),
        birth_dates=tuple(
            BirthDate(each.claim.earliest, each.claim.latest, london_date(each.source.received_at))
            for each in claims.birth_dates
        ),
        identifiers=tuple(
            Identifier(Scheme(each.claim.scheme), each.claim.value, london_date(each.source.received_at))
            for each in claims.identifiers
        ),
        addresses=_addresses(claims.residences),
        phones=tuple(
            Phone(each.claim.value, each.claim.whose, london_date(each.source.received_at))
            for each in claims.contacts
            if each.claim.kind == "PHONE"
        ),
        schools=tuple(School(each.school_name, london_date(each.source.received_at)) for each in claims.schools),
        twin_known=twin_known,
        never_suggest=never_suggest,
    )


def _addresses(residences: list[SourcedResidence]) -> tuple[Address, ...]:
    """Return the homes of a record; each ended when a different one was received."""
    oldest_first = sorted(residences, key=lambda each: each.source.received_at)
    if not oldest_first:
        return ()
    last = oldest_first[-1]
    addresses: list[Address] = []
    for each in oldest_first:
        moved = (each.claim.address, each.claim.postcode) != (last.claim.address, last.claim.postcode)
        addresses.append(
            Address(
                each.claim.address,
                each.claim.postcode,
                each.claim.holds_from,
                london_date(last.source.received_at) if moved else None,
                london_date(each.source.received_at),
            )
        )
    return tuple(addresses)
