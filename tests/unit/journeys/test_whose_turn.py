"""The team whose turn it is: the right kind, in the right place, awake at this hour."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.partnership import AreaCard, TeamCard
from reachable.journeys.whose_turn import ChildPlace, choose_team, find_home_area
from reachable.kernel.ids import AgencyId, AreaId, SourceRecordId, SubjectId, TeamId
from reachable.people.domain.claims import ResidenceClaim, Sourced, SourcedResidence, SubjectClaims
from reachable.rules.domain.turns import TurnTaker

HOME, HOST = AreaId(UUID(int=1)), AreaId(UUID(int=2))
FORCE, COUNCIL, NIGHT_DESK, SCHOOL = (AgencyId(UUID(int=number)) for number in range(10, 14))


def team(name: str, agency: AgencyId, area: AreaId, *duties: str, kind: AgencyKind = AgencyKind.CHILDRENS_SOCIAL_CARE):
    return TeamCard(
        id=TeamId(uuid4()),
        code=name,
        name=name,
        agency_id=agency,
        agency_name=name,
        agency_kind=kind,
        area_id=area,
        phone="01632 960001",
        switchboard="01632 960000",
        out_of_hours_phone="",
        has_users=True,
        duties=duties,
    )


TEAMS = (
    team("home triage", COUNCIL, HOME, "TRIAGE"),
    team("home exploitation", COUNCIL, HOME, "DUTY"),
    team("home night desk", NIGHT_DESK, HOME, "DUTY", kind=AgencyKind.EMERGENCY_DUTY_TEAM),
    team("host duty", COUNCIL, HOST, "DUTY"),
    team("host custody", FORCE, HOST, "CUSTODY", kind=AgencyKind.HOME_POLICE_FORCE),
    team("school safeguarding", SCHOOL, HOME, "SCHOOL_SAFEGUARDING", kind=AgencyKind.SCHOOL),
)
TOLD_BY_HOST_FORCE = ChildPlace(HOME, FORCE, HOST)


@pytest.mark.parametrize(
    ("turn", "out_of_hours", "expected"),
    [
        (TurnTaker.CUSTODY_SERGEANT, False, "host custody"),
        (TurnTaker.HOME_SOCIAL_CARE, False, "home exploitation"),
        (TurnTaker.HOME_SOCIAL_CARE, True, "home night desk"),
        (TurnTaker.HOST_SOCIAL_CARE, True, "host duty"),
        (TurnTaker.COORDINATOR, True, "home triage"),
        (TurnTaker.SCHOOL, False, "school safeguarding"),
    ],
)
def test_each_turn_goes_to_its_own_team(turn, out_of_hours, expected):
    assert choose_team(turn, TOLD_BY_HOST_FORCE, TEAMS, out_of_hours=out_of_hours).name == expected


def test_where_an_area_has_no_team_of_the_kind_its_duty_team_takes_the_turn():
    chosen = choose_team(TurnTaker.YOUTH_JUSTICE, TOLD_BY_HOST_FORCE, TEAMS, out_of_hours=False)
    assert chosen.name == "home exploitation"


def test_an_area_without_any_team_is_answered_for_by_another():
    nowhere = ChildPlace(AreaId(UUID(int=3)), FORCE, None)
    assert choose_team(TurnTaker.YOUTH_JUSTICE, nowhere, TEAMS, out_of_hours=False) is not None


def test_a_partnership_with_no_team_that_takes_turns_has_nobody():
    assert choose_team(TurnTaker.COORDINATOR, TOLD_BY_HOST_FORCE, (), out_of_hours=False) is None


def area(area_id: AreaId, *outward_codes: str) -> AreaCard:
    return AreaCard(
        id=area_id, code=str(area_id.int), name="", police_force="", country="ENGLAND", outward_codes=outward_codes
    )


def living_at(*homes: tuple[str, date | None]) -> SubjectClaims:
    subject = SubjectId(uuid4())
    source = Sourced(subject, COUNCIL, "", SourceRecordId(uuid4()), datetime(2026, 3, 3, tzinfo=UTC))
    return SubjectClaims(
        subject_id=subject,
        agency_id=COUNCIL,
        agency_name="",
        agency_kind="",
        system="",
        local_id="",
        is_child=True,
        residences=[SourcedResidence(ResidenceClaim("", postcode, since), source) for postcode, since in homes],
    )


def test_home_is_the_area_of_the_home_told_of_last():
    claims = [living_at(("NX1 1AA", date(2026, 1, 1)), ("EQ2 1AA", date(2026, 2, 1)))]
    assert find_home_area(claims, [area(HOME, "NX1"), area(HOST, "EQ2")]) == HOST


def test_a_home_in_none_of_the_areas_is_not_guessed_at():
    assert find_home_area([living_at(("ZZ9 1AA", None))], [area(HOME, "NX1")]) is None


def test_a_home_without_a_date_comes_after_one_with_a_date():
    claims = [living_at(("NX1 1AA", None), ("EQ2 1AA", date(2020, 1, 1)))]
    assert find_home_area(claims, [area(HOME, "NX1"), area(HOST, "EQ2")]) == HOST
