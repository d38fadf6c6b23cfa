"""What must never stand in the database's catalogue, asked of the catalogue itself.

In:  a migrated database.
Out: a sentence for each thing found. There should be none.
"""

from typing import Any

import psycopg

OURS = "relnamespace::regnamespace::text IN ('public', 'context', 'audit', 'resolver')"
LIBRARIES = "relname ~ '^(django_|auth_|account_|mfa_)'"
# ruff: noqa: S608 (every part of these statements stands in this file)
FINDINGS = {
    "a table about somebody without row security forced": (
        "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid WHERE relkind = 'r'"
        f" AND {OURS} AND relnamespace = 'public'::regnamespace AND attname IN ('about_id', 'subject_id', 'user_id')"
        f" AND NOT {LIBRARIES} AND NOT (relrowsecurity AND relforcerowsecurity)"
    ),
    "a table with row security and no policy": (
        "SELECT relname FROM pg_class WHERE relrowsecurity AND NOT EXISTS"
        " (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid)"
    ),
    "a policy for every role": "SELECT tablename || '.' || policyname FROM pg_policies WHERE 'public' = ANY (roles)",
    "a policy that lets a row of somebody pass without asking for a context": (
        "SELECT polrelid::regclass || '.' || polname FROM pg_policy JOIN pg_attribute ON attrelid = polrelid"
        " AND attname = 'about_id' WHERE 'reachable_app'::regrole = ANY (polroles)"
        " AND coalesce(pg_get_expr(polqual, polrelid), '') || coalesce(pg_get_expr(polwithcheck, polrelid), '')"
        " !~ 'context.require'"
    ),
    "a view, which may show what a policy hides": (
        f"SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND {OURS} AND NOT EXISTS"
        " (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')"
    ),
    "a function with its owner's rights and no fixed search path": (
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace::regnamespace::text !~ '^pg_'"
        " AND coalesce(proconfig::text, '') !~ 'search_path=pg_catalog'"
    ),
    "a function with its owner's rights that anybody may call": (
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace::regnamespace::text !~ '^pg_'"
        " AND has_function_privilege('public', oid, 'EXECUTE')"
    ),
    "a function of the locks without its owner's rights": (
        "SELECT proname FROM pg_proc WHERE NOT prosecdef AND prorettype <> 'trigger'::regtype"
        " AND pronamespace::regnamespace::text IN ('context', 'audit', 'resolver')"
        " AND proname NOT IN ('payload_of', 'time_of', 'link_of')"
    ),
    "a plain function of the locks that has its owner's rights": (
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace::regnamespace::text = 'audit'"
        " AND proname IN ('payload_of', 'time_of', 'link_of', 'seal_entry', 'queue_for_chaining', 'refuse_change')"
    ),
    "something the application owns": (
        "SELECT relname FROM pg_class WHERE relowner IN"
        " ('reachable_app'::regrole, 'reachable_resolver'::regrole, 'reachable_eraser'::regrole)"
    ),
    "a role with powers over others": (
        "SELECT rolname FROM pg_roles WHERE rolname ~ '^reachable_'"
        " AND (rolsuper OR (rolbypassrls AND rolname <> 'reachable_backup') OR rolcreaterole OR rolcreatedb"
        " OR rolreplication)"
    ),
    "a right of the role that makes backups other than to read": (
        "SELECT relname || ': ' || privilege FROM pg_class, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE',"
        f" 'REFERENCES', 'TRIGGER']) AS privilege WHERE relkind = 'r' AND {OURS} AND EXISTS"
        " (SELECT 1 FROM pg_roles WHERE rolname = 'reachable_backup')"
        " AND has_table_privilege('reachable_backup', oid, privilege)"
    ),
    "a right of the application that it has no use for": (
        "SELECT relname || ': ' || privilege FROM pg_class,"
        " unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER', 'DELETE']) AS privilege"
        f" WHERE relkind = 'r' AND {OURS} AND NOT {LIBRARIES} AND has_table_privilege('reachable_app', oid, privilege)"
    ),
    "a right of the application on a table of the locks themselves": (
        "SELECT oid::regclass || ': ' || privilege FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE',"
        " 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege WHERE relkind = 'r'"
        " AND relnamespace::regnamespace::text IN ('context', 'audit', 'resolver')"
        " AND has_table_privilege('reachable_app', oid, privilege)"
    ),
    "a right of the resolver to write, or to read a whole table about somebody": (
        "SELECT relname || ': ' || privilege FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE',"
        f" 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege WHERE relkind = 'r' AND {OURS}"
        " AND has_table_privilege('reachable_resolver', oid, privilege) AND NOT (privilege = 'SELECT'"
        " AND relname IN ('access_membership', 'access_team'))"
    ),
    "a table about somebody that erasing does not reach": (
        "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'about_id'"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND NOT (has_table_privilege('reachable_eraser', pg_class.oid, 'SELECT')"
        " AND has_table_privilege('reachable_eraser', pg_class.oid, 'DELETE')"
        " AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'eraser_erases')"
        " AND EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname = 'held_rows_stay'"
        " AND tgenabled = 'O'))"
    ),
    "a right of the eraser that it has no use for": (
        "SELECT pg_class.oid::regclass || ': ' || privilege FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE',"
        " 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege"
        f" WHERE relkind = 'r' AND {OURS} AND NOT {LIBRARIES}"
        " AND has_table_privilege('reachable_eraser', oid, privilege)"
        " AND NOT (privilege IN ('SELECT', 'DELETE') AND (EXISTS (SELECT 1 FROM pg_attribute"
        " WHERE attrelid = pg_class.oid AND attname = 'about_id' AND relnamespace = 'public'::regnamespace)"
        " OR relname IN ('alerts_outboxmessage', 'places_shown')))"
        " AND NOT (privilege = 'INSERT' AND relname = 'keeping_totell')"
        " AND NOT (privilege = 'SELECT' AND relname = 'erased')"
    ),
    "a key that removes rows nobody may see": (
        "SELECT conrelid::regclass || '.' || conname FROM pg_constraint"
        " WHERE contype = 'f' AND confdeltype IN ('c', 'n', 'd')"
    ),
    "a constraint that was never checked": "SELECT conname FROM pg_constraint WHERE NOT convalidated",
    "a trigger that is switched off": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'D' AND NOT tgisinternal",
}


def find_faults(admin: "psycopg.Connection[Any]") -> list[str]:
    """Return everything found that must not be there."""
    return [
        f"{what}: {name}" for what, asked in FINDINGS.items() for (name,) in admin.execute(asked.encode()).fetchall()
    ]
