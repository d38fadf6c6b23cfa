"""Every look is noted before anything is shown, and nobody can quietly change what was noted."""

import threading
from dataclasses import replace

import psycopg
import pytest
from django.db import DatabaseError

from reachable.access import operations, queries
from reachable.access.context import acting, reading, running
from reachable.access.domain.viewer import Actor, Purpose, Role, Shown
from reachable.access.models import WorkingRelationship
from reachable.kernel.ids import AboutId
from reachable.people.models import Subject
from reachable.people.queries import open_records
from tests.integration.made_up import (
    DAY,
    MACHINE,
    NOW,
    as_app,
    in_role,
    is_opened,
    make_corner,
    sign_in,
    viewer_of,
    work_with,
)

NO_CONTEXT, ONLY_ADDED_TO, NOT_BY_NOTE = "RC001", "RC004", "RC005"
OPEN_ONE = "SELECT granted FROM resolver.open_records(ARRAY[%s]::uuid[], 'OPENED', 'test')"
READ_ONE = "SELECT count(*) FROM people_subject WHERE about_id = %s"
STEPS_ASIDE = {"no savepoint": ("", ""), "inside a savepoint": ("SAVEPOINT aside", "RELEASE SAVEPOINT aside")}


def entries(admin: psycopg.Connection, kind: str) -> list[tuple]:
    return admin.execute(
        "SELECT about_id, user_id, agency_id, role_code, purpose_code, what, grants FROM audit.entry WHERE kind = %s"
        " ORDER BY id",
        [kind],
    ).fetchall()


def test_an_opening_is_noted_with_who_for_whom_why_and_where(database, privileged):
    corner = make_corner()
    work_with(corner, corner.council_record)
    viewer = viewer_of(corner, purpose=Purpose.RETURN_FROM_MISSING)
    open_records(
        viewer=viewer, about_ids=[AboutId(corner.council_record)], shown=Shown.LISTED, what="the morning briefing"
    )
    with privileged.connect(database) as admin:
        noted = entries(admin, "LISTED")
    common = (corner.asha, corner.council, "PRACTITIONER", "RETURN_FROM_MISSING", "the morning briefing", True)
    assert sorted(noted) == sorted([(corner.council_record, *common), (corner.police_record, *common)])


def test_a_refusal_is_noted_and_opens_nothing(database, privileged):
    corner = make_corner()
    assert not is_opened(viewer_of(corner), corner.other_child)
    with privileged.connect(database) as admin:
        noted = entries(admin, "REFUSED")
    assert noted == [(corner.other_child, corner.asha, corner.council, "PRACTITIONER", "SAFEGUARDING", "test", False)]


@pytest.mark.parametrize("steps", STEPS_ASIDE.values(), ids=STEPS_ASIDE)
def test_an_entry_that_could_still_be_rolled_back_opens_nothing(steps, database, privileged):
    corner = make_corner()
    work_with(corner, corner.council_record)
    before, after = steps
    with as_app() as bare, bare.transaction(force_rollback=True):
        sign_in(bare, viewer_of(corner))
        bare.execute(before or "SELECT 1")
        assert bare.execute(OPEN_ONE, [corner.council_record]).fetchone() == (True,)
        bare.execute(after or "SELECT 1")
        assert bare.execute(READ_ONE, [corner.council_record]).fetchone() == (0,)
    with privileged.connect(database) as admin:
        assert entries(admin, "OPENED") == []


def test_a_committed_entry_opens_the_record(database):
    corner = make_corner()
    work_with(corner, corner.council_record)
    viewer = viewer_of(corner)
    with as_app() as bare:
        with bare.transaction():
            sign_in(bare, viewer)
            bare.execute(OPEN_ONE, [corner.council_record])
        with bare.transaction():
            sign_in(bare, viewer)
            assert bare.execute(READ_ONE, [corner.council_record]).fetchone() == (1,)


def test_nobody_can_make_an_entry_that_opens_a_record_by_noting_it(database):
    corner = make_corner()
    for kind in ("OPENED", "LISTED", "REFUSED"):
        with as_app() as bare, pytest.raises(psycopg.Error) as refusal, bare.transaction():
            sign_in(bare, viewer_of(corner))
            bare.execute("SELECT audit.note(%s, ARRAY[%s]::uuid[], 'test')", [kind, corner.other_child])
        assert refusal.value.sqlstate == NOT_BY_NOTE


def test_nothing_is_noted_without_a_context(database):
    with as_app() as bare, pytest.raises(psycopg.Error) as refusal:
        bare.execute("SELECT audit.note('WROTE', '{}', 'test')")
    assert refusal.value.sqlstate == NO_CONTEXT


@pytest.mark.parametrize("about", ["'{}'::uuid[]", "NULL::uuid[]"])
def test_an_act_about_nobody_in_particular_is_noted_once(about, database, privileged):
    corner = make_corner()
    with as_app() as bare, bare.transaction():
        sign_in(bare, viewer_of(corner))
        bare.execute(f"SELECT audit.note('SEARCHED', {about}, 'by name')")
    with privileged.connect(database) as admin:
        assert len(entries(admin, "SEARCHED")) == 1


def test_an_act_is_noted_with_what_was_written_or_neither_happens(database, privileged):
    corner = make_corner()
    by = Actor.from_viewer(viewer_of(corner))
    with pytest.raises(ZeroDivisionError), acting(by=by, what="wrote a plan", now=NOW):
        raise ZeroDivisionError
    with acting(by=by, what="wrote another plan", now=NOW):
        pass
    with privileged.connect(database) as admin:
        noted = [what for *_, what, _ in entries(admin, "WROTE")]
    assert noted == ["wrote another plan"]


def test_when_no_entry_can_be_made_nothing_is_opened_and_nothing_is_written(database, privileged):
    corner = make_corner()
    work_with(corner, corner.council_record)
    viewer = viewer_of(corner)
    with privileged.connect(database) as admin:
        admin.execute(
            "CREATE FUNCTION audit.full() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'disk full'; END $$"
        )
        admin.execute("CREATE TRIGGER full_up BEFORE INSERT ON audit.entry EXECUTE FUNCTION audit.full()")
    with pytest.raises(DatabaseError, match="disk full"):
        is_opened(viewer, corner.council_record)
    with reading(viewer):
        assert Subject.objects.count() == 0
    for attempt in (
        lambda: acting(by=MACHINE, what="test", now=NOW),
        lambda: running(job="test", now=NOW),
    ):
        with pytest.raises(DatabaseError, match="disk full"), attempt():
            WorkingRelationship.objects.all().update(ends_at=NOW + 9 * DAY)
    with privileged.connect(database) as admin:
        assert admin.execute("SELECT max(ends_at) FROM access_workingrelationship").fetchone() == (NOW + DAY,)


def test_a_search_is_committed_before_anything_found_is_shown(database, privileged):
    corner = make_corner()
    viewer = viewer_of(corner)
    operations.note_search(what="by name and birth date", by=viewer, now=NOW)
    with privileged.connect(database) as admin:
        assert entries(admin, "SEARCHED") == [
            (None, corner.asha, corner.council, "PRACTITIONER", "SAFEGUARDING", "by name and birth date", False)
        ]


def test_a_sign_in_is_noted(database, privileged):
    corner = make_corner()
    operations.note_sign_in(by=Actor(user_id=corner.asha, agency_id=None, name="Asha", role_code="NONE"), now=NOW)
    with privileged.connect(database) as admin:
        assert [row[1] for row in entries(admin, "SIGNED_IN")] == [corner.asha]
        assert entries(admin, "WROTE") == []


def test_who_has_looked_is_told_in_full_to_somebody_the_record_was_opened_to(database, privileged):
    corner = make_corner()
    work_with(corner, corner.council_record)
    viewer = viewer_of(corner)
    assert is_opened(viewer, corner.council_record)
    with reading(viewer):
        looks = queries.who_has_looked(viewer=viewer, about_ids=[AboutId(corner.council_record)])
    assert [(look.kind, look.user_name, look.agency_name, look.role, look.purpose) for look in looks] == [
        ("OPENED", "Asha", "Council", Role.PRACTITIONER, Purpose.SAFEGUARDING)
    ]
    with privileged.connect(database) as admin:
        assert [row[0] for row in entries(admin, "READ_AUDIT")] == [corner.council_record]


def test_who_has_looked_is_not_told_to_somebody_the_record_was_not_opened_to(database):
    corner = make_corner()
    viewer = viewer_of(corner)
    assert not is_opened(viewer, corner.other_child)
    with reading(viewer):
        assert queries.who_has_looked(viewer=viewer, about_ids=[AboutId(corner.other_child)]) == ()


def test_a_supervisor_is_told_what_their_own_agency_looked_at_and_no_other(database):
    corner = make_corner()
    for_police = replace(viewer_of(corner), agency_id=corner.police, purpose=Purpose.CUSTODY_CARE)
    assert not is_opened(viewer_of(corner), corner.other_child)
    assert not is_opened(for_police, corner.other_child)
    supervisor = in_role(viewer_of(corner), Role.SUPERVISOR)
    with reading(supervisor):
        looks = queries.who_has_looked(viewer=supervisor, about_ids=[AboutId(corner.other_child)])
    assert [(look.kind, look.user_name, look.purpose) for look in looks] == [("REFUSED", "Asha", Purpose.SAFEGUARDING)]


def make_entries(count: int) -> None:
    """Make a corner and as many entries, one of them its making."""
    viewer = viewer_of(make_corner())
    with as_app() as bare:
        for _ in range(count - 1):
            with bare.transaction():
                sign_in(bare, viewer)
                bare.execute("SELECT audit.note('SEARCHED', '{}', 'by name')")


def test_entries_that_wait_are_chained_once_and_the_chain_holds(database):
    make_entries(6)
    assert queries.longest_chain_wait_seconds() > 0
    assert operations.chain_waiting_entries(at_most=4) == 4
    assert operations.chain_waiting_entries() == 2
    assert operations.chain_waiting_entries() == 0
    assert queries.longest_chain_wait_seconds() == 0
    assert queries.first_broken_entry() is None


def test_of_two_sequencers_at_once_only_one_chains(database):
    make_corner()
    with as_app() as one:
        with one.transaction():
            assert one.execute("SELECT audit.chain_waiting(10)").fetchone() == (1,)
            assert operations.chain_waiting_entries() == 0
        assert operations.chain_waiting_entries() == 0
    assert queries.first_broken_entry() is None


def test_nobody_waits_for_somebody_elses_long_transaction(database, privileged):
    corner = make_corner()
    refused = []

    def look_often() -> None:
        with as_app() as bare:
            bare.execute("SET lock_timeout = '2s'")
            bare.execute("SET statement_timeout = '5s'")
            for _ in range(20):
                try:
                    with bare.transaction():
                        sign_in(bare, viewer_of_once)
                        bare.execute("SELECT audit.note('SEARCHED', '{}', 'by name')")
                        bare.execute("SELECT audit.chain_waiting(5)")
                except psycopg.Error as error:
                    refused.append(error)

    viewer_of_once = viewer_of(corner)
    with as_app() as importing, importing.transaction():
        sign_in(importing, viewer_of(corner))
        importing.execute("SELECT audit.note('SEARCHED', '{}', 'a long one')")
        threads = [threading.Thread(target=look_often) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    while operations.chain_waiting_entries():
        pass
    assert refused == []
    assert queries.first_broken_entry() is None
    with privileged.connect(database) as admin:
        assert admin.execute("SELECT count(*) FROM audit.chain").fetchone() == (1 + 1 + 4 * 20,)
        assert admin.execute("SELECT count(*) FROM audit.waiting").fetchone() == (0,)


@pytest.mark.parametrize(
    "change",
    [
        "at = at - interval '1 second'",
        "kind = 'WROTE'",
        "user_id = '00000000-0000-4000-8000-000000000001'",
        "agency_id = '00000000-0000-4000-8000-000000000002'",
        "about_id = '00000000-0000-4000-8000-000000000003'",
        "request_id = '00000000-0000-4000-8000-000000000004'",
        "role_code = 'SUPERVISOR'",
        "purpose_code = 'OTHER'",
        "what = 'nothing'",
        "salt = 'x'",
        "payload_hash = sha256('x')",
    ],
)
def test_a_changed_entry_is_found_and_named(change, database, privileged):
    victim = chained_victim(privileged, database)
    with privileged.connect(database) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(f"UPDATE audit.entry SET {change} WHERE id = %s", [victim])
    assert queries.first_broken_entry() == victim


@pytest.mark.parametrize(
    ("tampering", "named"),
    [
        ("DELETE FROM audit.entry WHERE id = %(victim)s", 0),
        ("DELETE FROM audit.chain WHERE entry_id = %(victim)s", 1),
        ("UPDATE audit.chain SET hash = sha256('x') WHERE entry_id = %(victim)s", 0),
        ("DELETE FROM audit.chain WHERE entry_id >= %(victim)s", 0),
        (
            "INSERT INTO audit.entry SELECT (jsonb_populate_record(entry, '{\"id\": 900}')).* FROM audit.entry"
            " WHERE id = %(victim)s",
            None,
        ),
    ],
    ids=["an entry cut out", "a link cut out", "a link changed", "the end cut off", "an entry slipped in"],
)
def test_cutting_out_and_slipping_in_is_found_and_named(tampering, named, database, privileged):
    victim = chained_victim(privileged, database)
    with privileged.connect(database) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(tampering.replace("entry SELECT", "entry OVERRIDING SYSTEM VALUE SELECT"), {"victim": victim})
    assert queries.first_broken_entry() == (900 if named is None else victim + named)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit.entry SET what = 'x'",
        "DELETE FROM audit.entry",
        "TRUNCATE audit.entry CASCADE",
        "UPDATE audit.chain SET hash = ''",
        "DELETE FROM audit.chain",
        "TRUNCATE audit.chain",
    ],
)
def test_even_a_careless_administrator_only_adds_to_the_record(statement, database, privileged):
    chained_victim(privileged, database)
    with privileged.connect(database) as admin, pytest.raises(psycopg.Error) as refusal:
        admin.execute(statement)
    assert refusal.value.sqlstate == ONLY_ADDED_TO


def chained_victim(privileged, database: str) -> int:
    """Make a chain of several entries and return the number of one in its middle."""
    make_entries(6)
    operations.chain_waiting_entries()
    assert queries.first_broken_entry() is None
    with privileged.connect(database) as admin:
        (numbers,) = admin.execute("SELECT array_agg(id ORDER BY id) FROM audit.entry").fetchone()
    return numbers[2]
