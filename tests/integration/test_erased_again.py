"""A restored backup brings nobody back who was erased since; a review nobody answers climbs."""

from datetime import date, timedelta

import psycopg
import pytest
from django.db import connection
from django.test import override_settings
from psycopg.types.json import Jsonb

from reachable.access.context import acting, running
from reachable.access.queries import first_broken_entry
from reachable.adapters.embedded_database import read_secrets
from reachable.adapters.erased_files import erased_files, read_erased_file
from reachable.alerts.models import OutboxMessage
from reachable.config.backups.after_restoring import finish_restoring
from reachable.config.backups.making import make_backup
from reachable.config.backups.restoring import restore_backup
from reachable.config.build import drop_database, role_passwords
from reachable.config.command import main
from reachable.config.database import backup_connection, embedded_server, superuser_connection
from reachable.jobs import rounds
from reachable.journeys import records_due
from reachable.journeys.erased_listed import keep_erased_lists
from reachable.journeys.record_erased import erase_child, hold_child, propose_to_erase
from reachable.journeys.records_due import climb_reviews, put_due_before_people
from reachable.keeping.domain.deciding import ErasureGround, HoldKind
from reachable.keeping.models import Review
from reachable.keeping.operations import keep_on, refuse_erasing
from reachable.people.models import Subject
from reachable.sharing.operations.agreements import name_data_protection_officer
from tests.factories.children import make_child
from tests.factories.erasing_scene import A_COURT, AGENCY, CANARY, find_word, make_erasing_scene, propose
from tests.factories.partnership import MACHINE, NOW, make_partnership

LATER = NOW + timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def scene(database):
    return make_erasing_scene()


def test_case_78_an_erased_child_is_erased_again_before_a_restored_backup_can_be_used(
    scene, database, privileged, tmp_path
):
    server = embedded_server()
    kept = read_secrets(server)
    where, name = superuser_connection(server, kept), f"{database}_again"
    manifest = make_backup(
        backup_connection(database), tmp_path / "backup", key_file=None, now=NOW, progress=lambda _said: None
    )
    erase_child(act_id=propose(scene), by=scene.decider, now=LATER)
    (keep,) = erased_files([str(tmp_path / "erased")])
    assert keep_erased_lists(lists=[keep], now=LATER) == 1
    assert keep_erased_lists(lists=[keep], now=LATER) == 0
    try:
        restore_backup(
            tmp_path / "backup", where, name, role_passwords(kept), key_file=None, progress=lambda _said: None
        )
        with privileged.connect(name) as admin:
            assert len(find_word(admin, CANARY)) > 16
            # The backup is of the days in which somebody held the child: it was lifted before two people decided.
            for number, record in enumerate((scene.child, scene.police_record), start=1):
                admin.execute(
                    "INSERT INTO keeping_hold SELECT * FROM jsonb_populate_record(NULL::keeping_hold, %s)",
                    [Jsonb(a_hold(scene, record, number))],
                )
        connection.close()
        connection.settings_dict["NAME"] = name
        found = finish_restoring(where, name, manifest, (), erased=read_erased_file(tmp_path / "erased"), now=LATER)
        assert (found.erased.acts, found.erased.unknown) == (1, 0)
        assert found.record.first_fault is None
        assert first_broken_entry() is None
        with privileged.connect(name) as admin:
            assert find_word(admin, CANARY) == {}
            held = "SELECT about_id FROM keeping_hold WHERE lifted_at IS NULL"
            assert admin.execute(held).fetchall() == [(scene.police_record,)]
            with pytest.raises(psycopg.Error, match="a hold stands"):
                admin.execute("DELETE FROM people_clustermember WHERE about_id = %s", [scene.police_record])
        again = finish_restoring(where, name, manifest, (), erased=(), now=LATER)
        assert (again.erased.acts, again.erased.unknown) == (0, 1)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = database
        drop_database(name)


def a_hold(scene, record, number):
    return {
        "id": f"00000000-0000-0000-0000-{number:012}",
        "about_id": str(record),
        "controller_id": str(scene.made.agencies[AGENCY]),
        "purpose": "SAFEGUARDING",
        "lawful_basis": "6(1)(e)",
        "retention_class": "CHILD_RECORD",
        "handling_code": "",
        "sharing": "PARTNERS",
        "act_id": "00000000-0000-0000-0000-000000000001",
        "kind": "COURT",
        "wanted_by": "The family court",
        "reference": "",
        "looked_at_by": "",
        "review_on": LATER.date().isoformat(),
        "because": "The court asked for it",
        "put_at": NOW.isoformat(),
        "put_by_id": str(scene.proposer.user_id),
        "asked_because": "",
    }


def test_what_is_held_is_not_put_up_for_review(due):
    made, subject = due
    by = made.actor("northshire-supervisor")
    hold_child(
        subject_id=subject,
        agency_id=made.agencies[AGENCY],
        kind=HoldKind.COURT,
        asked=A_COURT,
        because="The court asked for it to be kept.",
        by=by,
        now=NOW,
    )
    assert put_due_before_people(now=NOW) == 0


def test_what_is_not_erased_is_kept_on_until_a_day_and_then_asked_about_again(due):
    made, subject = due
    put_due_before_people(now=NOW)
    agency, by = made.agencies[AGENCY], made.actor("northshire-supervisor")
    act_id = propose_to_erase(
        subject_id=subject,
        agency_id=agency,
        ground=ErasureGround.TIME_IS_UP,
        because="Nobody has needed it for years.",
        by=by,
        now=NOW,
    )
    assert put_due_before_people(now=NOW + DAY) == 0
    with acting(by=by, what="test", now=NOW + DAY):
        refuse_erasing(
            act_id=act_id,
            agency_id=agency,
            because="She has asked to read it first.",
            next_on=(NOW + 90 * DAY).date(),
            by=by,
            now=NOW + DAY,
        )
    assert put_due_before_people(now=NOW + 89 * DAY) == 0
    assert put_due_before_people(now=NOW + 90 * DAY) == 1


def test_a_restore_asks_for_the_list_of_what_was_erased(tmp_path, capsys):
    with override_settings(ERASED_FILES=[str(tmp_path / "nowhere")]):
        status = main(["restore", str(tmp_path / "backup")])
    said = capsys.readouterr()
    assert status != 0
    assert "may hold people who were erased since" in said.out + said.err


@pytest.fixture
def due(database):
    """Return somebody whose record is due, beside a child whose is not."""
    made = make_partnership()
    make_child(made, "Bilal Other", agency=AGENCY)
    return made, make_child(made, "Ayaan Khan", agency=AGENCY, born=date(1995, 1, 1))


def test_a_record_whose_time_is_up_is_put_before_its_agencys_supervisor_once_and_nothing_is_erased(due):
    made, subject = due
    assert put_due_before_people(now=NOW) == 1
    assert put_due_before_people(now=NOW + DAY) == 0
    with running(job="test", now=NOW):
        review = Review.objects.get()
        assert (review.about_id, review.rule_key, review.state) == (subject, "CHILD_IN_NEED", "WAITING")
        assert review.controller_id == made.agencies[AGENCY]
        assert Subject.objects.filter(id=subject).exists()
        told = {message.to_address: message.text for message in OutboxMessage.objects.all()}
    assert set(told) == {"northshire-supervisor@example.org"}
    assert "Khan" not in told["northshire-supervisor@example.org"]


def test_nobody_is_handed_more_records_at_once_than_they_can_look_at(due):
    made, _ = due
    make_child(made, "Carl Older", agency=AGENCY, born=date(1994, 1, 1))
    assert [put_due_before_people(now=NOW + day * DAY, at_most=1) for day in range(3)] == [1, 1, 0]


def test_no_more_are_put_before_people_in_a_day_however_often_it_is_asked(due):
    made, _ = due
    make_child(made, "Carl Older", agency=AGENCY, born=date(1994, 1, 1))
    assert [put_due_before_people(now=NOW + timedelta(hours=hour), at_most=1) for hour in range(3)] == [1, 0, 0]


def test_records_are_looked_through_a_part_at_a_time_and_what_happened_is_read_only_of_those_that_may_be_due(
    due, monkeypatch
):
    _, subject = due
    monkeypatch.setattr(records_due, "AT_ONCE", 1)
    monkeypatch.setattr(records_due, "MOST_BATCHES", 1)
    read = []
    list_facts = records_due.list_facts
    monkeypatch.setattr(
        records_due,
        "list_facts",
        lambda **said: read.extend(said["subject_ids"]) or list_facts(**said),
    )
    scan, asked, steps = records_due.Scan(), 0, 0
    while not scan.finished:
        asked += put_due_before_people(now=NOW, scan=scan)
        steps += 1
    assert (asked, steps, read) == (1, 3, [subject])


def test_a_daily_part_that_is_done_is_not_done_again_that_day_because_another_failed(database, monkeypatch):
    went = []

    def fail(**_):
        raise ConnectionError

    put = rounds.put_due_before_people
    monkeypatch.setattr(rounds, "put_due_before_people", lambda **said: went.append(said["now"]) or put(**said))
    monkeypatch.setattr(rounds, "release_counts", fail)
    daily = rounds.Daily()
    hours = [NOW, NOW + timedelta(hours=1), NOW + DAY]
    assert [rounds.do_daily_round(now=now, daily=daily) for now in hours] == [False, False, False]
    assert went == [NOW, NOW + DAY]


def test_case_76_a_review_that_is_passed_over_climbs_and_is_not_kept_by_silence(due):
    made, _ = due
    officer = made.users["northshire-duty-manager"]
    with running(job="test", now=NOW):
        name_data_protection_officer(
            agency_id=made.agencies[AGENCY], user_id=officer, starts_at=NOW - DAY, by=MACHINE, now=NOW
        )
    put_due_before_people(now=NOW)
    assert climb_reviews(now=NOW + 27 * DAY) == 0
    assert climb_reviews(now=NOW + 28 * DAY) == 1
    assert climb_reviews(now=NOW + 29 * DAY) == 0
    assert climb_reviews(now=NOW + 42 * DAY) == 1
    with running(job="test", now=NOW):
        review = Review.objects.get()
        told = [message.to_address for message in OutboxMessage.objects.all()]
    assert (review.state, review.climbed, review.next_on) == ("WAITING", 2, None)
    assert told.count("northshire-duty-manager@example.org") == 2
    assert told.count("northshire-supervisor@example.org") == 3


def test_a_record_that_is_kept_on_is_asked_about_again_on_its_day(due):
    made, _ = due
    put_due_before_people(now=NOW)
    by, next_on = made.actor("northshire-supervisor"), (NOW + 90 * DAY).date()
    with acting(by=by, what="test", now=NOW):
        keep_on(
            review_id=Review.objects.get().id,
            agency_id=made.agencies[AGENCY],
            because="She is still in touch with us.",
            next_on=next_on,
            by=by,
            now=NOW,
        )
    assert put_due_before_people(now=NOW + 89 * DAY) == 0
    assert put_due_before_people(now=NOW + 90 * DAY) == 1
