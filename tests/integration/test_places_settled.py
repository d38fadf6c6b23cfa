"""What was kept apart before later rules came gets what those need; whoever erases first parts what is others'."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Run
from reachable.access.operations.conflicts import declare_conflict
from reachable.adapters.embedded_database import read_secrets
from reachable.adapters.erased_files import erased_files, read_erased_file
from reachable.config.backups.after_restoring import finish_restoring
from reachable.config.backups.making import make_backup
from reachable.config.backups.restoring import NotRestored, restore_backup
from reachable.config.build import drop_database, role_passwords
from reachable.config.database import backup_connection, embedded_server, superuser_connection
from reachable.jobs.rounds import do_daily_round
from reachable.journeys.erased_listed import keep_erased_lists
from reachable.journeys.places_settled import Settled, settle_places
from reachable.journeys.record_erased import erase_child
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.keeping.domain.deciding import CannotErase
from reachable.kernel.when import When
from reachable.people.models import Residence
from reachable.places.domain.kinds import PlaceKind
from reachable.places.models import KeptPlace, ProtectedChild
from reachable.places.operations import PlaceToKeep, keep_places
from reachable.places.queries import find_protected, list_shown_places
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.domain.taken_event import TakenEvent
from reachable.timeline.operations import add_events
from tests.factories.children import let_look, make_child
from tests.factories.erasing_scene import CANARY, find_word, make_erasing_scene, propose
from tests.factories.old_vault import keep_as_before
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.protected_child import add_supervisor, end_by_two
from tests.factories.sent_records import HOME, JAYDEN, custody_row, send, social_care_row, subjects
from tests.integration.made_up import is_opened

RUN = Run("test")
LATER = NOW + timedelta(hours=1)
WORKER, POLICE = "northshire-social-worker", "northshire-police"
SECOND = "northshire-second-supervisor"
PHONE = {"phone": "07700 900123"}
AT_HOME = {"address": HOME["home_address"], "postcode": HOME["home_postcode"], **PHONE}
BECAUSE = "The men he owes know where his family lives."
KEY_ELSEWHERE = b"z" * 32


@pytest.fixture
def made(database):
    return make_partnership()


@pytest.fixture
def linked(made):
    """Give the council's and the police's record of one protected child, linked by what was kept apart since."""
    send(made, "social_care", social_care_row("LA1", **JAYDEN, **AT_HOME))
    send(made, "custody", custody_row("EC/26/000001", **JAYDEN, **HOME, **PHONE))
    both = subjects()["LA1"], subjects()["EC/26/000001"]
    protect(made, both[0])
    return both


def protect(made, subject):
    protect_whereabouts(
        subject_id=subject,
        because=BECAUSE,
        review_on=(NOW + timedelta(days=90)).date(),
        viewer=made.viewer(WORKER),
        now=NOW,
    )


def protected(*records):
    with running(job="test", now=LATER):
        return find_protected(viewer=RUN, subject_ids=records)


def test_a_protection_of_the_days_of_one_row_stands_on_every_record_of_the_child(made, linked, privileged, database):
    with privileged.connect(database) as admin:
        admin.execute("DELETE FROM places_protectedchild WHERE subject_id = %s", [linked[1]])
    assert protected(*linked) == {linked[0]}
    assert do_daily_round(now=LATER)
    assert protected(*linked) == set(linked)
    with running(job="test", now=LATER):
        assert {row.because for row in ProtectedChild.objects.all()} == {BECAUSE}
        assert {row.controller_id for row in ProtectedChild.objects.all()} == {
            made.agencies["northshire-social-care"],
            made.agencies[POLICE],
        }
        assert {(row.address, row.postcode) for row in Residence.objects.all()} == {("", "ZZ1")}
    assert settle_places(now=LATER) == Settled(records=0, closed=0)


def test_a_protection_that_was_ended_is_not_begun_anew(made, linked, privileged, database):
    with privileged.connect(database) as admin:
        admin.execute("DELETE FROM places_protectedchild WHERE subject_id = %s", [linked[1]])
    add_supervisor(made, SECOND, "northshire-workers")
    let_look(made, "northshire-workers", linked[0])
    end_by_two(made, linked[0], WORKER, SECOND, now=LATER)
    assert settle_places(now=LATER) == Settled(records=0, closed=0)
    assert protected(*linked) == frozenset()


@pytest.mark.parametrize("made_in_the_database", [False, True])
def test_a_home_of_the_days_before_conflicts_is_kept_from_whoever_declared_it(
    made, linked, privileged, database, made_in_the_database
):
    let_look(made, "northshire-workers", linked[0])
    worker = made.actor(WORKER)
    with acting(by=worker, what="test", now=NOW):
        declare_conflict(
            user_id=worker.user_id, agency_id=worker.agency_id, postcode="ZZ1 4AB", most_homes=3, by=worker, now=NOW
        )
    with privileged.connect(database) as admin:
        wanted = admin.execute("SELECT id, home_key FROM places_keptplace WHERE kind = 'HOME' ORDER BY id").fetchall()
        of_before = "SELECT resolver.conflict_key('HOME', 'ZZ1 4AB') AS key WHERE %s"
        admin.execute(
            f"UPDATE places_keptplace SET home_key = '', conflict_keys = ARRAY({of_before})",
            [made_in_the_database],
        )
    assert len(wanted) == 2
    assert is_opened(made.viewer(WORKER), linked[0]) is not made_in_the_database, "the key of before compares till then"
    assert settle_places(now=LATER).closed == 0
    assert not is_opened(made.viewer(WORKER), linked[0])
    with running(job="test", now=LATER):
        rows = KeptPlace.objects.filter(kind=PlaceKind.HOME.code).order_by("id")
        assert [(row.id, row.home_key, row.conflict_keys) for row in rows] == [(each, key, []) for each, key in wanted]
    assert settle_places(now=LATER) == Settled(records=0, closed=0)


@pytest.fixture
def scene(database, privileged):
    """Give the child whom the council erases, of whom the police kept a place under the council's key."""
    made = make_erasing_scene()
    place = PlaceToKeep(
        subject_id=made.child,
        controller_id=made.made.agencies[POLICE],
        kind=PlaceKind.PLACEMENT,
        lines="3 Ash Close",
        came_from="test",
    )
    with running(job="test", now=NOW):
        keep_places(places=[place], by=MACHINE, now=NOW)
    with privileged.connect(database) as admin:
        keep_as_before(admin, made.child, made.made.agencies["northshire-social-care"])
    return made


def kept_of(scene):
    with running(job="test", now=LATER):
        return [value for _, value in list_shown_places(viewer=RUN, subject_ids=[scene.child])]


def test_whoever_erases_first_parts_what_others_keep_and_so_does_a_restore(
    scene, database, privileged, tmp_path, monkeypatch
):
    server = embedded_server()
    kept = read_secrets(server)
    where, name, folder = superuser_connection(server, kept), f"{database}_again", tmp_path / "backup"
    manifest = make_backup(backup_connection(database), folder, key_file=None, now=NOW, progress=lambda _: None)
    assert sorted(kept_of(scene)) == ["3 Ash Close", "3 Fern Way"]
    act_id = propose(scene)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(settings, "PLACES_KEY", KEY_ELSEWHERE)
        with pytest.raises(CannotErase, match="Nothing was erased"):
            erase_child(act_id=act_id, by=scene.decider, now=LATER)
    assert sorted(kept_of(scene)) == ["3 Ash Close", "3 Fern Way"]
    erase_child(act_id=act_id, by=scene.decider, now=LATER)
    assert kept_of(scene) == ["3 Ash Close"]
    (keep,) = erased_files([str(tmp_path / "erased")])
    assert keep_erased_lists(lists=[keep], now=LATER) == 1
    try:
        restore_backup(folder, where, name, role_passwords(kept), key_file=None, progress=lambda _: None)
        connection.close()
        connection.settings_dict["NAME"] = name
        lines = read_erased_file(tmp_path / "erased")
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(settings, "PLACES_KEY", KEY_ELSEWHERE)
            with pytest.raises(NotRestored, match="another places key"):
                finish_restoring(where, name, manifest, (), erased=lines, now=LATER)
        found = finish_restoring(where, name, manifest, (), erased=lines, now=LATER)
        assert (found.erased.acts, found.closed_keys) == (1, 0)
        assert kept_of(scene) == ["3 Ash Close"]
        with privileged.connect(name) as admin:
            assert find_word(admin, CANARY) == {}
    finally:
        connection.close()
        connection.settings_dict["NAME"] = database
        drop_database(name)


def test_what_was_written_of_another_child_goes_when_that_childs_record_does(made, privileged, database):
    send(made, "social_care", social_care_row("LA1", **JAYDEN, **AT_HOME))
    child, other, police = subjects()["LA1"], make_child(made, "Bilal Other"), made.agencies[POLICE]
    told = TakenEvent(
        subject_id=other,
        agency_id=police,
        system="test",
        natural_key="said",
        version_hash="0" * 64,
        kind=EventKind.CHILD_SAID,
        happened=When.at(NOW - timedelta(days=2)),
        recorded_at=NOW - timedelta(days=2),
        words=f"He sleeps at {HOME['home_address']}.",
        details={"heard_by": "a coach"},
    )
    with running(job="test", now=NOW):
        add_events(events=[told], by=MACHINE, now=NOW)
    protect(made, child)
    with running(job="test", now=NOW):
        words = KeptPlace.objects.filter(kind=PlaceKind.WORDS.code, came_from="timeline_event.words")
        assert [(row.about_id, row.controller_id) for row in words] == [(other, police)]
    with privileged.connect(database) as admin:
        admin.execute("SELECT resolver.erase_rows(%s::uuid[], %s)", [[other], police])
        assert admin.execute("SELECT count(*) FROM places_keptplace WHERE about_id = %s", [other]).fetchone() == (0,)
        assert admin.execute("SELECT count(*) FROM places_childkey WHERE about_id = %s", [other]).fetchone() == (0,)
