"""Makes the roles and the database, and brings the tables up to date.

In:  an administrator's connection to PostgreSQL 15 or newer.
Out: the roles, a database owned by one of them, migrated, with this installation's context key in it.
"""

from dataclasses import dataclass

import psycopg
from psycopg import sql

from reachable.access.domain.context_token import inner_and_outer_pads
from reachable.adapters.embedded_database import APP, BACKUP, ERASER, OWNER, RESOLVER
from reachable.adapters.problems import CannotGoOn

OLDEST_POSTGRES = 150000
MEMBERSHIP_HAS_OPTIONS = 160000
WRITTEN_DOWN = ("log_statement = 'all'", "log_parameter_max_length = 0")
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")


class PostgresTooOld(CannotGoOn):
    """The server is older than PostgreSQL 15."""


@dataclass(frozen=True, slots=True)
class RolePasswords:
    """The passwords the roles that sign in will have. Without one for backups that role is not made."""

    owner: str
    app: str
    backup: str = ""


def prepare_server(admin: psycopg.Connection[tuple[object, ...]], passwords: RolePasswords) -> None:
    """Make the roles: one owns the tables, one is the application, one only resolves who may see what, one erases.

    One more only reads, past every policy, for backups; nothing else signs in with it.

    :raises PostgresTooOld: when the server is older than 15.
    """
    if admin.info.server_version < OLDEST_POSTGRES:
        raise PostgresTooOld(
            f"PostgreSQL {admin.info.server_version // 10000} is too old. Reachable needs 15 or newer."
        )
    _make_role(admin, OWNER, login=True, password=passwords.owner)
    _make_role(admin, APP, login=True, password=passwords.app)
    for nobody in (RESOLVER, ERASER):
        _make_role(admin, nobody, login=False, password=None)
    if passwords.backup:
        _make_role(admin, BACKUP, login=True, password=passwords.backup)
        admin.execute(sql.SQL("ALTER ROLE {} BYPASSRLS").format(sql.Identifier(BACKUP)))
        admin.execute(sql.SQL("ALTER ROLE {} SET default_transaction_read_only = on").format(sql.Identifier(BACKUP)))
        admin.execute(sql.SQL("GRANT pg_read_all_data TO {}").format(sql.Identifier(BACKUP)))
    write_down_statements(admin)
    # The owner hands functions over to these two; it must not see what their policies let through.
    admin.execute(sql.SQL("ALTER ROLE {} NOINHERIT").format(sql.Identifier(OWNER)))
    option = " WITH INHERIT FALSE" if admin.info.server_version >= MEMBERSHIP_HAS_OPTIONS else ""
    for nobody in (RESOLVER, ERASER):
        admin.execute(sql.SQL("GRANT {} TO {}" + option).format(sql.Identifier(nobody), sql.Identifier(OWNER)))


def make_database(admin: psycopg.Connection[tuple[object, ...]], name: str, *, template: str = "template1") -> bool:
    """Make a database owned by the owner role, as the template is, and return whether it was not there yet."""
    if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return False
    make = "CREATE DATABASE {} OWNER {} TEMPLATE {}"
    admin.execute(sql.SQL(make).format(sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)))
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(name), sql.Identifier(APP)))
    return True


def let_backup_connect(admin: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    """Let the role that makes backups sign in to a database, when there is one."""
    if admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [BACKUP]).fetchone():
        grant = "GRANT CONNECT ON DATABASE {} TO {}"
        admin.execute(sql.SQL(grant).format(sql.Identifier(name), sql.Identifier(BACKUP)))


def make_schema(inside: psycopg.Connection[tuple[object, ...]]) -> None:
    """Give the new database its extensions, and let the application use the public schema but make nothing in it."""
    for extension in EXTENSIONS:
        inside.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    inside.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    inside.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER)))
    for role in (APP, RESOLVER, ERASER):
        inside.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(role)))


def keep_context_key(as_owner: psycopg.Connection[tuple[object, ...]], key: bytes) -> None:
    """Write the two pads of the context key where only the owner's functions can read them."""
    inner, outer = inner_and_outer_pads(key)
    as_owner.execute(
        "INSERT INTO context.signing_key (inner_pad, outer_pad) VALUES (%s, %s)"
        " ON CONFLICT (only_one) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
        [inner, outer],
    )


def _make_role(admin: psycopg.Connection[tuple[object, ...]], name: str, *, login: bool, password: str | None) -> None:
    exists = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = "ALTER" if exists else "CREATE"
    statement = sql.SQL(verb + " ROLE {} NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION {}").format(
        sql.Identifier(name), sql.SQL("LOGIN" if login else "NOLOGIN")
    )
    if password is not None:
        statement = statement + sql.SQL(" PASSWORD {}").format(sql.Literal(proof_of_password(admin, name, password)))
    admin.execute(statement)


def proof_of_password(admin: psycopg.Connection[tuple[object, ...]], role: str, password: str) -> str:
    """Return what the server keeps of a password, so that no statement, which is written down, says the password."""
    return admin.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()


def write_down_statements(admin: psycopg.Connection[tuple[object, ...]]) -> None:
    """Let the server write down what everybody asks of it who is not the application.

    Only a superuser may say so. Where whoever prepares the server is none, its administrators do it.
    """
    rows = admin.execute(
        "SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname <> %s AND (rolsuper OR rolname = ANY (%s))"
        " AND (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
        " AND NOT EXISTS (SELECT 1 FROM pg_db_role_setting WHERE setrole = pg_roles.oid AND setdatabase = 0"
        " AND setconfig @> ARRAY['log_statement=all', 'log_parameter_max_length=0']) ORDER BY rolname",
        [APP, [OWNER, BACKUP]],
    ).fetchall()
    for (role,) in rows:
        for setting in WRITTEN_DOWN:
            admin.execute(sql.SQL("ALTER ROLE {} SET {}").format(sql.Identifier(str(role)), sql.SQL(setting)))
