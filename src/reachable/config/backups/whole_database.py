"""What a whole database holds: its rows, counted and summed up, and its locks, each by name.

In:  a connection that no row policy holds back.
Out: plain values that are the same for the same database on any server.
"""

from typing import Any

import psycopg

NOT_KEPT = ("context.signing_key", "context.opened", "public.django_session", "public.django_cache")
"""Tables whose rows no backup holds: the key of this installation, contexts that are open, who is signed in."""

OF_THE_SERVER = ("event triggers", "grants on settings")
"""Locks that no backup brings back: whoever prepares a server makes them there, as its superuser."""

OURS = "NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"
ALIKE_EVERYWHERE = (
    "SET timezone = 'UTC'",
    "SET datestyle = 'ISO, YMD'",
    "SET intervalstyle = 'postgres'",
    "SET bytea_output = 'hex'",
    "SET extra_float_digits = 1",
    "SET search_path = pg_catalog",
)


# ruff: noqa: S608 (every part of these statements stands in this file; table names come from the catalogue, quoted there)
def _said_alike(definition: str) -> str:
    """Return SQL for a definition without what a dump and a restore write otherwise: casts of text, and brackets."""
    return f"regexp_replace({definition}, '::character varying|::text|\\[\\]|[()]', '', 'g')"


LOCKS = {
    "roles": (
        "SELECT rolname, concat_ws(',', rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,"
        " rolbypassrls) FROM pg_roles WHERE rolname ~ '^reachable_'"
    ),
    "memberships": (
        "SELECT member::regrole || ' of ' || roleid::regrole, 'member' FROM pg_auth_members"
        " WHERE member::regrole::text ~ '^reachable_' OR roleid::regrole::text ~ '^reachable_'"
    ),
    "settings of roles": (
        "SELECT CASE WHEN rolsuper THEN 'whoever administers' ELSE rolname END, array_to_string(setconfig, ',')"
        " FROM pg_db_role_setting JOIN pg_roles ON pg_roles.oid = setrole WHERE (rolsuper OR rolname ~ '^reachable_')"
        " AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))"
    ),
    "tables": (
        "SELECT oid::regclass::text, concat_ws(',', relowner::regrole, relrowsecurity, relforcerowsecurity,"
        " relpersistence) FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT relispartition"
        f" AND relnamespace::regnamespace::text {OURS}"
    ),
    "grants on tables": (
        "SELECT pg_class.oid::regclass || ' ' || (CASE grantee WHEN 0 THEN 'public' ELSE grantee::regrole::text END)"
        " || ' ' || privilege_type, is_grantable::text FROM pg_class,"
        " aclexplode(coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's'::\"char\" ELSE 'r' END, relowner)))"
        f" WHERE relkind IN ('r', 'v', 'S') AND relnamespace::regnamespace::text {OURS}"
    ),
    "grants on columns": (
        "SELECT attrelid::regclass || '.' || attname || ' ' || grantee::regrole || ' ' || privilege_type,"
        " is_grantable::text FROM pg_attribute, aclexplode(attacl)"
        f" WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace::regnamespace::text {OURS})"
    ),
    "columns": (
        "SELECT attrelid::regclass || '.' || attname, format_type(atttypid, atttypmod) || attnotnull"
        " FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relkind = 'r' AND attnum > 0"
        f" AND NOT attisdropped AND relnamespace::regnamespace::text {OURS}"
    ),
    "policies": (
        "SELECT schemaname || '.' || tablename || '.' || policyname,"
        " concat_ws('|', permissive, roles, cmd, qual, with_check) FROM pg_policies"
    ),
    "triggers": (
        "SELECT tgrelid::regclass || '.' || tgname,"
        f" tgenabled::text || {_said_alike('pg_get_triggerdef(pg_trigger.oid)')}"
        " FROM pg_trigger WHERE NOT tgisinternal"
    ),
    "constraints": (
        f"SELECT conrelid::regclass || '.' || conname, convalidated || {_said_alike('pg_get_constraintdef(oid)')}"
        " FROM pg_constraint"
        f" WHERE conrelid <> 0 AND contype <> 'n' AND connamespace::regnamespace::text {OURS}"
    ),
    "indexes": (
        f"SELECT schemaname || '.' || indexname, {_said_alike('indexdef')} FROM pg_indexes WHERE schemaname {OURS}"
    ),
    "functions": (
        "SELECT oid::regprocedure::text, proowner::regrole || pg_get_functiondef(oid) FROM pg_proc"
        f" WHERE prokind = 'f' AND pronamespace::regnamespace::text {OURS} AND prorettype <> 'event_trigger'::regtype"
        " AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
    ),
    "grants on functions": (
        "SELECT oid::regprocedure || ' ' || (CASE grantee WHEN 0 THEN 'public' ELSE grantee::regrole::text END),"
        " privilege_type FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner)))"
        f" WHERE prokind = 'f' AND pronamespace::regnamespace::text {OURS} AND prorettype <> 'event_trigger'::regtype"
        " AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
    ),
    "event triggers": (
        "SELECT evtname, concat_ws('|', evtevent, evtenabled, (SELECT rolsuper FROM pg_roles WHERE oid = evtowner),"
        " pg_get_functiondef(evtfoid)) FROM pg_event_trigger"
    ),
    "grants on settings": (
        "SELECT parname || ' ' || (CASE grantee WHEN 0 THEN 'public' ELSE grantee::regrole::text END) || ' '"
        " || privilege_type, is_grantable::text FROM pg_parameter_acl, aclexplode(paracl)"
    ),
    "grants on schemas": (
        "SELECT nspname || ' ' || (CASE grantee WHEN 0 THEN 'public' ELSE grantee::regrole::text END) || ' '"
        " || privilege_type, nspowner::regrole::text FROM pg_namespace, aclexplode(nspacl)"
        f" WHERE nspname {OURS} AND nspname !~ '^pg_'"
    ),
    "migrations": "SELECT app || '.' || name, 'done' FROM public.django_migrations",
    "extensions": "SELECT extname, 'there' FROM pg_extension",
}


def alike_everywhere(whole: "psycopg.Connection[Any]") -> None:
    """Let values be written in the same way whatever the server's settings are."""
    for statement in ALIKE_EVERYWHERE:
        whole.execute(statement.encode())


def list_tables(whole: "psycopg.Connection[Any]") -> list[str]:
    """Return every table of which a backup holds the rows, with its schema."""
    rows = whole.execute(
        "SELECT relnamespace::regnamespace || '.' || quote_ident(relname) FROM pg_class WHERE relkind = 'r'"
        f" AND relpersistence = 'p' AND relnamespace::regnamespace::text {OURS} ORDER BY 1".encode()
    ).fetchall()
    return [name for (name,) in rows if name not in NOT_KEPT]


def list_held_back(whole: "psycopg.Connection[Any]") -> list[str]:
    """Return the tables of which this connection does not see every row, or may see none."""
    rows = whole.execute(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r'"
        f" AND relnamespace::regnamespace::text {OURS}"
        " AND (row_security_active(oid) OR NOT has_table_privilege(oid, 'SELECT')) ORDER BY 1".encode()
    ).fetchall()
    return [name for (name,) in rows]


def sum_up(whole: "psycopg.Connection[Any]", table: str) -> tuple[int, str]:
    """Return how many rows a table has, and a sum over the SHA-256 of each that does not depend on their order."""
    row = whole.execute(
        "SELECT count(*), coalesce(sum(('x' || substr(mark, 1, 15))::bit(60)::bigint), 0) || '-'"
        " || coalesce(sum(('x' || substr(mark, 16, 15))::bit(60)::bigint), 0)"
        " FROM (SELECT encode(sha256(convert_to(each::text, 'UTF8')), 'hex') AS mark"
        f" FROM {table} AS each) AS marks".encode()
    ).fetchone()
    if row is None:
        raise LookupError(f"{table} could not be counted")
    return int(row[0]), str(row[1])


def list_locks(whole: "psycopg.Connection[Any]") -> dict[str, dict[str, str]]:
    """Return every role, grant, policy, trigger, function and migration by name, each with a mark of what it says."""
    return {
        kind: {
            str(name): str(mark)
            for name, mark in whole.execute(
                f"SELECT name, left(encode(sha256(convert_to(string_agg(said, '|' ORDER BY said), 'UTF8')), 'hex'), 16)"
                f" FROM ({asked}) AS found (name, said) GROUP BY name ORDER BY name".encode()
            ).fetchall()
        }
        for kind, asked in LOCKS.items()
    }


def find_head(whole: "psycopg.Connection[Any]") -> dict[str, Any]:
    """Return the last link of the audit record: whose record it is, its place, hash and time."""
    row = whole.execute(
        "SELECT installation.id::text, coalesce(max(chain.sequence), 0), coalesce((SELECT encode(hash, 'hex')"
        " FROM audit.chain ORDER BY sequence DESC LIMIT 1), ''), (SELECT chained_at::text FROM audit.chain"
        " ORDER BY sequence DESC LIMIT 1) FROM audit.installation LEFT JOIN audit.chain ON true GROUP BY 1"
    ).fetchone()
    if row is None:
        raise LookupError("the audit record does not say whose it is")
    return {"installation": row[0], "sequence": int(row[1]), "hash": row[2], "at": row[3] or ""}
