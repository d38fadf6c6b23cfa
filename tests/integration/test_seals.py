"""A sealed record is open to the people its seal names and hidden from all others; two people take a seal off."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import IntegrityError

from reachable.access import operations, queries
from reachable.access.context import reading, running
from reachable.access.domain.seals import CannotSeal, CannotUnseal, NamedPerson, SealKind, WantedSeal
from reachable.access.domain.viewer import Actor, Purpose, RelationshipReason, Role, Shown
from reachable.access.models import Seal, WorkingRelationship
from reachable.access.operations.seals import SealNotFound
from reachable.access.queries.seals import list_seals
from reachable.journeys.record_sealed import ask_for_seal_off, seal_child, take_seal_off
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
    make_user,
    sign_in,
    viewer_of,
    work_with,
)

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def corner(database):
    """Make the corner, in which the council's workers work with the child both agencies know."""
    made = make_corner()
    work_with(made, made.council_record)
    return made


def make_person(corner, code, role):
    """Make somebody of the council's workers, and return who they are as somebody who acts."""
    with running(job="test", now=NOW):
        user = make_user(code)
        operations.register_membership(
            user_id=user, team_id=corner.workers, role=role, starts_at=NOW - DAY, by=MACHINE, now=NOW
        )
    return Actor(user_id=user, agency_id=corner.council, name=code, role_code=role.code)


def viewer_for(corner, actor, role, *, at=NOW):
    """Return somebody in a role, in a request of their own."""
    return replace(
        viewer_of(corner, at=at), user_id=actor.user_id, role=role, purpose=Purpose.SAFEGUARDING, team_ids=()
    )


def seal(corner, by, *named, kind=SealKind.STAFF_CHILD, into=None, because="A colleague's child", now=NOW):
    """Seal the child by the council's number, for these people for a week."""
    return seal_child(
        agency_id=corner.council,
        system="council",
        local_id=str(corner.council_record),
        wanted=WantedSeal(
            kind=kind,
            because=because,
            named=tuple(NamedPerson(each, NOW + 7 * DAY) for each in named),
            into_user_id=into,
        ),
        by=by,
        now=now,
    )


def test_a_sealed_child_is_hidden_from_a_team_that_works_with_it_and_open_to_who_is_named(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    named = make_person(corner, "named", Role.PRACTITIONER)
    seal(corner, authority, named.user_id)
    assert not is_opened(viewer_of(corner), corner.council_record)
    assert not is_opened(viewer_of(corner), corner.police_record), (
        "the other agency's record of the child is sealed too"
    )
    theirs = viewer_for(corner, named, Role.PRACTITIONER)
    assert is_opened(theirs, corner.police_record)
    with reading(theirs):
        assert set(Subject.objects.values_list("id", flat=True)) == {corner.council_record, corner.police_record}


def test_a_seal_bites_in_the_middle_of_a_request_in_every_table_and_every_count(corner):
    with running(job="test", now=NOW):
        make_event(corner.police_record, corner.police, "HOLDER")
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    named = make_person(corner, "named", Role.PRACTITIONER)
    viewer = viewer_of(corner)
    assert is_opened(viewer, corner.council_record)
    with reading(viewer):
        assert Event.objects.count() > 0
        assert list_held_elsewhere(viewer=viewer) != ()
    seal(corner, authority, named.user_id)
    with reading(viewer):
        assert Event.objects.count() == 0
        assert Subject.objects.count() == 0
        assert WorkingRelationship.objects.count() == 0
        assert list_held_elsewhere(viewer=viewer) == ()


def test_a_naming_that_is_over_opens_nothing(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    named = make_person(corner, "named", Role.PRACTITIONER)
    seal(corner, authority, named.user_id)
    after = viewer_for(corner, named, Role.PRACTITIONER, at=NOW + 8 * DAY)
    work_with(corner, corner.council_record, user=named.user_id, ends_at=NOW + 30 * DAY)
    assert not is_opened(after, corner.council_record)


def test_being_named_without_a_role_that_reads_opens_nothing(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    named = make_person(corner, "named", Role.RECORDER)
    seal(corner, authority, named.user_id)
    assert not is_opened(viewer_for(corner, named, Role.RECORDER), corner.council_record)
    assert not is_opened(viewer_for(corner, authority, Role.SEALING_AUTHORITY), corner.council_record)


def test_where_two_seals_lie_on_a_record_somebody_must_be_named_by_both(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    one, both = (make_person(corner, code, Role.PRACTITIONER) for code in ("one", "both"))
    seal(corner, authority, one.user_id, both.user_id)
    seal(corner, authority, both.user_id, kind=SealKind.WITNESS_PROTECTION)
    assert not is_opened(viewer_for(corner, one, Role.PRACTITIONER), corner.council_record)
    assert is_opened(viewer_for(corner, both, Role.PRACTITIONER), corner.council_record)


def test_an_identity_before_adoption_is_sealed_alone_and_the_other_goes_on_in_the_open(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    seal(corner, authority, kind=SealKind.ADOPTION)
    work_with(corner, corner.police_record)
    assert not is_opened(viewer_of(corner), corner.council_record)
    viewer = viewer_of(corner)
    assert is_opened(viewer, corner.police_record)
    with reading(viewer):
        assert set(Subject.objects.values_list("id", flat=True)) == {corner.police_record}


def test_sealed_and_unknown_are_answered_with_the_same_bytes(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    seal(corner, authority, make_person(corner, "named", Role.PRACTITIONER).user_id)
    answers = []
    with as_app() as bare:
        for about in (corner.council_record, uuid4()):
            viewer = in_role(viewer_of(corner), Role.SUPERVISOR)
            said = []
            for statement in (
                "SELECT * FROM resolver.open_records(ARRAY[%s]::uuid[], 'OPENED', 'test')",
                "SELECT * FROM people_subject WHERE about_id = %s",
                "SELECT * FROM access_seal WHERE about_id = %s",
                "SELECT * FROM resolver.list_seals() WHERE about_id = %s",
                "SELECT kind, what FROM audit.looked_at(ARRAY[%s]::uuid[])",
                "SELECT resolver.open_to_me(), %s",
            ):
                with bare.transaction():
                    sign_in(bare, viewer)
                    said.append(bare.execute(statement, [about]).fetchall())
            answers.append(repr(said).replace(str(about), "the id asked for").encode())
    assert answers[0] == answers[1]


def test_who_has_looked_at_a_sealed_record_is_told_to_its_authority_alone(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    named = make_person(corner, "named", Role.PRACTITIONER)
    assert is_opened(viewer_of(corner), corner.council_record)
    seal(corner, authority, named.user_id)
    theirs = viewer_for(corner, named, Role.PRACTITIONER)
    assert is_opened(theirs, corner.council_record)

    def looks(viewer):
        with reading(viewer):
            found = queries.who_has_looked(viewer=viewer, about_ids=[AboutId(corner.council_record)])
        return {each.user_name for each in found if each.kind == "OPENED"}

    assert looks(theirs) == set()
    assert looks(in_role(viewer_of(corner), Role.SUPERVISOR)) == set()
    assert looks(viewer_for(corner, authority, Role.SEALING_AUTHORITY)) == {"Asha", "Named"}
    elsewhere = replace(viewer_for(corner, authority, Role.SEALING_AUTHORITY), agency_id=corner.police)
    assert looks(elsewhere) == set()


def test_nobody_opens_or_hears_of_an_inquiry_into_themselves_whatever_their_role(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    named = make_person(corner, "named", Role.PRACTITIONER)
    seal(corner, authority, named.user_id, kind=SealKind.INSIDER_INQUIRY, into=corner.asha)
    for role in (Role.PRACTITIONER, Role.SUPERVISOR, Role.SEALING_AUTHORITY):
        viewer = in_role(viewer_of(corner), role)
        assert not is_opened(viewer, corner.council_record)
        with reading(viewer):
            assert list_seals(viewer=viewer) == ()
    with pytest.raises(CannotSeal):
        seal(corner, authority, corner.asha, kind=SealKind.INSIDER_INQUIRY, into=corner.asha)


def test_a_seal_is_listed_to_its_authority_and_to_who_is_named_and_to_nobody_else(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    named = make_person(corner, "named", Role.PRACTITIONER)
    act = seal(corner, authority, named.user_id)
    for actor, role, told in (
        (authority, Role.SEALING_AUTHORITY, [act]),
        (named, Role.PRACTITIONER, [act]),
        (authority, Role.PRACTITIONER, []),
        (named, Role.RECORDER, []),
    ):
        viewer = viewer_for(corner, actor, role)
        with reading(viewer):
            seals = list_seals(viewer=viewer)
        assert [each.act_id for each in seals] == told, (actor.name, role)


def test_one_person_alone_never_takes_a_seal_off(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    second = make_person(corner, "second", Role.SEALING_AUTHORITY)
    named = make_person(corner, "named", Role.PRACTITIONER)
    act = seal(corner, authority, named.user_id)
    with pytest.raises(CannotUnseal, match="Nobody has asked"):
        take_seal_off(act_id=act, agency_id=corner.council, by=second, now=LATER)
    with pytest.raises(CannotUnseal, match="Say why"):
        ask_for_seal_off(act_id=act, agency_id=corner.council, because=" ", by=second, now=LATER)
    ask_for_seal_off(act_id=act, agency_id=corner.council, because="The inquiry is over", by=second, now=LATER)
    with pytest.raises(CannotUnseal, match="Another person"):
        take_seal_off(act_id=act, agency_id=corner.council, by=second, now=LATER)
    assert not is_opened(viewer_of(corner), corner.council_record)
    with pytest.raises(SealNotFound):
        take_seal_off(act_id=act, agency_id=corner.police, by=authority, now=LATER)
    take_seal_off(act_id=act, agency_id=corner.council, by=authority, now=LATER)
    assert is_opened(viewer_of(corner, at=LATER), corner.council_record)
    with running(job="test", now=LATER):
        left = set(WorkingRelationship.objects.filter(user_id=named.user_id).values_list("ends_at", flat=True))
    assert left == {LATER}, "whoever was named works with the child for this no longer"


def test_the_database_itself_wants_two_people_to_take_a_seal_off(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    seal(corner, authority, make_person(corner, "named", Role.PRACTITIONER).user_id)
    for changes in (
        {"unsealed_at": LATER, "unsealed_by_id": authority.user_id},
        {
            "asked_at": LATER,
            "asked_by_id": authority.user_id,
            "asked_because": "x",
            "unsealed_at": LATER,
            "unsealed_by_id": authority.user_id,
        },
    ):
        with pytest.raises(IntegrityError), running(job="test", now=NOW):
            Seal.objects.update(**changes)
    with running(job="test", now=NOW):
        Subject.objects.update(sealed_at=None, sealed_because="")
    assert not is_opened(viewer_of(corner), corner.council_record), "the mark alone takes no seal off"


@pytest.mark.parametrize(
    ("kind", "because", "names_somebody"),
    [
        (SealKind.WITNESS_PROTECTION, " ", True),
        (SealKind.WITNESS_PROTECTION, "Threats", False),
        (SealKind.INSIDER_INQUIRY, "An inquiry", False),
    ],
)
def test_a_seal_says_why_and_names_who_is_told(kind, because, names_somebody, corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    named = [make_person(corner, "named", Role.PRACTITIONER).user_id] if names_somebody else []
    with pytest.raises(CannotSeal):
        seal(corner, authority, *named, kind=kind, because=because)
    assert is_opened(viewer_of(corner), corner.council_record), "nothing was kept"


def test_a_number_nobody_has_is_sealed_like_one_that_is_known(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    act = seal_child(
        agency_id=corner.council,
        system="council",
        local_id="C999",
        wanted=WantedSeal(kind=SealKind.ADOPTION, because="Adopted in March"),
        by=authority,
        now=NOW,
    )
    viewer = viewer_for(corner, authority, Role.SEALING_AUTHORITY)
    with reading(viewer):
        (found,) = list_seals(viewer=viewer)
    assert (found.act_id, found.reference, found.is_live) == (act, "council C999", True)


def test_whoever_is_named_works_with_the_child_until_the_seal_is_off(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    named = make_person(corner, "named", Role.PRACTITIONER)
    seal(corner, authority, named.user_id)
    with running(job="test", now=NOW):
        rows = WorkingRelationship.objects.filter(reason=RelationshipReason.NAMED_FOR_SEALED.code)
        assert set(rows.values_list("about_id", "user_id")) == {
            (corner.council_record, named.user_id),
            (corner.police_record, named.user_id),
        }


def test_a_seal_cannot_be_deleted_or_read_without_a_context(corner):
    with as_app() as bare:
        for statement in ("DELETE FROM access_seal", "TRUNCATE access_seal CASCADE"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                bare.execute(statement)
        with pytest.raises(psycopg.Error) as refusal:
            bare.execute("SELECT * FROM resolver.list_seals()")
    assert refusal.value.sqlstate == "RC001"


def test_a_list_leaves_a_sealed_record_out_and_shows_the_others(corner):
    authority = make_person(corner, "authority", Role.SEALING_AUTHORITY)
    work_with(corner, corner.other_child)
    seal(corner, authority, make_person(corner, "named", Role.PRACTITIONER).user_id)
    wanted = [AboutId(corner.council_record), AboutId(corner.other_child)]
    viewer = replace(viewer_of(corner), request_id=RequestId(uuid4()))
    opened = open_records(viewer=viewer, about_ids=wanted, shown=Shown.LISTED, what="test")
    assert opened.granted == {corner.other_child}
