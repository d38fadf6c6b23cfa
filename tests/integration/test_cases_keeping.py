"""What is held is held for a reason and until an end: the threat cases on keeping. Numbered as the threat cases are."""

from importlib import import_module

import psycopg
import pytest
from psycopg.types.json import Jsonb

from reachable.keeping.domain.kept_tables import KEPT
from tests.factories.erasing_scene import AGENCY, make_erasing_scene
from tests.factories.partnership import NOW, make_partnership

HOLD_SAYS_WHO = "hold_says_who_wants_it_and_is_looked_at_again"


@pytest.fixture
def scene(database):
    return make_erasing_scene()


def test_case_68_no_row_is_saved_without_a_purpose_a_basis_and_a_class_of_the_rule_book(database, privileged):
    with privileged.connect(database) as admin:
        checked = {
            table
            for (table,) in admin.execute(
                "SELECT conrelid::regclass::text FROM pg_constraint"
                " WHERE conname = 'says_why_and_how_long' AND convalidated"
            )
        }
        assert checked == set(KEPT)


@pytest.mark.parametrize("column", ["purpose", "lawful_basis", "retention_class"])
def test_case_68_a_row_that_says_nothing_of_these_is_refused(column, scene, database, privileged):
    with privileged.connect(database) as admin, pytest.raises(psycopg.Error) as refusal:
        admin.execute(f"UPDATE people_name SET {column} = ''")
    assert refusal.value.sqlstate == "23514"


def test_case_68_every_row_is_kept_as_its_table_says(scene, database, privileged):
    held = {}
    with privileged.connect(database) as admin:
        for table, kept in KEPT.items():
            found = {each for (each,) in admin.execute(f"SELECT DISTINCT retention_class FROM {table}")}
            assert found <= {each.code for each in kept.kept_as}, table
            held[table] = bool(found)
    assert sum(held.values()) > 25


def test_an_old_hold_of_which_nobody_said_who_wants_it_is_there_after_the_upgrade(database, privileged):
    made = make_partnership()
    fill = import_module("reachable.keeping.migrations.0004_holds_say_who").FILL
    with privileged.connect(database) as admin, admin.transaction(force_rollback=True):
        ((as_it_is,),) = admin.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [HOLD_SAYS_WHO]
        ).fetchall()
        admin.execute(f"ALTER TABLE keeping_hold DROP CONSTRAINT {HOLD_SAYS_WHO}")
        for number, said in enumerate(({"wanted_by": ""}, {"wanted_by": "The family court"}), start=1):
            old = {**an_old_hold(made, number), **said}
            admin.execute(
                "INSERT INTO keeping_hold SELECT * FROM jsonb_populate_record(NULL::keeping_hold, %s)", [Jsonb(old)]
            )
        admin.execute("SET CONSTRAINTS ALL IMMEDIATE")
        admin.execute(f"ALTER TABLE keeping_hold ADD CONSTRAINT {HOLD_SAYS_WHO} {as_it_is} NOT VALID")
        admin.execute(fill)
        admin.execute(f"ALTER TABLE keeping_hold VALIDATE CONSTRAINT {HOLD_SAYS_WHO}")
        holds = admin.execute("SELECT wanted_by, review_on FROM keeping_hold ORDER BY id").fetchall()
    assert holds == [("Not said", NOW.date()), ("The family court", NOW.date())]


def an_old_hold(made, number):
    return {
        "id": f"00000000-0000-0000-0000-{number:012}",
        "about_id": f"00000000-0000-0000-0001-{number:012}",
        "controller_id": str(made.agencies[AGENCY]),
        "purpose": "SAFEGUARDING",
        "lawful_basis": "6(1)(e)",
        "retention_class": "CHILD_RECORD",
        "handling_code": "",
        "sharing": "PARTNERS",
        "act_id": "00000000-0000-0000-0000-000000000001",
        "kind": "COURT",
        "reference": "",
        "looked_at_by": "",
        "because": "The court asked for it",
        "put_at": NOW.isoformat(),
        "put_by_id": str(made.users["northshire-supervisor"]),
        "asked_because": "",
    }
