"""Restores a backup into a server that has nothing there yet, and compares what is there with what must be found.

In:  a backup's folder; an administrator's connection; the name of a database that is not there or is empty.
Out: the same database, or none: what differs is named, and nothing that differs is left to be used.
"""

import json
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from reachable.adapters.embedded_database import ERASER, find_client_programs
from reachable.adapters.problems import CannotGoOn
from reachable.adapters.sealed_files import open_sealed
from reachable.config.backups.making import DUMP, FORM, MANIFEST, SEALED, connection_environment, hash_file
from reachable.config.backups.whole_database import (
    OF_THE_SERVER,
    OURS,
    alike_everywhere,
    find_head,
    list_locks,
    list_tables,
    sum_up,
)
from reachable.config.prepare import RolePasswords, let_backup_connect, make_database, prepare_server
from reachable.config.sign_ins_said import SIGN_IN, let_sign_ins_say

FIRST = 5


class NotRestored(CannotGoOn):
    """The backup was not restored. Nothing of it is left in the server."""


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what a backup says must be found in it.

    :raises NotRestored: when the folder holds no backup, or one in a form this version does not know.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise NotRestored(f"{folder.name} holds no backup: its {MANIFEST} cannot be read.") from problem
    if manifest.get("form") != FORM:
        raise NotRestored(f"{folder.name} is in form {manifest.get('form')}; this version restores form {FORM}.")
    return manifest


def restore_backup(
    folder: Path,
    admin_where: dict[str, Any],
    name: str,
    passwords: RolePasswords,
    *,
    key_file: Path | None,
    progress: Callable[[str], None],
) -> dict[str, Any]:
    """Restore a backup as a database of this name, compare it with its manifest, and return the manifest.

    `admin_where` are psycopg's arguments for the server's administrator, without a database.

    :raises NotRestored: when something is there already, the files were changed, or what is restored differs.
    """
    manifest = read_manifest(folder)
    with psycopg.connect(**admin_where, dbname="postgres", autocommit=True) as admin:
        prepare_server(admin, passwords)
        is_new = make_database(admin, name)
        let_backup_connect(admin, name)
    inside = admin_where | {"dbname": name}
    if not is_new:
        _refuse_unless_empty(inside)
    try:
        with tempfile.TemporaryDirectory(prefix="reachable-restore-") as beside:
            dump = _open_dump(folder, manifest, key_file, Path(beside))
            progress("Restoring …")
            _restore(inside, dump, Path(beside) / "what is restored")
        progress("Comparing every table and every lock …")
        differences = compare(inside, manifest)
        if differences:
            raise NotRestored(_say(differences))
        with psycopg.connect(**inside, autocommit=True) as there:
            let_sign_ins_say(there)
    except BaseException:
        with psycopg.connect(**admin_where, dbname="postgres", autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        raise
    return manifest


def compare(inside: dict[str, Any], manifest: dict[str, Any]) -> list[str]:
    """Return what differs between a database and a manifest, each in a few words: rows, sums, locks, the audit head."""
    with psycopg.connect(**inside) as whole:
        alike_everywhere(whole)
        tables = list_tables(whole)
        differences = [f"table {name} is missing" for name in manifest["tables"] if name not in tables]
        differences += [f"table {name} was not in the backup" for name in tables if name not in manifest["tables"]]
        for name in tables:
            wanted = manifest["tables"].get(name)
            rows, total = sum_up(whole, name)
            if wanted is not None and (rows, total) != (wanted["rows"], wanted["sum"]):
                differences.append(f"table {name} has {rows} rows for {wanted['rows']}, or other values in them")
        locks = list_locks(whole)
        for kind, wanted_marks in manifest["locks"].items():
            if kind in OF_THE_SERVER:
                continue
            found = locks.get(kind, {})
            # A role of the server that this version makes and the backup's did not know is no difference.
            made_since = {ERASER} - wanted_marks.keys() if kind == "roles" else set()
            names = sorted((wanted_marks.keys() | found.keys()) - made_since)
            differences += [f"{kind}: {each}" for each in names if wanted_marks.get(each) != found.get(each)]
        if find_head(whole) != manifest["audit_head"]:
            differences.append("the audit record ends at another entry")
    return differences


def _say(differences: list[str]) -> str:
    more = f", and {len(differences) - FIRST} more" if len(differences) > FIRST else ""
    return (
        f"What was restored is not what was backed up: {'; '.join(differences[:FIRST])}{more}. It was taken away again."
    )


def _refuse_unless_empty(inside: dict[str, Any]) -> None:
    with psycopg.connect(**inside) as there:
        held = there.execute(
            f"SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'v', 'm')"  # noqa: S608 - a constant
            f" AND relnamespace::regnamespace::text {OURS}".encode()
        ).fetchone()
    if held is None or held[0]:
        raise NotRestored(
            f"There is a database called {inside['dbname']} with tables in it already. Nothing is written over:"
            " restore on an empty server, or move that database away first. Nothing was changed."
        )


def _open_dump(folder: Path, manifest: dict[str, Any], key_file: Path | None, beside: Path) -> Path:
    dump = folder / DUMP
    if manifest["sealed"]:
        if key_file is None:
            raise NotRestored("The backup is encrypted. Name the file with its key: --key FILE.")
        dump = beside / DUMP
        open_sealed(folder / SEALED, dump, key_file)
    if not dump.exists() or hash_file(dump) != manifest["sha256"]:
        raise NotRestored(
            "The dump is not the one that was made: it was changed, cut short or lost. Take another backup."
        )
    return dump


def _restore(inside: dict[str, Any], dump: Path, chosen: Path) -> None:
    program = str(find_client_programs() / "pg_restore")
    listed = subprocess.run([program, "--list", str(dump)], capture_output=True, text=True, check=False)  # noqa: S603
    # What says how a session begins belongs to the server's superuser, whoever that is here: it is made anew.
    chosen.write_text("\n".join(line for line in listed.stdout.splitlines() if SIGN_IN not in line), encoding="utf-8")
    words = [program, "--exit-on-error", "--single-transaction", f"--use-list={chosen}"]
    words += [f"--dbname={inside['dbname']}", str(dump)]
    done = subprocess.run(words, env=connection_environment(inside), capture_output=True, text=True, check=False)  # noqa: S603
    if listed.returncode or done.returncode:
        raise NotRestored(f"PostgreSQL did not restore it: {(listed.stderr + done.stderr).strip()[-500:]}")
