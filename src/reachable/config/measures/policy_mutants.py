"""Every way in which one lock of the database could be lost: each policy, grant, trigger and right of a function.

In:  the catalogue of a migrated database.
Out: Mutant values, each the statements that take one lock off; those that change nothing, argued.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

OUR_SCHEMAS = ("public", "context", "audit", "resolver")
OUR_ROLES = ("reachable_app", "reachable_resolver", "reachable_eraser")
NOT_OURS = ("django_", "auth_", "account_", "mfa_")
"""Tables of the libraries: sessions, accounts, one-time codes. They hold nothing of a child."""

ASKED_OF_THE_OLD_ROW = (
    "the same condition is asked of the row before its change; it is about the context, which no change of a row alters"
)
OPEN_TO_ALL_ALREADY = "the policy lets everybody pass already"
ARGUED_TRIGGERS = {
    ("audit.entry", "entry_never_emptied"): "the chain points at the entries: emptying one empties both, and it refuses"
}

ALREADY_HELD = re.compile(r"(?: WHEN \(.*\))? EXECUTE FUNCTION")
KEEPS_BOOKS = {"end_told_is_kept", "kept_as_working"}
"""Triggers that guard nothing: one keeps a date beside another, one says how long a row is kept. Without them
tests/integration/test_not_ended.py and tests/integration/test_cases_keeping.py fail."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One lock taken off. `about` is the table, schema or function; `equivalent` argues why it changes nothing."""

    what: str
    about: str
    statements: tuple[str, ...]
    equivalent: str = ""


def list_mutants(admin: "psycopg.Connection[Any]") -> tuple[Mutant, ...]:
    """Return every mutant of the policies, grants, triggers and function rights of our schemas."""
    return (
        *_of_policies(admin),
        *_of_row_security(admin),
        *_of_table_grants(admin),
        *_of_functions(admin),
        *_of_triggers(admin),
    )


def _of_policies(admin: "psycopg.Connection[Any]") -> Iterator[Mutant]:
    rows = admin.execute(
        "SELECT schemaname, tablename, policyname, cmd, qual, with_check FROM pg_policies ORDER BY 2, 3"
    )
    for schema, table, policy, command, using, check in rows.fetchall():
        on = f"{policy} ON {schema}.{table}"
        yield Mutant(f"policy {policy} dropped", table, (f"DROP POLICY {on}",))
        for clause, rule in (("USING", using), ("WITH CHECK", check)):
            if rule is None:
                continue
            widened = ""
            if rule == "true":
                widened = OPEN_TO_ALL_ALREADY
            elif command == "UPDATE" and clause == "WITH CHECK" and rule == using:
                widened = ASKED_OF_THE_OLD_ROW
            yield Mutant(f"policy {policy}: {clause} widened", table, (f"ALTER POLICY {on} {clause} (true)",), widened)
            yield Mutant(f"policy {policy}: {clause} negated", table, (f"ALTER POLICY {on} {clause} (NOT ({rule}))",))


def _of_row_security(admin: "psycopg.Connection[Any]") -> Iterator[Mutant]:
    rows = admin.execute(
        "SELECT relnamespace::regnamespace::text, relname FROM pg_class WHERE relrowsecurity ORDER BY relname"
    )
    for schema, table in rows.fetchall():
        yield Mutant("row security off", table, (f"ALTER TABLE {schema}.{table} DISABLE ROW LEVEL SECURITY",))
        yield Mutant("row security not forced", table, (f"ALTER TABLE {schema}.{table} NO FORCE ROW LEVEL SECURITY",))


def _of_table_grants(admin: "psycopg.Connection[Any]") -> Iterator[Mutant]:
    rows = admin.execute(
        "SELECT relnamespace::regnamespace::text, relname, role, privilege,"
        " has_table_privilege(role, pg_class.oid, privilege)"
        " FROM pg_class, unnest(%s::text[]) AS role,"
        " unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege"
        " WHERE relkind = 'r' AND relnamespace::regnamespace::text = ANY (%s) ORDER BY relname, role, privilege",
        [list(OUR_ROLES), list(OUR_SCHEMAS)],
    )
    for schema, table, role, privilege, held in rows.fetchall():
        if table.startswith(NOT_OURS):
            continue
        about = table if schema == "public" else f"{schema}.{table}"
        if held:
            statement = f"REVOKE {privilege} ON {schema}.{table} FROM {role}"
            yield Mutant(f"{privilege} taken from {role}", about, (statement,))
        else:
            yield Mutant(f"{privilege} given to {role}", about, (f"GRANT {privilege} ON {schema}.{table} TO {role}",))


def _of_functions(admin: "psycopg.Connection[Any]") -> Iterator[Mutant]:
    rows = admin.execute(
        "SELECT pronamespace::regnamespace::text || '.' || proname, pg_proc.oid::regprocedure::text, prosecdef,"
        " has_function_privilege('reachable_app', pg_proc.oid, 'EXECUTE'), prorettype = 'trigger'::regtype"
        " FROM pg_proc WHERE pronamespace::regnamespace::text IN ('context', 'audit', 'resolver') ORDER BY 1"
    )
    for name, signature, definer, callable_now, is_trigger in rows.fetchall():
        if callable_now:
            yield Mutant(
                "may no longer be called", name, (f"REVOKE EXECUTE ON FUNCTION {signature} FROM reachable_app, PUBLIC",)
            )
        else:
            yield Mutant("may be called", name, (f"GRANT EXECUTE ON FUNCTION {signature} TO reachable_app",))
            yield Mutant("may be called by anybody", name, (f"GRANT EXECUTE ON FUNCTION {signature} TO PUBLIC",))
        if definer and not is_trigger:
            yield Mutant("has its caller's rights", name, (f"ALTER FUNCTION {signature} SECURITY INVOKER",))
            yield Mutant("has no fixed search path", name, (f"ALTER FUNCTION {signature} RESET search_path",))
        elif not definer:
            yield Mutant("has its owner's rights", name, (f"ALTER FUNCTION {signature} SECURITY DEFINER",))


def _of_triggers(admin: "psycopg.Connection[Any]") -> Iterator[Mutant]:
    rows = admin.execute(
        "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgtype FROM pg_trigger"
        " WHERE NOT tgisinternal ORDER BY 1, 2"
    )
    for table, trigger, definition, kind in rows.fetchall():
        if trigger in KEEPS_BOOKS:
            continue
        argued = ARGUED_TRIGGERS.get((table, trigger), "")
        yield Mutant(f"trigger {trigger} dropped", table, (f"DROP TRIGGER {trigger} ON {table}",), argued)
        yield Mutant(f"trigger {trigger} switched off", table, (f"ALTER TABLE {table} DISABLE TRIGGER {trigger}",))
        if kind & 1:
            negated = ALREADY_HELD.sub(" WHEN (false) EXECUTE FUNCTION", definition, count=1)
            yield Mutant(f"trigger {trigger} never held", table, (f"DROP TRIGGER {trigger} ON {table}", negated))
