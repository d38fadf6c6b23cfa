"""Places of a protected child are sealed in the database, found by what is written, and shown in an act of its own."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.test import override_settings

from reachable.access.context import acting, reading, running
from reachable.access.domain.viewer import Actor, RelationshipReason, Role, Run
from reachable.access.operations import register_membership
from reachable.access.queries import get_viewer
from reachable.kernel.ids import RequestId
from reachable.matching.domain.clusters import Answer
from reachable.matching.operations import record_judgement
from reachable.people.domain.telling import Telling, WouldBeTold, may_be_told
from reachable.people.operations.telling import record_must_not_be_told
from reachable.people.queries.telling import list_must_not_be_told
from reachable.places.domain.kinds import PlaceKind
from reachable.places.domain.sealing import CannotBeOpened
from reachable.places.operations import (
    KeyIsDestroyed,
    NoReasonGiven,
    PlaceToKeep,
    keep_places,
    protect_child,
)
from reachable.places.queries import (
    count_keys_of_others,
    find_places_in,
    find_protected,
    has_places,
    list_kept_places,
    list_shown_places,
    open_kept_places,
    open_places,
)
from tests.factories.old_vault import destroy_key
from tests.integration.made_up import (
    MACHINE,
    NOW,
    as_app,
    is_opened,
    make_corner,
    make_user,
    sign_in,
    viewer_of,
    work_with,
)

BECAUSE = "The men he owes know where his family lives."
WHY_NOW = "To drive there tonight with the duty worker."
RUN = Run("test")


def keep(corner, subject, *places, now=NOW):
    """Protect a child and keep places of theirs."""
    by = Actor(user_id=corner.asha, agency_id=corner.council, name="Asha")
    with acting(by=by, what="test", now=now):
        protect_child(
            subject_id=subject,
            controller_id=corner.council,
            because=BECAUSE,
            review_on=(now + timedelta(days=90)).date(),
            by=by,
            now=now,
        )
        return keep_places(
            places=[
                PlaceToKeep(
                    subject_id=subject,
                    controller_id=corner.council,
                    kind=kind,
                    lines=lines,
                    postcode=postcode,
                    came_from="test",
                )
                for kind, lines, postcode in places
            ],
            by=by,
            now=now,
        )


HOME = (PlaceKind.HOME, "12 Larch Rise, Northmere", "ZZ99 4AB")
SCHOOL = (PlaceKind.SCHOOL, "Mistlefield Academy", "")


@pytest.fixture
def corner(database):
    made = make_corner()
    work_with(made, made.council_record)
    return made


def test_nothing_of_a_place_stands_in_the_database(corner, privileged, database):
    assert keep(corner, corner.council_record, HOME, SCHOOL) == 2
    with privileged.connect(database) as admin:
        rows = admin.execute("SELECT place::text FROM places_keptplace AS place").fetchall()
        rows += admin.execute("SELECT token::text FROM places_placetoken AS token").fetchall()
        rows += admin.execute("SELECT key::text FROM places_childkey AS key").fetchall()
    assert len(rows) >= 4
    for (text,) in rows:
        assert "Larch" not in text
        assert "4AB" not in text
        assert "Mistlefield" not in text


def test_keeping_the_same_place_twice_changes_nothing(corner):
    keep(corner, corner.council_record, HOME)
    assert keep(corner, corner.council_record, HOME) == 0


def test_a_row_that_takes_another_rows_place_does_not_open(corner, privileged, database):
    keep(corner, corner.council_record, HOME)
    keep(corner, corner.other_child, (PlaceKind.HOME, "1 Other Street", "ZZ99 1AA"))
    with privileged.connect(database) as admin:
        first, second = admin.execute("SELECT id, sealed FROM places_keptplace ORDER BY about_id").fetchall()
        for row, other in ((first, second), (second, first)):
            admin.execute("UPDATE places_keptplace SET sealed = %s WHERE id = %s", [other[1], row[0]])
    with running(job="test", now=NOW):
        ((place, value),) = list_shown_places(viewer=RUN, subject_ids=[corner.council_record])
    assert (value, place.is_destroyed) == ("", False)


def test_opening_a_record_does_not_show_where_the_child_is(corner):
    keep(corner, corner.council_record, HOME)
    viewer = viewer_of(corner)
    assert is_opened(viewer, corner.council_record)
    with reading(viewer):
        assert list_kept_places(viewer=viewer, subject_ids=[corner.council_record]) == ()
        assert find_protected(viewer=viewer, subject_ids=[corner.council_record]) == {corner.council_record}


def test_where_a_child_is_is_shown_for_a_reason_that_is_noted_first(corner, privileged, database):
    keep(corner, corner.council_record, HOME)
    viewer = viewer_of(corner)
    assert open_places(viewer=viewer, subject_id=corner.council_record, because=WHY_NOW)
    with reading(viewer):
        ((place, value),) = list_shown_places(viewer=viewer, subject_ids=[corner.council_record])
    assert value == "12 Larch Rise, Northmere, ZZ99 4AB"
    assert (place.kind, place.coarse) == (PlaceKind.HOME, "ZZ99")
    with privileged.connect(database) as admin:
        noted = admin.execute(
            "SELECT what FROM audit.entry WHERE about_id = %s AND grants ORDER BY id", [corner.council_record]
        ).fetchall()
    assert (f"was shown where the child is, because: {WHY_NOW}",) in noted


def test_what_is_shown_in_one_request_is_not_in_the_next(corner):
    keep(corner, corner.council_record, HOME)
    assert open_places(viewer=viewer_of(corner), subject_id=corner.council_record, because=WHY_NOW)
    again = viewer_of(corner)
    with reading(again):
        assert list_shown_places(viewer=again, subject_ids=[corner.council_record]) == ()


def test_whoever_does_not_work_with_the_child_is_refused_and_that_is_noted(corner, privileged, database):
    keep(corner, corner.other_child, HOME)
    viewer = viewer_of(corner)
    assert not open_places(viewer=viewer, subject_id=corner.other_child, because=WHY_NOW)
    with reading(viewer):
        assert list_shown_places(viewer=viewer, subject_ids=[corner.other_child]) == ()
    with privileged.connect(database) as admin:
        row = admin.execute(
            "SELECT what FROM audit.entry WHERE kind = 'REFUSED' AND about_id = %s", [corner.other_child]
        ).fetchone()
    assert row == (f"asked where the child is, because: {WHY_NOW}",)


@pytest.mark.parametrize("reason", [RelationshipReason.ALERTED, RelationshipReason.REVIEWING_MATCH])
def test_a_record_opened_for_a_moment_does_not_show_where_the_child_is(corner, reason):
    keep(corner, corner.other_child, HOME)
    work_with(corner, corner.other_child, reason=reason)
    viewer = viewer_of(corner)
    assert is_opened(viewer, corner.other_child)
    assert not open_places(viewer=viewer, subject_id=corner.other_child, because=WHY_NOW)


def test_nothing_is_shown_without_a_reason(corner):
    keep(corner, corner.council_record, HOME)
    with as_app() as bare, bare.transaction():
        sign_in(bare, viewer_of(corner))
        with pytest.raises(psycopg.Error) as refusal:
            bare.execute("SELECT resolver.show_places(%s, 'why')", [corner.council_record])
    assert refusal.value.sqlstate == "RC020"


def test_a_text_is_looked_through_for_places_of_anybody_and_names_only_of_its_own_child(corner):
    keep(corner, corner.council_record, HOME, SCHOOL)
    text = "Seen at 12 Larch Rise and near Mistlefield Academy."
    viewer = viewer_of(corner)
    with reading(viewer):
        (found,) = find_places_in(viewer=viewer, text=text)
        assert text[found.start : found.end] == "12 Larch Rise"
        assert [each.label for each in find_places_in(viewer=viewer, text=text, about=[corner.council_record])] == [
            "an address"
        ], "a school is looked for only when the child's record is open"
    with running(job="test", now=NOW):
        found = find_places_in(viewer=RUN, text=text, about=[corner.council_record])
        assert [text[each.start : each.end] for each in found] == ["12 Larch Rise", "Mistlefield Academy"]


def test_erasing_what_an_agency_holds_takes_its_places_and_finds_none_again(corner, privileged, database):
    keep(corner, corner.council_record, HOME, SCHOOL)
    keep(corner, corner.other_child, (PlaceKind.HOME, "1 Other Street", "ZZ99 1AA"))
    with privileged.connect(database) as admin:
        admin.execute("SELECT resolver.erase_rows(%s::uuid[], %s)", [[corner.council_record], corner.council])
    with running(job="test", now=NOW):
        assert list_shown_places(viewer=RUN, subject_ids=[corner.council_record]) == ()
        assert find_places_in(viewer=RUN, text="at ZZ99 4AB", about=[corner.council_record]) == ()
        assert len(find_places_in(viewer=RUN, text="at ZZ99 1AA")) == 1


def test_under_a_key_that_was_destroyed_nothing_opens_and_nothing_more_is_kept(corner, privileged, database):
    keep(corner, corner.council_record, HOME, SCHOOL)
    with privileged.connect(database) as admin:
        destroy_key(admin, corner.council_record, corner.council)
    with running(job="test", now=NOW):
        shown = list_shown_places(viewer=RUN, subject_ids=[corner.council_record])
    assert [(value, place.is_destroyed) for place, value in shown] == [("", True), ("", True)]
    with pytest.raises(KeyIsDestroyed):
        keep(corner, corner.council_record, (PlaceKind.HOME, "3 New Road", ""))


def test_a_key_wrapped_by_another_installation_says_so(corner, settings_of_places):
    keep(corner, corner.council_record, HOME)
    settings_of_places(b"z" * 32)
    with running(job="test", now=NOW):
        ((place, value),) = list_shown_places(viewer=RUN, subject_ids=[corner.council_record])
        assert (value, place.opens, place.is_destroyed) == ("", False, False)
        with pytest.raises(CannotBeOpened, match="wrapped by key"):
            open_kept_places(viewer=RUN, subject_ids=[corner.council_record])


@pytest.fixture
def settings_of_places(monkeypatch):
    from django.conf import settings

    return lambda key: monkeypatch.setattr(settings, "PLACES_KEY", key)


def test_a_child_is_protected_for_a_reason(corner):
    by = Actor(user_id=corner.asha, agency_id=corner.council, name="Asha")
    with running(job="test", now=NOW), pytest.raises(NoReasonGiven):
        protect_child(
            subject_id=corner.council_record,
            controller_id=corner.council,
            because="why",
            review_on=NOW.date(),
            by=by,
            now=NOW,
        )
    keep(corner, corner.council_record, HOME)
    with running(job="test", now=NOW):
        assert has_places(viewer=RUN)


def test_who_must_not_be_told_holds_for_every_record_of_the_child(corner):
    with running(job="test", now=NOW):
        record_must_not_be_told(
            subject_id=corner.council_record,
            controller_id=corner.council,
            who=WouldBeTold(name="Dean Orr", email="dean@example.org"),
            because="He knows the men.",
            said_by="The child",
            by=MACHINE,
            now=NOW,
        )
        not_told = list_must_not_be_told(viewer=RUN, subject_ids=[corner.police_record])
        assert list_must_not_be_told(viewer=RUN, subject_ids=[corner.other_child]) == ()
    assert may_be_told(WouldBeTold(email="dean@example.org"), not_told) is Telling.MUST_NOT
    assert may_be_told(WouldBeTold(email="asha@example.org"), not_told) is Telling.MAY


def test_after_a_restore_without_the_places_key_it_is_said_of_how_many_children_nothing_opens(corner):
    keep(corner, corner.council_record, HOME)
    with running(job="test", now=NOW):
        assert count_keys_of_others(viewer=RUN) == 0
        with override_settings(PLACES_KEY=bytes(32)):
            assert count_keys_of_others(viewer=RUN) == 1


def judge_same(corner, left, right, by):
    who = Actor(user_id=by, agency_id=corner.council, name="Asha")
    with acting(by=who, what="test", now=NOW):
        record_judgement(left=left, right=right, answer=Answer.SAME, because="One boy", by=who, now=NOW)


@pytest.mark.parametrize("by_oneself", [True, False])
def test_who_links_a_record_of_their_own_to_a_protected_child_is_not_shown_the_childs_places(corner, by_oneself):
    keep(corner, corner.other_child, HOME)
    with running(job="test", now=NOW):
        other = make_user("bo")
    judge_same(corner, corner.council_record, corner.other_child, corner.asha if by_oneself else other)
    viewer = viewer_of(corner)
    assert is_opened(viewer, corner.other_child)
    asked = open_places(viewer=viewer, subject_id=corner.other_child, because=WHY_NOW)
    assert asked is not by_oneself
    own = viewer_of(corner)
    assert open_places(viewer=own, subject_id=corner.council_record, because=WHY_NOW)
    with reading(own):
        shown = list_shown_places(viewer=own, subject_ids=[corner.council_record, corner.other_child])
    assert len(shown) == (0 if by_oneself else 1)


@pytest.mark.parametrize(
    ("role", "team", "is_shown"),
    [
        (Role.CUSTODY_SERGEANT, "custody", True),
        (Role.PRACTITIONER, "custody", False),
        (Role.CUSTODY_SERGEANT, "workers", False),
        (Role.SAFEGUARDING_LEAD, "workers", False),
    ],
)
def test_custody_counts_only_for_a_custody_sergeant_where_there_is_a_custody_suite(corner, role, team, is_shown):
    keep(corner, corner.other_child, HOME)
    team_id = getattr(corner, team)
    work_with(corner, corner.other_child, team=team_id, reason=RelationshipReason.IN_CUSTODY)
    with running(job="test", now=NOW):
        user = make_user("sam")
        membership = register_membership(
            user_id=user, team_id=team_id, role=role, starts_at=NOW - timedelta(days=1), by=MACHINE, now=NOW
        )
    viewer = get_viewer(user_id=user, membership_id=membership, purpose=None, request_id=RequestId(uuid4()), at=NOW)
    assert is_opened(viewer, corner.other_child)
    assert open_places(viewer=viewer, subject_id=corner.other_child, because=WHY_NOW) is is_shown
