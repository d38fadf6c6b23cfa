"""A record opens only to somebody who works with the child now; one refused and one that is not there look the same."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from reachable.access import operations, queries
from reachable.access.context import reading, running
from reachable.access.domain.viewer import RelationshipReason, Role, Shown
from reachable.access.models import Membership, User, WorkingRelationship
from reachable.access.queries import NotAssigned
from reachable.kernel.ids import AboutId, RequestId
from reachable.people.models import Subject
from reachable.people.queries import open_records
from reachable.timeline.models import Event
from reachable.timeline.queries import list_held_elsewhere
from tests.integration.made_up import (
    DAY,
    MACHINE,
    NOW,
    as_app,
    in_role,
    is_opened,
    make_corner,
    make_event,
    make_team,
    make_user,
    sign_in,
    viewer_of,
    work_with,
)


def test_a_record_opens_to_a_team_that_works_with_the_child(database):
    corner = make_corner()
    work_with(corner, corner.council_record)
    assert is_opened(viewer_of(corner), corner.council_record)
    assert not is_opened(viewer_of(corner), corner.other_child)


def test_a_record_opens_to_a_person_who_works_with_the_child(database):
    corner = make_corner()
    work_with(corner, corner.council_record, user=corner.asha)
    assert is_opened(viewer_of(corner), corner.council_record)


def test_a_refused_record_and_an_absent_one_get_the_same_answer(database):
    corner = make_corner()
    absent = uuid4()
    viewer = viewer_of(corner)
    answers = []
    with as_app() as bare:
        for about in (corner.other_child, absent):
            with bare.transaction():
                sign_in(bare, viewer)
                answer = bare.execute(
                    "SELECT * FROM resolver.open_records(ARRAY[%s]::uuid[], 'OPENED', 'test')", [about]
                ).fetchall()
            with bare.transaction():
                sign_in(bare, viewer)
                rows = bare.execute("SELECT * FROM people_subject WHERE about_id = %s", [about]).fetchall()
                held = bare.execute("SELECT * FROM resolver.count_held()").fetchall()
                looked = bare.execute("SELECT * FROM audit.looked_at(ARRAY[%s]::uuid[])", [about]).fetchall()
            answers.append(repr((answer, rows, held, looked)).replace(str(about), "the id asked for").encode())
    assert answers[0] == answers[1]


def test_the_product_tells_a_refused_record_and_an_absent_one_in_the_same_way(database):
    corner = make_corner()
    absent = AboutId(uuid4())
    refused = AboutId(corner.other_child)
    opened = open_records(viewer=viewer_of(corner), about_ids=[refused, absent], shown=Shown.LISTED, what="test")
    assert opened.granted == frozenset()
    assert opened.refused == {refused, absent}
    assert opened.records_of == {}


def test_a_role_that_only_records_opens_nothing(database):
    corner = make_corner()
    with running(job="test", now=NOW):
        operations.register_membership(
            user_id=corner.asha, team_id=corner.workers, role=Role.RECORDER, starts_at=NOW - DAY, by=MACHINE, now=NOW
        )
    work_with(corner, corner.council_record)
    work_with(corner, corner.council_record, user=corner.asha)
    assert not is_opened(in_role(viewer_of(corner), Role.RECORDER), corner.council_record)


@pytest.mark.parametrize(
    ("starts", "ends", "opens"),
    [
        (-2 * DAY, -DAY, False),
        (-2 * DAY, timedelta(0), False),
        (DAY, 2 * DAY, False),
        (timedelta(0), DAY, True),
        (-DAY, timedelta(microseconds=1), True),
    ],
    ids=["over", "over this instant", "not begun", "begun this instant", "over the next instant"],
)
def test_a_relationship_opens_a_record_only_while_it_lasts(starts, ends, opens, database):
    corner = make_corner()
    work_with(corner, corner.council_record, starts_at=NOW + starts, ends_at=NOW + ends)
    assert is_opened(viewer_of(corner), corner.council_record) is opens


def test_a_relationship_that_was_ended_opens_nothing(database):
    corner = make_corner()
    work_with(corner, corner.council_record)
    with running(job="test", now=NOW):
        operations.end_relationship(
            about_id=AboutId(corner.council_record),
            reason=RelationshipReason.ALLOCATED,
            team_id=corner.workers,
            by=MACHINE,
            now=NOW,
        )
    assert not is_opened(viewer_of(corner), corner.council_record)


def test_somebody_who_left_the_team_opens_nothing_through_it(database):
    corner = make_corner()
    work_with(corner, corner.council_record)
    viewer = viewer_of(corner)
    with running(job="test", now=NOW):
        Membership.objects.filter(user_id=corner.asha).update(ends_at=NOW)
    assert not is_opened(viewer, corner.council_record)


def test_somebody_who_left_has_no_assignment_any_more(database):
    corner = make_corner()
    with running(job="test", now=NOW):
        Membership.objects.filter(user_id=corner.asha).update(ends_at=NOW)
    with pytest.raises(NotAssigned):
        viewer_of(corner)


def test_somebody_whose_account_is_closed_has_no_assignment(database):
    corner = make_corner()
    with running(job="test", now=NOW):
        User.objects.filter(id=corner.asha).update(is_active=False)
    with pytest.raises(NotAssigned):
        viewer_of(corner)


def test_nobody_can_take_another_persons_assignment(database):
    corner = make_corner()
    with running(job="test", now=NOW):
        other = make_user("other")
    with pytest.raises(NotAssigned):
        queries.get_viewer(
            user_id=other,
            membership_id=corner.asha_membership,
            purpose=None,
            request_id=RequestId(uuid4()),
            at=NOW,
        )


def test_a_team_in_another_agency_opens_nothing_in_this_assignment(database):
    corner = make_corner()
    with running(job="test", now=NOW):
        operations.register_membership(
            user_id=corner.asha,
            team_id=corner.custody,
            role=Role.PRACTITIONER,
            starts_at=NOW - DAY,
            by=MACHINE,
            now=NOW,
        )
    work_with(corner, corner.other_child, team=corner.custody)
    assert not is_opened(viewer_of(corner), corner.other_child)


def test_a_team_in_which_somebody_only_records_opens_nothing_in_their_other_role(database):
    corner = make_corner()
    with running(job="test", now=NOW):
        front_desk = make_team("front-desk", corner.council, corner.area)
        operations.register_membership(
            user_id=corner.asha, team_id=front_desk, role=Role.RECORDER, starts_at=NOW - DAY, by=MACHINE, now=NOW
        )
    work_with(corner, corner.other_child, team=front_desk)
    assert not is_opened(viewer_of(corner), corner.other_child)


def test_working_with_one_record_opens_what_is_shared_of_every_record_of_the_same_child(database):
    corner = make_corner()
    work_with(corner, corner.council_record)
    viewer = viewer_of(corner)
    about = AboutId(corner.council_record)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="test")
    assert set(opened.records_of[about]) == {corner.council_record, corner.police_record}
    with reading(viewer):
        seen = list(Event.objects.values_list("about_id", "sharing"))
        subjects = set(Subject.objects.values_list("id", flat=True))
    assert sorted(seen) == sorted([(corner.council_record, "PARTNERS"), (corner.police_record, "PARTNERS")])
    assert subjects == {corner.council_record, corner.police_record}


def test_what_an_agency_keeps_to_itself_is_read_by_that_agency_only(database):
    corner = make_corner()
    with running(job="test", now=NOW):
        make_event(corner.council_record, corner.council, "HOLDER")
    work_with(corner, corner.council_record)
    viewer = viewer_of(corner)
    assert is_opened(viewer, corner.council_record)
    with reading(viewer):
        holders = set(Event.objects.filter(sharing="HOLDER").values_list("controller_id", flat=True))
    assert holders == {corner.council}


def test_what_others_keep_to_themselves_is_counted(database):
    corner = make_corner()
    with running(job="test", now=NOW):
        make_event(corner.police_record, corner.police, "HOLDER")
        make_event(corner.council_record, corner.council, "HOLDER")
        make_event(corner.other_child, corner.police, "HOLDER")
    work_with(corner, corner.council_record)
    viewer = viewer_of(corner)
    assert is_opened(viewer, corner.council_record)
    with reading(viewer):
        held = list_held_elsewhere(viewer=viewer)
    assert [(each.agency_id, each.count) for each in held] == [(corner.police, 2)]


def test_nothing_is_counted_for_somebody_to_whom_nothing_was_opened(database):
    corner = make_corner()
    viewer = viewer_of(corner)
    assert not is_opened(viewer, corner.police_record)
    with reading(viewer):
        assert list_held_elsewhere(viewer=viewer) == ()


def test_a_sealed_record_is_refused_even_to_who_works_with_it_and_left_out_of_the_others(database):
    corner = make_corner()
    work_with(corner, corner.council_record)
    work_with(corner, corner.police_record)
    with running(job="test", now=NOW):
        Subject.objects.filter(id=corner.police_record).update(sealed_at=NOW, sealed_because="Before adoption")
    viewer = viewer_of(corner)
    assert not is_opened(viewer, corner.police_record)
    assert is_opened(viewer, corner.council_record)
    with reading(viewer):
        assert set(Subject.objects.values_list("id", flat=True)) == {corner.council_record}


def test_an_answer_for_one_request_opens_nothing_in_another(database):
    corner = make_corner()
    work_with(corner, corner.council_record)
    assert is_opened(viewer_of(corner), corner.council_record)
    with reading(viewer_of(corner)):
        assert Subject.objects.count() == 0


def test_an_answer_for_one_person_opens_nothing_for_another_with_the_same_request(database):
    corner = make_corner()
    work_with(corner, corner.council_record)
    viewer = viewer_of(corner)
    assert is_opened(viewer, corner.council_record)
    with running(job="test", now=NOW):
        other = make_user("other")
    with reading(replace(viewer, user_id=other)):
        assert Subject.objects.count() == 0


def test_many_records_are_asked_for_in_one_statement(database, django_statements):
    corner = make_corner()
    work_with(corner, corner.council_record)
    viewer = viewer_of(corner)
    wanted = [AboutId(corner.council_record), *(AboutId(uuid4()) for _ in range(50)), AboutId(corner.council_record)]
    with django_statements() as sent:
        opened = open_records(viewer=viewer, about_ids=wanted, shown=Shown.LISTED, what="test")
    assert opened.granted == {corner.council_record}
    assert len(opened.refused) == 50
    assert len([one for one in sent if "open_records" in one]) == 1


def test_the_same_relationship_twice_is_one_that_lasts_longer(database):
    corner = make_corner()
    work_with(corner, corner.council_record, ends_at=NOW + DAY)
    work_with(corner, corner.council_record, starts_at=NOW, ends_at=NOW + 3 * DAY)
    work_with(corner, corner.council_record, starts_at=NOW, ends_at=NOW + 2 * DAY)
    with running(job="test", now=NOW):
        kept = list(WorkingRelationship.objects.values_list("starts_at", "ends_at"))
    assert kept == [(NOW - DAY, NOW + 3 * DAY)]


def test_a_record_is_opened_or_listed_and_nothing_else(database):
    corner = make_corner()
    with as_app() as bare, pytest.raises(psycopg.Error) as refusal, bare.transaction():
        sign_in(bare, viewer_of(corner))
        bare.execute("SELECT resolver.open_records('{}'::uuid[], 'WROTE', 'test')")
    assert refusal.value.sqlstate == "RC006"
