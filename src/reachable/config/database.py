"""Finds the database: the embedded one, or any server named by DATABASE_URL.

In:  DATABASE_URL (reachable_app) and DATABASE_OWNER_URL (reachable_owner), or nothing for the embedded server.
Out: Django's connection settings, the context key and Django's secret key.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from reachable.adapters.embedded_database import (
    APP,
    BACKUP,
    OWNER,
    SUPERUSER,
    Secrets,
    Server,
    default_home,
    start_server,
)
from reachable.config.environment import SettingMissing, read_switch
from reachable.config.given_secrets import has_secret, read_secret

DATABASE_NAME = "reachable"
MADE_UP = ("prove",)
"""Servers of proofs, which hold made-up people alone."""

ON_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    """Connections by what they may do, and the two keys."""

    connections: dict[str, dict[str, Any]]
    context_key: bytes
    django_key: str


def embedded_server() -> Server:
    """Return the embedded server of this installation. REACHABLE_SERVER=test names the one tests may lose."""
    name = os.environ.get("REACHABLE_SERVER", "main")
    made_up = name in MADE_UP or read_switch("REACHABLE_DEMO", default=False)
    return Server(default_home(), name, durable=not name.startswith("test"), made_up=made_up)


def find_database() -> DatabaseSettings:
    """Return how to reach the database, starting the embedded one when no other is named."""
    if not is_embedded():
        return _named_server()
    server = embedded_server()
    return embedded_settings(server, start_server(server))


def embedded_settings(server: Server, kept: Secrets) -> DatabaseSettings:
    """Return how to reach an embedded server as the application and, for migrations, as the owner."""
    common = {"HOST": str(server.socket_folder), "NAME": os.environ.get("REACHABLE_DATABASE", DATABASE_NAME)}
    return DatabaseSettings(
        connections={
            "default": _connection(APP, kept.app_password, **common),
            "owner": _connection(OWNER, kept.owner_password, **common),
        },
        context_key=bytes.fromhex(kept.context_key),
        django_key=kept.django_key,
    )


def superuser_connection(server: Server, kept: Secrets) -> dict[str, Any]:
    """Return psycopg's arguments for preparing an embedded server."""
    return {"host": str(server.socket_folder), "user": SUPERUSER, "password": kept.superuser_password}


def backup_connection(name: str) -> dict[str, Any]:
    """Return psycopg's arguments for reading a whole database as the role that makes backups.

    :raises SettingMissing: when another server is named and no address for backups.
    """
    if is_embedded():
        server = embedded_server()
        kept = start_server(server)
        return {"host": str(server.socket_folder), "user": BACKUP, "password": kept.backup_password, "dbname": name}
    why = "It signs in as reachable_backup, which `reachable prepare` makes when it is set."
    found = _from_address(read_secret("DATABASE_BACKUP_URL", why=why), BACKUP)
    where = {"host": found["HOST"], "port": found["PORT"], "user": BACKUP, "password": found["PASSWORD"]}
    given: dict[str, Any] = {key: value for key, value in where.items() if value} | {"dbname": name} | found["OPTIONS"]
    return given


def _named_server() -> DatabaseSettings:
    why = "It must be 64 hexadecimal digits, the same on every machine of this installation."
    connections = {"default": _from_address(read_secret("DATABASE_URL"), APP)}
    if has_secret("DATABASE_OWNER_URL"):
        connections["owner"] = _from_address(read_secret("DATABASE_OWNER_URL"), OWNER)
    return DatabaseSettings(
        connections=connections,
        context_key=bytes.fromhex(read_secret("REACHABLE_CONTEXT_KEY", why=why)),
        django_key=read_secret("REACHABLE_SECRET_KEY", why="Any long random text."),
    )


def _from_address(address: str, expected_role: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SettingMissing(f"A database address must start with postgresql://, not {parts.scheme}://")
    role = unquote(parts.username or "")
    if role != expected_role:
        raise SettingMissing(f"The database address must sign in as {expected_role}, not {role or 'nobody'}.")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    _demand_its_certificate(host, options.get("sslmode", ""))
    return _connection(
        role,
        unquote(parts.password or ""),
        HOST=host,
        PORT=str(parts.port or ""),
        NAME=unquote(parts.path.lstrip("/")),
        OPTIONS=options,
    )


def _demand_its_certificate(host: str, mode: str) -> None:
    """Refuse a database on another machine that would not have to show who it is.

    :raises SettingMissing: when its certificate would not be checked.
    """
    if host and host not in ON_THIS_MACHINE and not host.startswith("/") and mode != "verify-full":
        raise SettingMissing(
            f"The database is on another machine ({host}) and would not have to show who it is. Add"
            " ?sslmode=verify-full&sslrootcert=FILE to its address, and sslcert=FILE&sslkey=FILE where it asks us."
        )


def _connection(role: str, password: str, **where: Any) -> dict[str, Any]:
    engine = "reachable.adapters.postgresql" if role == APP else "django.db.backends.postgresql"
    return {
        "ENGINE": engine,
        "USER": role,
        "PASSWORD": password,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        **where,
    }


def project_folder() -> Path:
    """Return the folder that holds the project's own files when it runs from a checkout."""
    return Path(__file__).resolve().parents[3]


def default_erased_files() -> list[str]:
    """Return where what was erased is listed when no file is named: beside the embedded server, nowhere otherwise."""
    server = embedded_server()
    return [str(server.home / f"{server.name}-erased")] if is_embedded() else []


def locks_file(name: str) -> Path:
    """Return the file that says how the locks of a database were made, outside of it."""
    chosen = os.environ.get("REACHABLE_LOCKS_FILE")
    server = embedded_server()
    return Path(chosen) if chosen else server.home / f"{server.name}-{name}-locks.json"


def is_embedded() -> bool:
    """Test if the embedded server is used, rather than one that DATABASE_URL names."""
    return not has_secret("DATABASE_URL")
