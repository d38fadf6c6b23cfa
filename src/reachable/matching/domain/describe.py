"""Turns everything an agency's record says of somebody into a description that can be compared.

In:  a subject's claims.
Out: Description, without sex, ethnicity or anything else that must not tell people apart.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TypeVar

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
from reachable.people.domain.claims import Sourced, SourcedResidence, SubjectClaims
from reachable.people.domain.identifiers import Scheme

Value = TypeVar("Value")


def describe(
    claims: SubjectClaims, *, twin_known: bool = False, never_suggest: frozenset[SubjectId] = frozenset()
) -> Description:
    """Return the description of one subject: each value once, from the London day on which it first came.

    The address said to be lived at since the latest day is the one lived at now.
    """
    return Description(
        subject_id=claims.subject_id,
        agency_id=claims.agency_id,
        agency_name=claims.agency_name,
        agency_kind=claims.agency_kind,
        system=claims.system,
        names=tuple(
            Name(claim.given, claim.family, NAME_KINDS_BY_CODE[claim.kind], since)
            for claim, since in _each_once((each.claim, each.source) for each in claims.names)
        ),
        birth_dates=tuple(
            BirthDate(earliest, latest, since)
            for (earliest, latest), since in _each_once(
                ((each.claim.earliest, each.claim.latest), each.source) for each in claims.birth_dates
            )
        ),
        identifiers=tuple(
            Identifier(Scheme(claim.scheme), claim.value, since)
            for claim, since in _each_once((each.claim, each.source) for each in claims.identifiers)
        ),
        # Of a home that is kept apart only the district is here: it says too little to compare.
        addresses=_addresses([each for each in claims.residences if each.claim.address or " " in each.claim.postcode]),
        phones=tuple(
            Phone(claim.value, claim.whose, since)
            for claim, since in _each_once((each.claim, each.source) for each in claims.contacts)
            if claim.kind == "PHONE"
        ),
        schools=tuple(
            School(name, since)
            for name, since in _each_once((each.school_name, each.source) for each in claims.schools)
        ),
        twin_known=twin_known,
        never_suggest=never_suggest,
    )


def _each_once(said: Iterable[tuple[Value, Sourced]]) -> list[tuple[Value, date]]:
    """Return each value once with the first day it was received, oldest first; in one order whatever came in when."""
    first: dict[Value, date] = {}
    for value, source in said:
        day = london_date(source.received_at)
        first[value] = min(day, first.get(value, day))
    return sorted(first.items(), key=lambda each: (each[1], repr(each[0])))


def _addresses(residences: list[SourcedResidence]) -> tuple[Address, ...]:
    """Return the homes of a record, each once; each ended when a different one was received after it."""
    if not residences:
        return ()
    last = max(residences, key=_recorded_last)
    homes: dict[tuple[str, str], list[SourcedResidence]] = {}
    for each in residences:
        homes.setdefault((each.claim.address, each.claim.postcode), []).append(each)
    addresses = []
    for (lines, postcode), told in homes.items():
        is_current = last in told
        addresses.append(
            Address(
                lines,
                postcode,
                min((each.claim.holds_from for each in told if each.claim.holds_from), default=None),
                None if is_current else london_date(last.source.received_at),
                min(london_date(each.source.received_at) for each in told),
            )
        )
    return tuple(sorted(addresses, key=lambda each: (each.is_current, each.since or date.min, each.full)))


def _recorded_last(residence: SourcedResidence) -> tuple[bool, date, datetime, str, str]:
    """Return what orders homes by when an agency says they were lived at; by arrival only where it does not say."""
    claim = residence.claim
    if claim.holds_from is None:
        return (False, date.min, residence.source.received_at, claim.address, claim.postcode)
    return (True, claim.holds_from, datetime.min.replace(tzinfo=UTC), claim.address, claim.postcode)
