"""What is held is held for a reason and until an end: the threat cases on keeping. Numbered as the threat cases are."""

import psycopg
import pytest

from reachable.keeping.domain.kept_tables import KEPT
from tests.factories.erasing_scene import make_erasing_scene


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
