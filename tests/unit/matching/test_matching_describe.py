"""A subject's claims become a description that can be compared."""

from dataclasses import fields
from datetime import UTC, date, datetime

from people_to_match import subject

from reachable.kernel.ids import AgencyId, SourceRecordId
from reachable.matching.domain.describe import describe
from reachable.matching.domain.description import (
    Address,
    BirthDate,
    Description,
    Identifier,
    Name,
    NameKind,
    Phone,
    School,
)
from reachable.people.domain.claims import (
    BirthDateClaim,
    ContactClaim,
    IdentifierClaim,
    NameClaim,
    ResidenceClaim,
    Sourced,
    SourcedBirthDate,
    SourcedContact,
    SourcedIdentifier,
    SourcedName,
    SourcedResidence,
    SourcedSchool,
    SubjectClaims,
)
from reachable.people.domain.identifiers import Scheme

POLICE = AgencyId(subject(90))


def received(day: int) -> Sourced:
    at = datetime(2026, 7, day, 23, 30, tzinfo=UTC)
    return Sourced(subject(1), POLICE, "Northshire Police", SourceRecordId(subject(91)), at)


def claims() -> SubjectClaims:
    return SubjectClaims(
        subject(1),
        POLICE,
        "Northshire Police",
        "HOME_POLICE_FORCE",
        "custody",
        "2024/0000123Y",
        True,
        names=[SourcedName(NameClaim(kind="GIVEN_TO_POLICE", given="Jay", family="Smith"), received(1))],
        birth_dates=[SourcedBirthDate(BirthDateClaim(date(2011, 4, 3), date(2011, 4, 3)), received(1))],
        identifiers=[SourcedIdentifier(IdentifierClaim("PNC", "2024/0000123Y"), received(1))],
        contacts=[
            SourcedContact(ContactClaim("PHONE", "07700900123", "the child"), received(1)),
            SourcedContact(ContactClaim("EMAIL", "jay@example.org"), received(1)),
        ],
        residences=[
            SourcedResidence(ResidenceClaim("12 Damson Close", "NX1 1AA"), received(1)),
            SourcedResidence(ResidenceClaim("3 Quarry Bank", "NX1 2BB", date(2026, 6, 1)), received(9)),
        ],
        schools=[SourcedSchool("Aldermere High", received(1))],
    )


def test_every_claim_that_tells_people_apart_is_described_with_the_london_day_it_came() -> None:
    description = describe(claims(), twin_known=True, never_suggest=frozenset({subject(2)}))

    first = date(2026, 7, 2)
    assert description == Description(
        subject_id=subject(1),
        agency_id=POLICE,
        agency_name="Northshire Police",
        agency_kind="HOME_POLICE_FORCE",
        system="custody",
        names=(Name("Jay", "Smith", NameKind.GIVEN_TO_POLICE, first),),
        birth_dates=(BirthDate.on(date(2011, 4, 3), first),),
        identifiers=(Identifier(Scheme.PNC, "2024/0000123Y", first),),
        addresses=(
            Address("12 Damson Close", "NX1 1AA", None, date(2026, 7, 10), first),
            Address("3 Quarry Bank", "NX1 2BB", date(2026, 6, 1), None, date(2026, 7, 10)),
        ),
        phones=(Phone("07700900123", "the child", first),),
        schools=(School("Aldermere High", first),),
        twin_known=True,
        never_suggest=frozenset({subject(2)}),
    )


def test_a_description_has_no_place_for_sex_ethnicity_religion_nationality_or_disability() -> None:
    kept = {each.name for each in fields(Description)}

    assert kept.isdisjoint({"sex", "gender", "ethnicity", "religion", "nationality", "disability"})


def test_a_record_with_nothing_in_it_is_described_as_such() -> None:
    empty = SubjectClaims(subject(1), POLICE, "Northshire Police", "HOME_POLICE_FORCE", "custody", "1", True)

    assert describe(empty).addresses == ()
