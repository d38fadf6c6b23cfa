"""What the application role cannot do, asked of the database itself."""

import psycopg
import pytest
from django.apps import apps

from tests.integration.made_up import NOW, as_app, is_opened, make_corner, sign_in, viewer_of, work_with

PERSONAL = [model._meta.db_table for model in apps.get_models() if getattr(model, "IS_PERSONAL", False)]
OUR_SCHEMAS = ("public", "context", "audit", "resolver")
FUNCTIONS_WITH_RIGHTS_OF_THEIR_OWNER_LIVE_IN = {"context", "audit", "resolver"}
SHUT_UNDER_GLASS = {
    "people_contact",
    "people_residence",
    "people_schooling",
    "people_sourcerecord",
    "places_protectionlook",
}
"""What says where a child is, which broken glass does not open."""
ONLY_WORDS_MAY_BE_DELETED_FROM = {
    "django_session",
    "django_cache",
    "mfa_authenticator",
    "account_emailaddress",
    "account_emailconfirmation",
}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit.entry SET what = 'nothing'",
        "DELETE FROM audit.entry",
        "TRUNCATE audit.entry CASCADE",
        "INSERT INTO audit.waiting VALUES (1, now())",
        "SELECT * FROM audit.entry",
        "UPDATE audit.chain SET hash = ''",
        "DELETE FROM audit.chain",
        "DELETE FROM audit.waiting",
        "SELECT * FROM context.signing_key",
        "SELECT context.signature_of('x')",
        "SELECT context.current()",
        "SELECT audit.note_decision('{}', '{}', 'OPENED', 'x')",
        "SELECT resolver.same_person(gen_random_uuid())",
        "SELECT resolver.is_sealed(gen_random_uuid())",
        "UPDATE django_migrations SET name = 'x'",
        "CREATE TABLE public.mine (id int)",
        "CREATE TABLE resolver.mine (id int)",
        "CREATE SCHEMA mine",
        "ALTER TABLE people_subject DISABLE ROW LEVEL SECURITY",
        "DROP POLICY read_when_open ON people_subject",
        "SET ROLE reachable_owner",
        "SET ROLE reachable_resolver",
        "SET session_replication_role = replica",
        "COPY people_subject TO PROGRAM 'cat'",
        "SELECT pg_read_file('PG_VERSION')",
    ],
)
def test_the_application_is_refused(statement, database):
    with as_app() as bare, pytest.raises(psycopg.Error) as refusal:
        bare.execute(statement)
    assert refusal.value.sqlstate == "42501"


def test_the_application_cannot_delete_from_any_table_but_those_of_signing_in(database, privileged):
    with privileged.connect(database) as admin:
        rows = admin.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace::regnamespace::text = ANY (%s)"
            " AND (has_table_privilege('reachable_app', oid, 'DELETE')"
            " OR has_table_privilege('reachable_app', oid, 'TRUNCATE'))",
            [list(OUR_SCHEMAS)],
        ).fetchall()
    assert {name for (name,) in rows} == ONLY_WORDS_MAY_BE_DELETED_FROM


def test_row_security_switched_off_by_the_application_refuses_rather_than_shows(database):
    corner = make_corner()
    with as_app() as bare, bare.transaction():
        sign_in(bare, viewer_of(corner))
        bare.execute("SET LOCAL row_security = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            bare.execute("SELECT * FROM people_subject")


def test_setting_another_agency_by_hand_changes_nothing(database):
    corner = make_corner()
    with as_app() as bare, bare.transaction():
        sign_in(bare, viewer_of(corner))
        bare.execute("SELECT set_config('context.agency_id', %s, true)", [str(corner.police)])
        assert bare.execute("SELECT context.agency_id()").fetchone() == (corner.council,)


def test_the_application_role_has_no_power_over_others(database, privileged):
    with privileged.connect(database) as admin:
        row = admin.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles"
            " WHERE rolname = 'reachable_app'"
        ).fetchone()
        members = admin.execute(
            "SELECT count(*) FROM pg_auth_members WHERE member = 'reachable_app'::regrole"
        ).fetchone()
        owned = admin.execute(
            "SELECT count(*) FROM pg_class WHERE relowner IN ('reachable_app'::regrole, 'reachable_resolver'::regrole)"
        ).fetchone()
    assert row == (False,) * 5
    assert members == (0,)
    assert owned == (0,)


def test_the_owner_of_the_tables_cannot_go_round_the_policies(database, privileged):
    with privileged.connect(database) as admin:
        row = admin.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'reachable_owner'").fetchone()
    assert row == (False, False)


def test_the_application_may_make_nothing_in_the_database_it_uses(template_database, privileged):
    with privileged.connect(template_database) as admin:
        row = admin.execute(
            "SELECT has_database_privilege('reachable_app', current_database(), 'TEMP'),"
            " has_database_privilege('reachable_app', current_database(), 'CREATE')"
        ).fetchone()
    assert row == (False, False)


def test_every_personal_table_has_its_policies_switched_on_and_forced(database, privileged):
    with privileged.connect(database) as admin:
        switched = dict(
            admin.execute(
                "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relkind IN ('r', 'p')"
                " AND relnamespace = 'public'::regnamespace"
            ).fetchall()
        )
        policies = admin.execute(
            "SELECT tablename, cmd, permissive, coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies"
            " WHERE roles @> ARRAY['reachable_app'::name] OR roles @> ARRAY['public'::name]"
        ).fetchall()
    for table in PERSONAL:
        assert switched[table], f"{table} is open"
        kinds = sorted(command for name, command, how, _ in policies if name == table and how == "PERMISSIVE")
        assert kinds == ["INSERT", "SELECT", "UPDATE"], f"{table} has other policies than it should"
        narrowing = [rule for name, _, how, rule in policies if name == table and how == "RESTRICTIVE"]
        assert any("resolver.open_to_me()" in rule for rule in narrowing), f"{table} does not hide what is sealed"
        under_glass = any("resolver.under_glass()" in rule for rule in narrowing)
        assert under_glass is (table in SHUT_UNDER_GLASS), f"{table} and broken glass"
        assert len(narrowing) == 1 + under_glass, f"{table} has other policies than it should"
    for table, command, _, rule in policies:
        # A session begins before anybody's context can be open.
        if table in PERSONAL or (command == "INSERT" and table != "access_signedinsession"):
            assert "context.require()" in rule, f"the {command} policy of {table} does not raise"


@pytest.mark.parametrize("table", ["area", "agency", "team", "membership", "user"])
def test_who_works_where_is_added_to_and_changed_in_an_act_only(table, database):
    corner = make_corner()
    add = f"INSERT INTO access_{table} SELECT * FROM access_{table} LIMIT 1"
    change = f"UPDATE access_{table} SET {'email = email || 1' if table == 'user' else 'id = id'}"
    for statement in (add, change):
        with as_app() as bare, pytest.raises(psycopg.Error) as refusal:
            bare.execute(statement)
        assert refusal.value.sqlstate == "RC001", statement
        with as_app() as bare, bare.transaction():
            sign_in(bare, viewer_of(corner))
            assert changed_by(bare, statement) == 0, statement


def changed_by(bare: psycopg.Connection, statement: str) -> int:
    """Return how many rows a statement changed: none when it was refused as nobody's to make."""
    try:
        with bare.transaction():
            return bare.execute(statement).rowcount
    except psycopg.Error as refusal:
        if refusal.sqlstate in {"42501", "RC008"}:
            return 0
        raise


def test_somebody_may_change_their_password_and_nothing_else_without_an_act(database):
    corner = make_corner()
    with as_app() as bare:
        done = bare.execute("UPDATE access_user SET password = 'x', last_login = now() WHERE id = %s", [corner.asha])
        assert done.rowcount == 1
        for column, value in (("email", "a@example.org"), ("name", "Another"), ("is_active", "false"), ("phone", "1")):
            with pytest.raises(psycopg.Error):
                bare.execute(f"UPDATE access_user SET {column} = %s WHERE id = %s", [value, corner.asha])


def test_no_view_shows_what_a_policy_hides(database, privileged):
    with privileged.connect(database) as admin:
        rows = admin.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm')"
            " AND relnamespace::regnamespace::text = ANY (%s) AND NOT EXISTS (SELECT 1 FROM pg_depend"
            " WHERE objid = pg_class.oid AND deptype = 'e')",
            [list(OUR_SCHEMAS)],
        ).fetchall()
    assert rows == []


def test_functions_with_rights_of_their_owner_are_few_and_have_a_fixed_search_path(database, privileged):
    with privileged.connect(database) as admin:
        rows = admin.execute(
            "SELECT pronamespace::regnamespace::text, proname, proconfig::text,"
            " has_function_privilege('public', pg_proc.oid, 'EXECUTE')"
            " FROM pg_proc WHERE prosecdef AND pronamespace::regnamespace::text !~ '^pg_'"
        ).fetchall()
    assert rows
    for schema, name, settings, anybody in rows:
        assert schema in FUNCTIONS_WITH_RIGHTS_OF_THEIR_OWNER_LIVE_IN, name
        assert settings is not None, name
        assert "search_path=pg_catalog" in settings, name
        assert not anybody, f"{schema}.{name} can be called by any role"


def test_opening_shows_no_row_of_a_table_that_is_not_about_the_record(database):
    corner = make_corner()
    work_with(corner, corner.council_record)
    viewer = viewer_of(corner, at=NOW)
    assert is_opened(viewer, corner.council_record)
    with as_app() as bare, bare.transaction():
        sign_in(bare, viewer)
        for table in PERSONAL:
            about = bare.execute(f"SELECT DISTINCT about_id FROM {table}").fetchall()
            assert {each for (each,) in about} <= {corner.council_record, corner.police_record}, table
