"""Builds databases on the embedded server: the one that is used, and the templates tests clone.

In:  a name.
Out: a migrated database with the context key in it.
"""

import contextlib
import fcntl
import hashlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from reachable.adapters.embedded_database import OWNER, Secrets, Server, read_secrets
from reachable.config.database import embedded_server, superuser_connection
from reachable.config.prepare import (
    RolePasswords,
    keep_context_key,
    let_backup_connect,
    make_database,
    make_schema,
    prepare_server,
)
from reachable.config.sign_ins_said import let_sign_ins_say

FINISHED = "filled to the end"
PRODUCT = Path(__file__).resolve().parents[1]


def build_database(name: str) -> bool:
    """Make the database when it is missing, migrate it, and return whether it is new."""
    server = embedded_server()
    kept = read_secrets(server)
    admin_arguments = superuser_connection(server, kept)
    with psycopg.connect(**admin_arguments, dbname="postgres", autocommit=True) as admin:
        prepare_server(admin, role_passwords(kept))
        let_sign_ins_say(admin)
        is_new = make_database(admin, name)
        let_backup_connect(admin, name)
    with psycopg.connect(**admin_arguments, dbname=name, autocommit=True) as inside:
        if is_new:
            make_schema(inside)
        let_sign_ins_say(inside)
    migrate_database(name)
    return is_new


def role_passwords(kept: Secrets) -> RolePasswords:
    """Return the passwords of the roles of an embedded server."""
    return RolePasswords(owner=kept.owner_password, app=kept.app_password, backup=kept.backup_password)


def migrate_database(name: str) -> None:
    """Bring the tables of a database up to date as their owner, and keep the context key in it."""
    owner = connections["owner"]
    before = owner.settings_dict["NAME"]
    owner.close()
    owner.settings_dict["NAME"] = name
    try:
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        with psycopg.connect(
            host=owner.settings_dict["HOST"],
            port=owner.settings_dict.get("PORT") or None,
            user=OWNER,
            password=owner.settings_dict["PASSWORD"],
            dbname=name,
        ) as as_owner:
            keep_context_key(as_owner, settings.CONTEXT_KEY)
    finally:
        owner.close()
        owner.settings_dict["NAME"] = before


def drop_database(name: str) -> None:
    """Drop a database of the embedded server with everything in it, when it is there."""
    with _admin() as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def keep_finished(name: str) -> None:
    """Note that a database was filled to the end, so that one cut short is not taken for whole."""
    with _admin() as admin:
        admin.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(FINISHED)))


def was_finished(name: str) -> bool:
    """Test if a database was filled to the end."""
    with _admin() as admin:
        row = admin.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
    return row is not None and row[0] == FINISHED


def build_template() -> str:
    """Make a migrated, empty database to clone, anew only when a migration changed, and return its name."""
    name = f"template_{_migrations_mark()}"
    with _alone(embedded_server()):
        if not _exists(name):
            _drop_old_templates()
            build_database(f"{name}_building")
            with _admin() as admin:
                admin.execute(f'ALTER DATABASE "{name}_building" RENAME TO "{name}"')
    return name


def clone_template(name: str) -> None:
    """Make the database that `build_database` would, when it is missing, without migrating it step by step."""
    template = build_template()
    with _admin() as admin:
        make_database(admin, name, template=template)
        let_backup_connect(admin, name)


def _migrations_mark() -> str:
    """Return a mark of all that makes the tables."""
    mark = hashlib.sha256()
    migrations = PRODUCT.glob("*/migrations/**/*")
    for path in sorted(path for path in migrations if path.suffix in {".py", ".sql"}):
        mark.update(path.read_bytes())
    for other in ("config/prepare.py", "config/sign_ins_said.py", "access/tables.py"):
        mark.update((PRODUCT / other).read_bytes())
    return mark.hexdigest()[:12]


def _drop_old_templates() -> None:
    """Drop the templates and clones of earlier runs that nobody is connected to."""
    unused = (
        "SELECT datname FROM pg_database WHERE datname ~ '^(template|test)_[0-9a-f]'"
        " AND NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE pg_stat_activity.datname = pg_database.datname)"
    )
    with _admin() as admin:
        for (old,) in admin.execute(unused).fetchall():
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(str(old))))


def _exists(name: str) -> bool:
    with _admin() as admin:
        return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _admin() -> psycopg.Connection[tuple[object, ...]]:
    server = embedded_server()
    arguments = superuser_connection(server, read_secrets(server))
    return psycopg.connect(**arguments, dbname="postgres", autocommit=True)


@contextlib.contextmanager
def _alone(server: Server) -> Iterator[None]:
    with (server.home / ".template.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
