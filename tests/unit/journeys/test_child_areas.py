"""Home, placing, host and found area may all differ for one child; the authority that placed them answers for them."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.partnership import AgencyCard, AreaCard
from reachable.journeys.child_areas import find_child_areas
from reachable.kernel.ids import AgencyId, AreaId, EventId, SourceRecordId, SubjectId
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import When
from reachable.people.domain.claims import ResidenceClaim, Sourced, SourcedResidence, SubjectClaims
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind

NORTHSHIRE, EASTHAM, WESTMOOR = (AreaId(UUID(int=number)) for number in (1, 2, 3))
NORTHSHIRE_FORCE, EASTHAM_COUNCIL, WESTMOOR_FORCE = (AgencyId(UUID(int=number)) for number in (10, 11, 12))
AREAS = tuple(
    AreaCard(id=area, code=code, name=code, police_force="", country="ENGLAND", outward_codes=(code,))
    for area, code in ((NORTHSHIRE, "NX7"), (EASTHAM, "EQ2"), (WESTMOOR, "WX1"))
)
AGENCIES = {
    agency: AgencyCard(
        id=agency,
        code=str(agency),
        name="",
        kind=AgencyKind.HOME_POLICE_FORCE,
        area_id=area,
        area_name="",
        switchboard="",
        out_of_hours_phone="",
        has_users=True,
    )
    for agency, area in ((NORTHSHIRE_FORCE, NORTHSHIRE), (EASTHAM_COUNCIL, EASTHAM), (WESTMOOR_FORCE, WESTMOOR))
}


def fact(kind: EventKind, agency: AgencyId, day: int) -> Fact:
    at = datetime(2026, 3, day, 12, tzinfo=UTC)
    return Fact(
        id=EventId(uuid4()),
        subject_id=SubjectId(UUID(int=99)),
        kind=kind,
        instants=Instants(When.at(at), at, at),
        source=Source(agency, "", "", ""),
        agency_kind="",
    )


def living_at(postcode: str) -> SubjectClaims:
    subject = SubjectId(UUID(int=99))
    source = Sourced(subject, EASTHAM_COUNCIL, "", SourceRecordId(uuid4()), datetime(2026, 3, 1, tzinfo=UTC))
    return SubjectClaims(
        subject_id=subject,
        agency_id=EASTHAM_COUNCIL,
        agency_name="",
        agency_kind="",
        system="",
        local_id="",
        is_child=True,
        residences=[SourcedResidence(ResidenceClaim("", postcode, date(2026, 2, 1)), source)],
    )


def test_a_child_placed_away_and_found_further_off_has_three_areas():
    around = find_child_areas(
        [living_at("NX7 1AA")],
        [fact(EventKind.PLACEMENT_STARTED, EASTHAM_COUNCIL, 2), fact(EventKind.ARREST, WESTMOOR_FORCE, 9)],
        areas=AREAS,
        agencies=AGENCIES,
    )
    assert (around.lives_in, around.placing, around.found_in) == (NORTHSHIRE, EASTHAM, WESTMOOR)
    assert around.responsible == EASTHAM
    assert around.is_away


def test_once_the_placement_has_ended_home_answers_again():
    around = find_child_areas(
        [living_at("NX7 1AA")],
        [fact(EventKind.PLACEMENT_STARTED, EASTHAM_COUNCIL, 2), fact(EventKind.PLACEMENT_ENDED, EASTHAM_COUNCIL, 5)],
        areas=AREAS,
        agencies=AGENCIES,
    )
    assert around.placing is None
    assert around.responsible == NORTHSHIRE
    assert not around.is_away


def test_nothing_known_is_not_taken_for_at_home():
    around = find_child_areas([], [], areas=AREAS, agencies=AGENCIES)
    assert (around.lives_in, around.responsible, around.is_away) == (None, None, False)
