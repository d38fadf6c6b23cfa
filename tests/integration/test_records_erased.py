"""A record is erased when two people decide so: all of it, nothing else, and never while a hold stands."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection
from psycopg.types.json import Jsonb

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Run
from reachable.access.operations import chain_waiting_entries
from reachable.access.queries import first_broken_entry
from reachable.journeys.record_erased import erase_child, hold_child, propose_to_erase
from reachable.keeping.domain.deciding import CannotErase, CannotHold, ErasureGround, HoldKind
from reachable.keeping.models import Proposal
from reachable.keeping.operations import ask_to_lift, lift_hold
from reachable.keeping.queries import list_erased, list_to_tell
from reachable.people.models import ClusterMember, Subject
from reachable.people.operations import mark_sealed
from reachable.people.queries import list_same_person
from tests.factories.erasing_scene import (
    A_COURT,
    AGENCY,
    CANARY,
    NHS_NUMBER,
    find_word,
    make_erasing_scene,
    propose,
    sum_rows,
)
from tests.factories.partnership import NOW

WANTED = "The family court asked for the whole file."
LATER = NOW + timedelta(hours=1)
MAY_CHANGE = {
    "audit.entry",
    "audit.waiting",
    "audit.erased",
    "context.opened",
    "rules_toevaluate",
    "keeping_totell",
    "people_clustermember",
}
"""Tables in which erasing adds rows, or forms other people anew."""


@pytest.fixture
def scene(database):
    return make_erasing_scene()


def test_what_is_erased_is_gone_from_every_table_and_nothing_else_is_changed(scene, database, privileged):
    act_id = propose(scene)
    with privileged.connect(database) as admin:
        assert len(find_word(admin, CANARY)) > 16
        before = sum_rows(admin)
        erased = erase_child(act_id=act_id, by=scene.decider, now=LATER)
        assert find_word(admin, CANARY) == {}
        assert find_word(admin, NHS_NUMBER) == {}
        left = find_word(admin, str(scene.child))
        after = sum_rows(admin)
    assert set(left) <= {"audit.entry", "audit.erased"}
    assert sum(erased.counts.values()) > 30
    ids_of_the_child = {str(each) for each in (*erased.record_ids, scene.concern)}
    ids_of_the_child |= {row[1:37] for row in before["alerts_alert"] - after["alerts_alert"]}
    for table in before.keys() - MAY_CHANGE:
        added, gone = after[table] - before[table], before[table] - after[table]
        if table == "timeline_participation":
            assert [row for row in added if "Somebody whose record was erased" not in row] == []
        else:
            assert added == set(), table
        strangers = [row for row in gone if CANARY not in row and not any(each in row for each in ids_of_the_child)]
        assert strangers == [], table
    while chain_waiting_entries():
        pass
    assert first_broken_entry() is None


def test_what_is_left_says_how_many_rows_of_which_kinds_by_whom_and_no_name(scene):
    erased = erase_child(act_id=propose(scene), by=scene.decider, now=LATER)
    with running(job="test", now=LATER):
        (left,) = list_erased()
    assert (left.proposed_by, left.decided_by) == (scene.proposer.user_id, scene.decider.user_id)
    assert (left.ground, left.rule_key, left.erased_at) == ("ASKED_FOR", "", LATER)
    assert left.counts == erased.counts
    assert left.counts["people_subject"] == 3
    assert set(left.record_ids) == set(erased.record_ids)


def test_records_of_other_agencies_stay_are_formed_anew_and_are_to_be_told(scene):
    erase_child(act_id=propose(scene), by=scene.decider, now=LATER)
    with running(job="test", now=LATER):
        assert Subject.objects.filter(id=scene.police_record).exists()
        assert ClusterMember.objects.filter(cluster_id=scene.child).count() == 0
        same = list_same_person(viewer=Run("test"), subject_ids=[scene.police_record])
        told = list_to_tell(viewer=Run("test"), agency_id=scene.made.agencies[AGENCY])
    assert same[scene.police_record] == (scene.police_record,)
    assert [(each.to_whom, each.way, each.told_at) for each in told] == [("Northshire police", "LINKED", None)]


def test_whoever_proposed_it_does_not_decide(scene, database, privileged):
    act_id = propose(scene)
    assert_nothing_goes(scene, privileged, database, "Another person", act_id=act_id, by=scene.proposer)


@pytest.mark.parametrize("who", ["northshire-social-worker", "northshire-coordinator", "eastham-supervisor"])
def test_nobody_but_a_supervisor_of_the_agency_decides(scene, who, database, privileged):
    by = scene.made.actor(who)
    assert_nothing_goes(scene, privileged, database, "no such proposal", act_id=propose(scene), by=by)


def test_case_77_nothing_is_erased_while_a_hold_stands_and_two_people_lift_it(scene, database, privileged):
    act_id = propose(scene)
    held = hold_child(
        subject_id=scene.police_record,
        agency_id=scene.made.agencies["northshire-police"],
        kind=HoldKind.COURT,
        asked=A_COURT,
        because=WANTED,
        by=scene.made.actor("northshire-missing-officer"),
        now=NOW,
    )
    with pytest.raises(CannotErase, match="hold"):
        propose(scene)
    assert_nothing_goes(scene, privileged, database, "hold stands", act_id=act_id, by=scene.decider)
    police, officer = scene.made.agencies["northshire-police"], scene.made.actor("northshire-missing-officer")
    with acting(by=officer, what="test", now=NOW):
        ask_to_lift(act_id=held, agency_id=police, because="The court has given it back.", by=officer, now=NOW)
        with pytest.raises(CannotHold, match="Another person"):
            lift_hold(act_id=held, agency_id=police, by=officer, now=NOW)
    assert_nothing_goes(scene, privileged, database, "hold stands", act_id=act_id, by=scene.decider)
    sergeant = scene.made.actor("northshire-sergeant")
    with acting(by=sergeant, what="test", now=NOW):
        lift_hold(act_id=held, agency_id=police, by=sergeant, now=NOW)
    erase_child(act_id=act_id, by=scene.decider, now=LATER)
    with privileged.connect(database) as admin:
        assert find_word(admin, CANARY) == {}


def test_the_owner_of_the_server_deletes_no_row_of_somebody_held(scene, database, privileged):
    hold_child(
        subject_id=scene.child,
        agency_id=scene.made.agencies[AGENCY],
        kind=HoldKind.INQUIRY,
        asked=A_COURT,
        because=WANTED,
        by=scene.proposer,
        now=NOW,
    )
    with privileged.connect(database) as admin:
        concern_of = "SELECT concern_id FROM intake_concernchild WHERE subject_id = %s"
        for statement in (
            "DELETE FROM people_name WHERE about_id = %s",
            "DELETE FROM matching_judgement WHERE left_id = %s OR right_id = %s",
            f"DELETE FROM intake_concern WHERE id IN ({concern_of})",
            "UPDATE places_childkey SET wrapped = '' WHERE about_id = %s",
            "UPDATE places_childkey SET wrapped = 'over' WHERE about_id = %s",
            "DELETE FROM keeping_hold WHERE about_id = %s",
        ):
            wanted = scene.concern_record if "intake_concern" in statement else scene.child
            with pytest.raises(psycopg.Error) as refusal:
                admin.execute(statement, [wanted] * statement.count("%s"))
            assert refusal.value.sqlstate == "RC030", statement
        admin.execute("DELETE FROM people_name WHERE about_id = %s", [scene.other_child])


def test_an_extract_that_waits_for_a_look_is_looked_at_first(scene, database, privileged):
    with privileged.connect(database) as admin:
        admin.execute(
            "INSERT INTO intake_extract (id, feed, agency_id, file_name, sha256, row_count, state, problems, counts,"
            " received_at) VALUES (gen_random_uuid(), 'social_care', %s, 'x.csv', '', 1, 'STAGED', '[]', '{}', now())",
            [scene.made.agencies[AGENCY]],
        )
    assert_nothing_goes(scene, privileged, database, "An extract", act_id=propose(scene), by=scene.decider)


def test_what_another_agency_holds_in_the_record_stays_and_the_record_has_no_number(scene, database, privileged):
    with privileged.connect(database) as admin:
        row = (
            "INSERT INTO people_mustnotbetold SELECT (changed.one).* FROM"
            " (SELECT jsonb_populate_record(each, %s) AS one"
            " FROM people_mustnotbetold AS each WHERE about_id = %s) AS changed"
        )
        changes = {
            "id": str(uuid4()),
            "controller_id": str(scene.made.agencies["northshire-hospital"]),
            "adult_name": "An uncle",
            "email": "",
            "because": "He was seen there",
            "said_by": "A nurse",
        }
        admin.execute(row, [Jsonb(changes), scene.child])
        erased = erase_child(act_id=propose(scene), by=scene.decider, now=LATER)
        assert erased.emptied == (scene.child,)
        assert find_word(admin, CANARY) == {}
        (kept,) = admin.execute(
            "SELECT adult_name FROM people_mustnotbetold WHERE about_id = %s", [scene.child]
        ).fetchall()
        assert kept == ("An uncle",)
        hold_child(
            subject_id=scene.child,
            agency_id=scene.made.agencies["northshire-hospital"],
            kind=HoldKind.COURT,
            asked=A_COURT,
            because=WANTED,
            by=scene.made.actor("northshire-nurse"),
            now=LATER,
        )
        with pytest.raises(psycopg.Error, match="a hold stands"):
            admin.execute("DELETE FROM people_mustnotbetold WHERE about_id = %s", [scene.child])
    with running(job="test", now=LATER):
        same = list_same_person(viewer=Run("test"), subject_ids=[scene.police_record])
    assert scene.child in same[scene.police_record]


def test_that_the_time_is_up_is_read_from_the_rule_book_and_not_from_whoever_says_so(scene):
    with pytest.raises(CannotErase, match="is kept until"):
        propose_to_erase(
            subject_id=scene.child,
            agency_id=scene.made.agencies[AGENCY],
            ground=ErasureGround.TIME_IS_UP,
            because="We have not needed it for a while.",
            by=scene.proposer,
            now=NOW,
        )
    with running(job="test", now=NOW):
        assert not Proposal.objects.exists()


def test_nobody_is_told_that_a_sealed_record_of_the_same_child_is_held(scene):
    with running(job="test", now=NOW):
        mark_sealed(subject_ids=[scene.police_record], because="test", by=scene.proposer, now=NOW)
    erase_child(act_id=propose(scene), by=scene.decider, now=LATER)
    with running(job="test", now=LATER):
        assert list_to_tell(viewer=Run("test"), agency_id=scene.made.agencies[AGENCY]) == ()


def test_the_application_erases_nothing_by_itself(scene):
    rows = "SELECT resolver.erase_rows(ARRAY[%s]::uuid[], %s)"
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        acting(by=scene.decider, what="test", now=NOW),
        connection.cursor() as cursor,
    ):
        cursor.execute(rows, [scene.child, scene.made.agencies[AGENCY]])


def assert_nothing_goes(scene, privileged, database, words, *, act_id, by):
    with privileged.connect(database) as admin:
        before = sum_rows(admin)
        with pytest.raises(CannotErase, match=words):
            erase_child(act_id=act_id, by=by, now=LATER)
        after = sum_rows(admin)
    assert {table for table in before if before[table] - after[table]} <= {"context.opened"}
