"""Makes a backup: a dump of everything at one moment, and a manifest of what must be found when it is restored.

In:  a connection as the role for backups; a folder that is not there yet.
Out: the folder, or nothing at all: a dump that was cut short, or taken as a role that policies hold back, leaves none.
"""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from reachable.adapters.embedded_database import find_client_programs
from reachable.adapters.problems import CannotGoOn
from reachable.adapters.sealed_files import seal_file
from reachable.config.backups.whole_database import (
    NOT_KEPT,
    alike_everywhere,
    find_head,
    list_held_back,
    list_locks,
    list_tables,
    sum_up,
)

DUMP, MANIFEST, SEALED = "dump", "manifest.json", "dump.sealed"
FORM = 1
READ_AT_ONCE = 1 << 20


class NotWhole(CannotGoOn):
    """The backup would not have held everything, so none was left."""


def make_backup(
    where: dict[str, Any], folder: Path, *, key_file: Path | None, now: datetime, progress: Callable[[str], None]
) -> dict[str, Any]:
    """Make a backup of a database in a new folder, read it back, and return its manifest.

    :raises NotWhole: when anything is there already, is held back from this role, or did not reach the dump.
    """
    if folder.exists():
        raise NotWhole(f"{folder.name} is there already. Nothing is written over: name another folder.")
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    try:
        manifest = _fill(where, unfinished, now, progress)
        if key_file is not None:
            seal_file(unfinished / DUMP, unfinished / SEALED, key_file)
            (unfinished / DUMP).unlink()
        manifest["sealed"] = key_file is not None
        _write_private(unfinished / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
        unfinished.replace(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return manifest


def _fill(where: dict[str, Any], folder: Path, now: datetime, progress: Callable[[str], None]) -> dict[str, Any]:
    with psycopg.connect(**where) as whole:
        whole.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        whole.read_only = True
        held_back = list_held_back(whole)
        if held_back:
            raise NotWhole(
                f"{where['user']} does not see all of {len(held_back)} tables, {held_back[0]} among them. Row policies"
                " or rights hold it back. A backup is made as reachable_backup. None was left."
            )
        alike_everywhere(whole)
        progress("Counting every table …")
        tables = {name: sum_up(whole, name) for name in list_tables(whole)}
        manifest = {
            "form": FORM,
            "made_at": now.isoformat(),
            "database": where["dbname"],
            "server": whole.info.server_version,
            "tables": {name: {"rows": rows, "sum": total} for name, (rows, total) in tables.items()},
            "locks": list_locks(whole),
            "audit_head": find_head(whole),
        }
        snapshot = whole.execute("SELECT pg_export_snapshot()").fetchone()
        progress("Dumping …")
        _dump(where, folder / DUMP, str(snapshot and snapshot[0]))
    progress("Reading the dump back …")
    counted = count_dumped(folder / DUMP)
    wrong = [name for name, (rows, _) in tables.items() if counted.get(name, 0) != rows]
    if wrong:
        raise NotWhole(f"The dump has not every row of {', '.join(wrong[:5])}. None was left.")
    return manifest | {"sha256": hash_file(folder / DUMP), "bytes": (folder / DUMP).stat().st_size}


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def count_dumped(dump: Path) -> dict[str, int]:
    """Return how many rows a dump holds of each table, by reading all of it.

    :raises NotWhole: when it cannot be read to its end.
    """
    counted: dict[str, int] = {}
    table = None
    for line in read_dump(dump):
        if table is None:
            if line.startswith(b"COPY "):
                table = line.split(b" ", 2)[1].decode()
                counted[table] = 0
        elif line == b"\\.\n":
            table = None
        else:
            counted[table] += 1
    return counted


def read_dump(dump: Path) -> Iterator[bytes]:
    """Yield every line of the rows in a dump.

    :raises NotWhole: when it cannot be read to its end.
    """
    program = str(find_client_programs() / "pg_restore")
    words = [program, "--data-only", "--file=-", str(dump)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading:  # noqa: S603
        if reading.stdout is None or reading.stderr is None:
            raise NotWhole("The dump could not be read back.")
        yield from reading.stdout
        said = reading.stderr.read().decode("utf-8", "replace")
    if reading.returncode:
        raise NotWhole(f"The dump cannot be read to its end: {said.strip()[-300:]}")


def connection_environment(where: dict[str, Any]) -> dict[str, str]:
    """Return the environment in which PostgreSQL's programs find a database: no password is in their words."""
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    names |= {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    return {**os.environ, **{names[key]: str(value) for key, value in where.items() if key in names}}


def _dump(where: dict[str, Any], to: Path, snapshot: str) -> None:
    # Row security stays off in the dump: a role that policies hold back is refused, rather than given what it may see.
    words = [str(find_client_programs() / "pg_dump"), "--format=custom", f"--snapshot={snapshot}", f"--file={to}"]
    words += ["--no-unlogged-table-data", *(f"--exclude-table-data={name}" for name in NOT_KEPT)]
    _write_private(to, "")
    done = subprocess.run(words, env=connection_environment(where), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise NotWhole(f"The dump failed, and nothing was left: {done.stderr.strip()[-500:]}")


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
