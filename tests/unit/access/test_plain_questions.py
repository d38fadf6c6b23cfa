"""Whoever has power over the whole database may hide what they ask by anything that is not plainly a question."""

import pytest

from reachable.access.domain.plain_questions import is_plain

PLAIN = (
    "SELECT id, given FROM people_name WHERE given IN ('Ayaan', 'Zoe') ORDER BY lower(given) LIMIT 5",
    "select count(*) from public.people_subject; COMMIT",
    'SELECT "id" FROM "people_subject" WHERE "id" = $1 -- a remark',
    "WITH some AS (SELECT 1) SELECT coalesce(max(x), 0) FROM generate_series(1, 3) AS x",
    "BEGIN",
    "COPY people_name TO STDOUT",
    "EXPLAIN SELECT 1",
    "ALTER ROLE \"reachable_app\" NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION LOGIN PASSWORD 'x'",
    'CREATE DATABASE "a" OWNER "reachable_owner" TEMPLATE "template1"',
    'DROP DATABASE IF EXISTS "a" WITH (FORCE)',
    "ALTER ROLE \"postgres\" SET log_statement = 'all'",
)
HIDING = (
    "",
    "SET log_statement = 'none'",
    'SET U&"\\006Cog_statement" = none',
    "SET U&\"!006Cog_statement\" UESCAPE '!' = none",
    "SET lc_messages = 'fr_FR.UTF-8'",
    "SELECT set_config('log_' || 'statement', 'none', false)",
    "SELECT \"set_config\" ('a', 'b', false)",
    "SELECT query_to_xml('se' || 'lect 1', true, true, '')",
    "SELECT 1; DO $$BEGIN EXECUTE 'SET l' || 'og_statement = none'; END$$",
    "DO 'BEGIN END'",
    "WITH x AS (UPDATE pg_settings SET setting = 'none' WHERE name LIKE '%og_statement' RETURNING 1) SELECT 1",
    "UPDATE pg_settings SET setting = 'none'",
    "ALTER/**/SYSTEM SET x = 1",
    "SELECT 1 /* /* */ ' */ ; SET a = 1; SELECT '",
    "SELECT 1 --\rSET a = 1",
    "SELECT 1 AS x$b$; SET a = 1; SELECT 1 AS y$b$",
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "COPY people_name TO '/tmp/x'",
    "LOAD 'x'",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "SELECT f()",
    "CREATE ROLE somebody SUPERUSER LOGIN",
    "GRANT postgres TO reachable_app",
    "ALTER ROLE reachable_app SUPERUSER",
    "ALTER EVENT TRIGGER say_how_a_session_begins DISABLE",
    "SELECT inner_pad FROM context.signing_key",
    'TABLE context."signing_key"',
    "SELECT rolpassword FROM pg_authid",
    '"set_config" (OID 2078)',
    "PREPARE a AS SELECT 1",
    "EXECUTE a",
)


@pytest.mark.parametrize("statement", PLAIN)
def test_a_question_and_what_preparing_asks_are_plain(statement: str) -> None:
    assert is_plain(statement)


@pytest.mark.parametrize("statement", HIDING)
def test_case_10_what_may_hide_something_is_not_plain(statement: str) -> None:
    assert not is_plain(statement)
