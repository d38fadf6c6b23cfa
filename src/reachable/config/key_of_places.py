"""The key of protected places: which file holds it, and that none is made where children's keys stand already.

In:  REACHABLE_PLACES_KEY_FILE, or nothing for the file beside the embedded server.
Out: 32 bytes; or a refusal to start that says which file is missing, what was kept and what to do.
"""

import os
from pathlib import Path

import psycopg
from psycopg import sql

from reachable.adapters.embedded_database import Server, start_server
from reachable.adapters.key_files import KeyFileWrong, read_key_file
from reachable.config.database import embedded_server, is_embedded, superuser_connection
from reachable.config.environment import SettingMissing

DATABASES = "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate"
HAS_KEYS = "SELECT to_regclass('public.places_childkey') IS NOT NULL"
STANDING = "SELECT EXISTS (SELECT 1 FROM public.places_childkey WHERE destroyed_at IS NULL)"
KEY_IS_GONE = (
    "Reachable does not start like this. The key file {file} is gone, and children's safe places in the database were"
    " kept under it: with another key none of them opens, and none is found in what people write. Nothing was changed,"
    " and no other key was made. Put the file back from where you keep keys (docs/backup.md says which file). If it is"
    " lost, ring whoever runs Reachable before anything else is tried.{made_up}"
)
MADE_UP = " If everybody in this database is made up, remove {folder} and make them anew."


def places_key_file() -> Path:
    """Return the file of the key of protected places.

    :raises SettingMissing: when the database is another than the embedded one and no file is named.
    """
    if "REACHABLE_PLACES_KEY_FILE" in os.environ:
        return Path(os.environ["REACHABLE_PLACES_KEY_FILE"])
    if not is_embedded():
        raise SettingMissing("Set REACHABLE_PLACES_KEY_FILE: a file with 64 hexadecimal digits, kept off the database.")
    return file_beside(embedded_server())


def places_key() -> bytes:
    """Return the key of protected places from its file, which is made beside the embedded server when that is new.

    :raises SettingMissing: when the database is another and no file is named.
    :raises KeyFileWrong: when the file is missing where it is named, or where children's keys stand already.
    """
    is_named = "REACHABLE_PLACES_KEY_FILE" in os.environ or not is_embedded()
    return read_key_file(places_key_file(), make=False) if is_named else key_beside(embedded_server())


def key_beside(server: Server) -> bytes:
    """Return the key in the file beside an embedded server, made where no child's key was ever wrapped by one.

    :raises KeyFileWrong: when the file is gone and a child's key stands.
    """
    path = file_beside(server)
    # Tests lose what they hold at any time, and their server may hold what an interrupted run left.
    if not path.exists() and server.durable and _has_child_keys(server):
        made_up = MADE_UP.format(folder=server.data_folder) if server.made_up else ""
        raise KeyFileWrong(KEY_IS_GONE.format(file=path, made_up=made_up))
    return read_key_file(path, make=True)


def file_beside(server: Server) -> Path:
    """Return where the key lies beside an embedded server."""
    return server.home / f"{server.name}-places.key"


def _has_child_keys(server: Server) -> bool:
    """Test if a child's key stands in any database of a server."""
    where = superuser_connection(server, start_server(server))
    with psycopg.connect(**where, dbname="postgres") as admin:
        names = [str(name) for (name,) in admin.execute(DATABASES).fetchall()]
    for name in names:
        with psycopg.connect(**where, dbname=name) as inside:
            if all(inside.execute(sql.SQL(each)).fetchone() == (True,) for each in (HAS_KEYS, STANDING)):
                return True
    return False
