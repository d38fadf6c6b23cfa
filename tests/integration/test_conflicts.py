"""Somebody with a conflict of interest is answered as anybody the record is not for, and their reviewer is told."""

from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.test import override_settings

from reachable.access import operations
from reachable.access.context import acting, reading, running
from reachable.access.domain.viewer import PURPOSES_OF_ROLE, Actor, Purpose, Role
from reachable.access.models import DeclaredConflict
from reachable.access.operations.conflicts import (
    NotYoursToClear,
    OneWaits,
    ask_to_end_declared,
    clear_conflict,
    declare_conflict,
    settle_declared,
)
from reachable.access.queries.alarms import list_alarms
from reachable.alerts.models import OutboxMessage
from reachable.config.prepare import keep_context_key
from reachable.journeys.reviewers_told import tell_reviewers
from reachable.journeys.whereabouts_hidden import hide_whereabouts
from reachable.people.models import Name, Residence, SourceRecord
from reachable.places.domain.sealing import home_key
from reachable.places.models import KeptPlace
from reachable.places.operations import protect_child
from tests.integration.made_up import (
    DAY,
    MACHINE,
    NOW,
    as_app,
    in_role,
    is_opened,
    make_corner,
    make_user,
    sign_in,
    viewer_of,
    work_with,
)


@pytest.fixture
def corner(database):
    """Make the corner, in which the council's workers work with the child, who is called Rowan Teale."""
    made = make_corner()
    work_with(made, made.council_record)
    call(made, "Rowan", "Teale")
    return made


def call(corner, given, family, postcode="ZZ1 1AA"):
    """Let the council's record say what the child is called and where they live."""
    with running(job="test", now=NOW):
        common = {"about_id": corner.council_record, "controller_id": corner.council}
        version = SourceRecord.objects.create(
            **common,
            subject_id=corner.council_record,
            reference=str(uuid4()),
            version_hash="0" * 64,
            payload={},
            recorded_at=NOW,
            received_at=NOW,
        )
        said = {**common, "subject_id": corner.council_record, "source_record": version, "received_at": NOW}
        Name.objects.create(**said, kind="GIVEN", given=given, family=family)
        Residence.objects.create(**said, address="1 Larch Close", postcode=postcode)


def declare(corner, **said):
    """Let Asha declare something of herself."""
    by = Actor(user_id=corner.asha, agency_id=corner.council, name="Asha")
    if "postcode" in said:
        said = {"home_key": home_key(settings.PLACES_KEY, said["postcode"])} | said
    with acting(by=by, what="test", now=NOW):
        declare_conflict(user_id=corner.asha, agency_id=corner.council, **{"most_homes": 3} | said, by=by, now=NOW)


def rename_asha(name):
    with running(job="test", now=NOW):
        operations.register_user(email="asha@example.org", name=name, what_they_do="Tests", by=MACHINE, now=NOW)


def make_supervisor(corner, code="reviewer"):
    with running(job="test", now=NOW):
        user = make_user(code)
        operations.register_membership(
            user_id=user, team_id=corner.workers, role=Role.SUPERVISOR, starts_at=NOW - DAY, by=MACHINE, now=NOW
        )
    return Actor(user_id=user, agency_id=corner.council, name=code)


def alarms_of(corner, *, seen_by):
    from dataclasses import replace

    viewer = replace(in_role(viewer_of(corner), Role.SUPERVISOR), user_id=seen_by)
    with reading(viewer):
        return [each.what for each in list_alarms(viewer=viewer, since=NOW - DAY)]


def test_a_worker_without_a_conflict_opens_the_record(corner):
    declare(corner, name="Somebody Else", postcode="ZZ9 9ZZ")
    assert is_opened(viewer_of(corner), corner.council_record)
    assert alarms_of(corner, seen_by=uuid4()) == []


@pytest.mark.parametrize(
    ("said", "own_name", "noted"),
    [
        ({}, "Rowan Teale", "their own name"),
        ({}, "ROWAN  Teále", "their own name"),
        ({"name": "rowan teale"}, "Asha", "somebody they declared"),
        ({"postcode": "zz11aa"}, "Asha", "the home they declared"),
        ({"postcode": "ZZ1 2BB"}, "Asha Teale", "their family name and part of town"),
    ],
)
def test_case_16_a_conflict_is_refused_as_what_is_not_for_them_and_their_reviewer_is_told(
    said, own_name, noted, corner
):
    reviewer = make_supervisor(corner)
    if said:
        declare(corner, **said)
    rename_asha(own_name)
    assert not is_opened(viewer_of(corner), corner.council_record)
    assert alarms_of(corner, seen_by=reviewer.user_id) == [f"a conflict of interest: {noted}"]
    assert tell_reviewers(now=NOW) == 1
    assert tell_reviewers(now=NOW) == 1
    (message,) = OutboxMessage.objects.all()
    assert message.to_address == "reviewer@example.org"
    for word in ("Asha", "Rowan", "Teale", str(corner.council_record), "conflict"):
        assert word not in message.text


@pytest.mark.parametrize(
    ("asha_is", "declared", "postcode", "opens"),
    [
        ("Asha Vale", "ZZ1 1AA", "ZZ1 1AA", False),
        ("Asha Vale", "ZZ1 1AA", "ZZ1 9ZZ", True),
        ("Asha Teale", "ZZ1 1AA", "ZZ1 9ZZ", False),
        ("Asha Vale", "ZZ4 4AA", "ZZ1 1AA", True),
    ],
    ids=["their home", "part of town alone", "family name and part of town", "another town"],
)
def test_protecting_a_child_does_not_open_the_record_to_whoever_lives_there(corner, asha_is, declared, postcode, opens):
    rename_asha(asha_is)
    with running(job="test", now=NOW):
        Residence.objects.update(postcode=postcode)
    declare(corner, postcode=declared)
    assert is_opened(viewer_of(corner), corner.council_record) is opens
    protect(corner)
    with running(job="test", now=NOW):
        assert Residence.objects.get().postcode == "ZZ1"
    assert is_opened(viewer_of(corner), corner.council_record) is opens


def protect(corner):
    """Let somebody protect the child, so that the home is kept apart."""
    by = Actor(user_id=corner.asha, agency_id=corner.council, name="Somebody")
    with acting(by=by, what="test", now=NOW):
        protect_child(
            subject_id=corner.council_record,
            controller_id=corner.council,
            because="The men have been to the door",
            review_on=NOW.date(),
            by=by,
            now=NOW,
        )
        hide_whereabouts(subject_ids=[corner.council_record], by=by, now=NOW)


def test_no_key_that_the_database_can_make_names_the_home_of_a_protected_child(corner, database, privileged):
    protect(corner)
    declare(corner, postcode="ZZ1 1AA")
    assert not is_opened(viewer_of(corner), corner.council_record)
    with privileged.connect(database) as admin:
        (kept,) = admin.execute("SELECT row_to_json(kept)::text FROM places_keptplace AS kept WHERE kind = 'HOME'")
        tried = admin.execute(
            "SELECT resolver.conflict_key(kind, said), encode(context.signature_of(said), 'hex')"
            " FROM unnest(ARRAY['ZZ1 1AA', 'ZZ11AA', 'zz11aa', 'ZZ1', 'zz1']) AS said,"
            " unnest(ARRAY['HOME', 'PART_OF_TOWN']) AS kind"
        ).fetchall()
    assert home_key(settings.PLACES_KEY, "ZZ1 1AA") in kept[0]
    assert not [made for pair in tried for made in pair if made in kept[0]]


@pytest.mark.parametrize("first", ["declared", "kept"])
def test_a_home_declared_before_there_were_such_keys_compares_as_soon_as_it_is_kept(corner, first):
    if first == "kept":
        protect(corner)
    declare(corner, postcode="ZZ1 1AA", home_key="")
    if first == "declared":
        protect(corner)
    else:
        declare(corner, postcode="ZZ1 1AA")
    assert not is_opened(viewer_of(corner), corner.council_record)


def test_a_home_that_was_undone_keeps_nobody_out(corner):
    protect(corner)
    rename_asha("Asha Teale")
    declare(corner, postcode="ZZ1 1AA")
    assert not is_opened(viewer_of(corner), corner.council_record)
    with running(job="test", now=NOW):
        KeptPlace.objects.filter(kind="HOME").update(withdrawn_at=NOW)
        Residence.objects.update(withdrawn_at=NOW)
    assert is_opened(viewer_of(corner), corner.council_record)


@pytest.mark.parametrize("said", [{"name": "Rowan Teale"}, {"postcode": "ZZ1 1AA"}])
def test_what_was_declared_holds_when_the_context_key_is_changed(said, corner, database, privileged):
    declare(corner, **said)
    fresh = bytes(range(32))
    with privileged.connect(database) as admin:
        keep_context_key(admin, fresh)
    with override_settings(CONTEXT_KEY=fresh):
        assert not is_opened(viewer_of(corner), corner.council_record)
        call(corner, "Rowan", "Teale")
        assert not is_opened(viewer_of(corner), corner.council_record)


def test_beyond_three_homes_the_next_keeps_from_nothing_until_another_person_allows_it(corner):
    reviewer = make_supervisor(corner)
    asha = Actor(user_id=corner.asha, agency_id=corner.council, name="Asha")
    for number in range(3):
        declare(corner, postcode=f"ZZ2 {number}AA")
    declare(corner, postcode="ZZ1 1AA")
    assert is_opened(viewer_of(corner), corner.council_record), "it must not say whether a child lives there"
    with pytest.raises(OneWaits):
        declare(corner, postcode="ZZ1 2AA", name="Rowan Teale")
    assert is_opened(viewer_of(corner), corner.council_record), "nothing was kept"
    with running(job="test", now=NOW):
        waiting = DeclaredConflict.objects.get(waits=True, kind="HOME").id
    settled = {"user_id": corner.asha, "declared_id": waiting, "allow": True, "now": NOW}
    with pytest.raises(NotYoursToClear), acting(by=asha, what="test", now=NOW):
        settle_declared(**settled, by=asha)
    with acting(by=reviewer, what="test", now=NOW):
        assert settle_declared(**settled, by=reviewer)
        assert not settle_declared(**settled, by=reviewer), "it waits no more"
    assert not is_opened(viewer_of(corner), corner.council_record)


@pytest.mark.parametrize("allow", [True, False])
def test_what_somebody_asks_to_end_holds_until_another_person_ends_it(allow, corner):
    reviewer = make_supervisor(corner)
    asha = Actor(user_id=corner.asha, agency_id=corner.council, name="Asha")
    declare(corner, name="Rowan Teale", postcode="ZZ9 9ZZ", called="my nephew")
    with running(job="test", now=NOW):
        one = DeclaredConflict.objects.get(kind="HOME").id
    with acting(by=asha, what="test", now=NOW):
        assert ask_to_end_declared(user_id=corner.asha, declared_id=one, by=asha, now=NOW)
        assert not ask_to_end_declared(user_id=corner.asha, declared_id=one, by=asha, now=NOW)
    assert not is_opened(viewer_of(corner), corner.council_record)
    with acting(by=reviewer, what="test", now=NOW):
        assert settle_declared(user_id=corner.asha, declared_id=one, allow=allow, by=reviewer, now=NOW)
    assert is_opened(viewer_of(corner, at=NOW + DAY / 2), corner.council_record) is allow


def test_the_same_part_of_town_alone_and_the_same_family_name_alone_are_no_conflict(corner):
    declare(corner, postcode="ZZ1 2BB")
    assert is_opened(viewer_of(corner), corner.council_record), "a worker may live in the child's part of town"
    rename_asha("Asha Teale")
    with running(job="test", now=NOW):
        DeclaredConflict.objects.update(ends_at=NOW + DAY)
    assert is_opened(viewer_of(corner, at=NOW + DAY - DAY / 1000000), corner.council_record) is False
    with running(job="test", now=NOW):
        DeclaredConflict.objects.update(ends_at=NOW + DAY / 1000)
    assert is_opened(viewer_of(corner, at=NOW + DAY / 2), corner.council_record), "what was declared is over"


def test_a_conflict_and_a_child_nobody_works_with_are_answered_with_the_same_bytes(corner):
    rename_asha("Rowan Teale")
    answers = []
    with as_app() as bare:
        for about in (corner.council_record, corner.other_child, uuid4()):
            with bare.transaction():
                sign_in(bare, viewer_of(corner))
                said = bare.execute(
                    "SELECT * FROM resolver.open_records(ARRAY[%s]::uuid[], 'OPENED', 'test')", [about]
                ).fetchall()
            answers.append(repr(said).replace(str(about), "the id asked for"))
    assert len(set(answers)) == 1


def test_somebody_is_never_told_of_their_own_and_no_other_role_or_agency_is(corner):
    make_supervisor(corner)
    rename_asha("Rowan Teale")
    assert not is_opened(viewer_of(corner), corner.council_record)
    assert alarms_of(corner, seen_by=corner.asha) == []
    viewer = viewer_of(corner)
    with reading(viewer):
        assert list_alarms(viewer=viewer, since=NOW - DAY) == ()


def test_what_a_reviewer_looked_into_and_let_pass_opens_until_its_end_and_is_nobodys_own_to_let_pass(corner):
    reviewer = make_supervisor(corner)
    rename_asha("Rowan Teale")
    asha = Actor(user_id=corner.asha, agency_id=corner.council, name="Asha")
    passing = {
        "about_id": corner.council_record,
        "user_id": corner.asha,
        "agency_id": corner.council,
        "because": "Two people of one name",
        "until": NOW + DAY,
    }
    with pytest.raises(NotYoursToClear), acting(by=asha, what="test", now=NOW):
        clear_conflict(**passing, by=asha, now=NOW)
    with acting(by=reviewer, what="test", now=NOW):
        clear_conflict(**passing, by=reviewer, now=NOW)
    assert is_opened(viewer_of(corner), corner.council_record)
    work_with(corner, corner.council_record, ends_at=NOW + 9 * DAY)
    assert not is_opened(viewer_of(corner, at=NOW + DAY), corner.council_record)


def test_only_hashes_are_kept_and_declaring_again_adds_nothing(corner):
    declare(corner, name="Rowan Teale", postcode="ZZ1 1AA")
    declare(corner, name=" rowan teale", postcode="zz1 1aa")
    with running(job="test", now=NOW):
        rows = list(DeclaredConflict.objects.values_list("kind", "key"))
    assert sorted(kind for kind, _ in rows) == ["HOME", "NAME", "PART_OF_TOWN"]
    assert all(len(key) == 64 and int(key, 16) for _, key in rows)


def test_the_keys_of_a_name_cannot_be_had_by_asking_while_reading(corner):
    with as_app() as bare, pytest.raises(psycopg.Error) as refusal, bare.transaction():
        sign_in(bare, viewer_of(corner))
        bare.execute("SELECT * FROM resolver.declare_keys('Rowan Teale', '')")
    assert refusal.value.sqlstate == "RC009"


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.code)
def test_the_database_knows_the_same_purposes_of_each_role(role, database, privileged):
    with privileged.connect(database) as admin:
        for purpose in Purpose:
            row = admin.execute("SELECT resolver.is_purpose_of(%s, %s)", [role.code, purpose.code]).fetchone()
            assert row == (purpose in PURPOSES_OF_ROLE[role],), f"{role.code} for {purpose.code}"
