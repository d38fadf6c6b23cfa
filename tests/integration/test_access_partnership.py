"""Who works where, who is on duty, whom to ring; registering twice adds nothing."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError

from reachable.access import operations, queries
from reachable.access.context import NoContextOpen, running
from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.duty_turns import DutyTurn
from reachable.access.domain.viewer import Purpose, Role
from reachable.access.models import Agency, Area, Membership, RotaEntry, Team, User
from reachable.access.queries import NotAssigned
from reachable.kernel.ids import AgencyId, AreaId
from tests.integration.made_up import DAY, MACHINE, NOW, make_agency, make_corner, make_team, make_user, viewer_of

TABLES = (Area, Agency, Team, User, Membership, RotaEntry)


def turn(corner, *, step: int = 1, name: str = "Asha", starts_at=NOW - DAY, ends_at=NOW + DAY) -> DutyTurn:
    return DutyTurn(
        team_id=corner.workers,
        step=step,
        user_id=corner.asha,
        name=name,
        phone="07700 900001",
        starts_at=starts_at,
        ends_at=ends_at,
    )


def put_on_rota(*turns: DutyTurn) -> None:
    with running(job="test", now=NOW):
        operations.register_rota_entries(turns=turns, by=MACHINE, now=NOW)


def test_a_viewer_is_one_person_in_one_assignment(database):
    corner = make_corner()
    viewer = viewer_of(corner)
    assert (viewer.name, viewer.agency_name, viewer.role) == ("Asha", "Council", Role.PRACTITIONER)
    assert (viewer.purpose, viewer.team_ids) == (Purpose.SAFEGUARDING, (corner.workers,))


def test_a_purpose_the_role_does_not_have_is_refused(database):
    with pytest.raises(NotAssigned):
        viewer_of(make_corner(), purpose=Purpose.IMPORT)


def test_an_assignment_that_has_not_begun_is_not_held(database):
    corner = make_corner()
    assert queries.list_assignments(user_id=corner.asha, at=NOW - 31 * DAY) == ()
    assert len(queries.list_assignments(user_id=corner.asha, at=NOW)) == 1


def test_registering_everything_again_adds_nothing_and_changes_what_is_different(database):
    corner = make_corner()
    put_on_rota(turn(corner))
    before = [model.objects.count() for model in TABLES]
    with running(job="test", now=NOW + DAY):
        area = operations.register_area(
            code="northshire", name="North Shire", police_force="Northshire Police", by=MACHINE, now=NOW
        )
        assert make_agency("council", AgencyKind.CHILDRENS_SOCIAL_CARE, area) == corner.council
        assert make_team("workers", corner.council, area, "DUTY") == corner.workers
        assert make_user("asha") == corner.asha
        membership = operations.register_membership(
            user_id=corner.asha, team_id=corner.workers, role=Role.PRACTITIONER, starts_at=NOW, by=MACHINE, now=NOW
        )
        operations.register_rota_entry(turn=turn(corner, name="Bo"), by=MACHINE, now=NOW)
    assert membership == corner.asha_membership
    assert [model.objects.count() for model in TABLES] == before
    assert queries.get_area(area_id=area).name == "North Shire"
    assert [each.name for each in queries.list_on_duty(team_id=corner.workers, at=NOW)] == ["Bo"]


def test_a_password_set_before_is_kept_when_somebody_is_registered_again(database):
    with running(job="test", now=NOW):
        operations.register_user(
            email="Bo@example.org", name="Bo", password="a long made-up password", by=MACHINE, now=NOW
        )
        operations.register_user(email="bo@example.org", name="Bo B.", by=MACHINE, now=NOW)
    bo = User.objects.get(email="bo@example.org")
    assert bo.name == "Bo B."
    assert bo.check_password("a long made-up password")


def test_somebody_registered_without_a_password_cannot_sign_in_with_one(database):
    make_corner()
    assert not User.objects.get(email="asha@example.org").has_usable_password()


def test_nothing_is_registered_outside_an_act(database):
    with pytest.raises(NoContextOpen):
        operations.register_area(code="x", name="X", police_force="X", by=MACHINE, now=NOW)


def test_a_membership_registered_again_with_an_end_ends(database):
    corner = make_corner()
    with running(job="test", now=NOW):
        operations.register_membership(
            user_id=corner.asha,
            team_id=corner.workers,
            role=Role.PRACTITIONER,
            starts_at=NOW,
            ends_at=NOW + DAY,
            by=MACHINE,
            now=NOW,
        )
    assert queries.list_assignments(user_id=corner.asha, at=NOW + DAY) == ()


def test_who_is_on_duty_is_told_in_the_order_of_the_ladder(database):
    corner = make_corner()
    put_on_rota(turn(corner, step=2, name="Manager"), turn(corner, step=1))
    assert [(each.step, each.name) for each in queries.list_on_duty(team_id=corner.workers, at=NOW)] == [
        (1, "Asha"),
        (2, "Manager"),
    ]


def test_a_turn_begins_at_its_first_moment_and_is_over_at_its_last(database):
    corner = make_corner()
    put_on_rota(turn(corner), turn(corner, name="Bo", starts_at=NOW + DAY, ends_at=NOW + 2 * DAY))
    assert queries.list_on_duty(team_id=corner.workers, at=NOW - DAY)[0].name == "Asha"
    assert queries.list_on_duty(team_id=corner.workers, at=NOW + DAY)[0].name == "Bo"
    assert queries.list_on_duty(team_id=corner.workers, at=NOW + 2 * DAY) == ()


def test_two_people_are_never_first_at_once(database):
    corner = make_corner()
    put_on_rota(turn(corner))
    overlapping = turn(corner, starts_at=NOW, ends_at=NOW + 2 * DAY)
    with pytest.raises(IntegrityError):
        put_on_rota(overlapping)


def test_whom_to_ring_is_whoever_is_first_on_duty(database):
    corner = make_corner()
    put_on_rota(turn(corner), replace(turn(corner, step=2), phone="07700 900002"))
    numbers = {each.team_name: each for each in queries.list_ring_numbers(area_id=corner.area, at=NOW)}
    assert (numbers["Workers"].who, numbers["Workers"].phone) == ("Asha", "07700 900001")


def test_where_nobody_is_on_the_rota_the_numbers_of_the_team_and_the_agency_are_given(database):
    corner = make_corner()
    numbers = {each.team_name: each for each in queries.list_ring_numbers(area_id=corner.area, at=NOW)}
    custody = numbers["Custody"]
    assert (custody.who, custody.phone, custody.out_of_hours_phone) == (None, "01632 960003", "01632 960002")


def test_an_agency_without_turns_is_rung_at_its_switchboard(database):
    corner = make_corner()
    with running(job="test", now=NOW):
        make_agency("hospital", AgencyKind.EMERGENCY_DEPARTMENT, corner.area)
    numbers = {each.agency_name: each for each in queries.list_ring_numbers(area_id=corner.area, at=NOW)}
    assert (numbers["Hospital"].team_name, numbers["Hospital"].phone) == ("", "01632 960001")


def test_teams_are_found_by_area_and_by_the_turns_they_take(database):
    corner = make_corner()
    assert [team.id for team in queries.list_teams(area_id=corner.area, duty="CUSTODY")] == [corner.custody]
    assert queries.list_teams(area_id=AreaId(uuid4())) == ()
    assert [team.id for team in queries.list_teams_of_agency(agency_id=corner.council)] == [corner.workers]


def test_what_is_not_there_is_said_to_be_missing(database):
    assert queries.find_agency(code="nowhere") is None
    with pytest.raises(LookupError):
        queries.get_agency(agency_id=AgencyId(uuid4()))
    with pytest.raises(LookupError):
        queries.get_area(area_id=AreaId(uuid4()))


def test_a_name_that_two_workers_share_stands_for_neither(database):
    corner = make_corner()
    assert queries.list_workers(agency_id=corner.council, at=NOW) == {"Asha": corner.asha}
    with running(job="test", now=NOW):
        twin = operations.register_user(email="asha.two@example.org", name="Asha", by=MACHINE, now=NOW)
        operations.register_membership(
            user_id=twin, team_id=corner.workers, role=Role.PRACTITIONER, starts_at=NOW, by=MACHINE, now=NOW
        )
    assert queries.list_workers(agency_id=corner.council, at=NOW) == {}


def test_the_number_of_statements_does_not_grow_with_the_number_of_teams(database, django_statements):
    corner = make_corner()
    with django_statements() as few:
        queries.list_ring_numbers(area_id=corner.area, at=NOW)
    with running(job="test", now=NOW):
        for number in range(10):
            agency = make_agency(f"agency-{number}", AgencyKind.SCHOOL, corner.area)
            make_team(f"team-{number}", agency, corner.area, "SCHOOL_SAFEGUARDING")
    with django_statements() as many:
        assert len(queries.list_ring_numbers(area_id=corner.area, at=NOW)) == 12
    assert len(many) == len(few)
