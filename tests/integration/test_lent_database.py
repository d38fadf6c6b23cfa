"""A test finds in its database what the template holds, whatever the test before it left."""

import psycopg
import pytest
from django.db import connections

from tests.factories.databases import use
from tests.factories.lent_database import LentDatabase, clone, drop
from tests.factories.partnership import make_partnership
from tests.factories.whole_scene import make_scene

EVERY_TABLE = """
    SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
    WHERE schemaname <> 'information_schema' AND schemaname <> 'pg_catalog' ORDER BY 1"""
MORE_THAN_ROWS = {
    "a policy gone": "DROP POLICY {policy} ON timeline_event",
    "a trigger off": "ALTER TABLE audit.entry DISABLE TRIGGER USER",
    "row security off": "ALTER TABLE timeline_event DISABLE ROW LEVEL SECURITY",
    "a grant more": "GRANT DELETE ON timeline_event TO reachable_app",
    "a grant on a column": "GRANT UPDATE (id) ON timeline_event TO reachable_app",
    "a function": "CREATE OR REPLACE FUNCTION public.one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "a table": "CREATE TABLE public.left_behind (id int)",
    "a setting": 'ALTER DATABASE "{name}" SET work_mem = 65536',
    "a row of the template": "DELETE FROM django_migrations WHERE app = 'people'",
    "a row of the template changed": "UPDATE django_migrations SET applied = now() WHERE app = 'people'",
    "what the planner knows": "ANALYZE django_migrations",
}


@pytest.fixture
def lending(privileged, template_database):
    """Lend databases of this test's own, and look at no other."""
    lending = LentDatabase(privileged, template_database)
    yield lending
    lending.drop()


@pytest.fixture
def template_state(privileged, template_database):
    """Return what a clone holds that nobody has used."""
    name = clone(privileged, template_database)
    yield state_of(privileged, name)
    drop(privileged, name)


def state_of(privileged, name):
    """Return every row of every table, where each sequence stands, and how many pages each table fills."""
    with privileged.connect(name) as admin:
        tables = [table for (table,) in admin.execute(EVERY_TABLE).fetchall()]
        rows = {
            table: sorted(row for (row,) in admin.execute(f"SELECT whole::text FROM {table} AS whole").fetchall())
            for table in tables
        }
        pages = {table: admin.execute("SELECT pg_relation_size(%s)", [table]).fetchone() for table in tables}
        sequences = admin.execute("SELECT * FROM pg_sequences ORDER BY 1, 2").fetchall()
    return rows, pages, sequences


def use_as_a_test_does(name, what):
    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    use(dict.fromkeys(before, name))
    try:
        what()
    finally:
        use(before)


@pytest.mark.parametrize("what", [make_partnership, make_scene])
def test_nothing_of_what_was_committed_is_left_for_the_next_test(what, lending, privileged, template_state):
    name = lending.lend()
    use_as_a_test_does(name, what)
    assert state_of(privileged, name) != template_state
    lending.take_back()
    assert lending.lend() == name
    assert state_of(privileged, name) == template_state


def test_rows_that_were_added_and_deleted_leave_nothing_either(lending, privileged, template_state):
    name = lending.lend()
    use_as_a_test_does(name, make_scene)
    with privileged.connect(name) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("DELETE FROM timeline_event")
    lending.take_back()
    assert state_of(privileged, lending.lend()) == template_state


@pytest.mark.parametrize("what", MORE_THAN_ROWS)
def test_a_database_of_which_more_than_rows_was_changed_is_not_lent_again(
    what, lending, privileged, template_database, template_state
):
    name = lending.lend()
    with privileged.connect(name) as admin:
        (policy,) = admin.execute(
            "SELECT quote_ident(polname) FROM pg_policy WHERE polrelid = 'timeline_event'::regclass ORDER BY 1 LIMIT 1"
        ).fetchone()
        admin.execute(MORE_THAN_ROWS[what].format(policy=policy, name=name))
    lending.take_back()
    assert lending.lend() != name
    assert state_of(privileged, lending.lend()) == template_state


def test_whoever_is_still_connected_is_sent_away(lending, privileged):
    name = lending.lend()
    left_open = privileged.connect(name)
    left_open.execute("BEGIN; LOCK TABLE timeline_event")
    lending.take_back()
    assert lending.lend() == name
    with pytest.raises(psycopg.errors.AdminShutdown):
        left_open.execute("SELECT 1")
    left_open.close()
