"""Makes a backup, restores it where nothing is, and sees that it is the same; then spoils it in every way.

In:  a size. The second server is made for it in a folder of its own, and removed.
Out: checks: what is restored is the same to the row and the lock; what is spoiled, or held back, is refused aloud.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections

from reachable.access.operations import chain_waiting_entries
from reachable.access.queries.audit import find_head
from reachable.adapters.clock import read_clock
from reachable.adapters.embedded_database import APP, OWNER, Server, start_server, stop_server
from reachable.adapters.problems import CannotGoOn
from reachable.config.backups.after_restoring import finish_restoring
from reachable.config.backups.making import DUMP, MANIFEST, make_backup
from reachable.config.backups.restoring import compare, restore_backup
from reachable.config.build import role_passwords
from reachable.config.database import backup_connection, superuser_connection
from reachable.config.measures.check import Check
from reachable.config.measures.made_up_children import let_look, make_children
from reachable.config.measures.throwaway import throwaway_database
from reachable.demo.seeding import Partnership, register_partnership
from reachable.demo.world import build_world

CHILDREN = {"small": 4, "full": 400}
EVENTS = 30
DESK = "northshire-triage"
RESTORED = "restored"
NO_CONTEXT = "RC001"


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Prove it, and return what was found."""
    with throwaway_database() as name, tempfile.TemporaryDirectory(prefix="reachable-backup-") as folder:
        place, now = Path(folder), read_clock()
        made = register_partnership(build_world(now))
        _fill(made, CHILDREN[size], now, called="A")
        progress("Making a backup …")
        key = place / "key"
        key.write_text("5a" * 32, encoding="ascii")
        manifest = make_backup(backup_connection(name), place / "first", key_file=None, now=now, progress=progress)
        make_backup(backup_connection(name), place / "sealed", key_file=key, now=now, progress=progress)
        checks = _refused_to_others(name, place, now)
        _fill(made, 1, now + timedelta(minutes=1), called="B")
        later = find_head()
        progress("Starting an empty server …")
        with _empty_server(place / "elsewhere") as (where, passwords):
            restore = _Restorer(where, passwords)
            restored = restore(place / "first", None)
            if restored:
                return [*checks, Check("a backup is restored into an empty server", restored, "", False)]
            same = compare(where | {"dbname": RESTORED}, manifest)
            checks += [
                Check("a backup is restored into an empty server", restored, "", restored == ""),
                Check(
                    "tables compared, row by row", len(manifest["tables"]), "at least 40", len(manifest["tables"]) >= 40
                ),
                Check("rows compared", sum(each["rows"] for each in manifest["tables"].values()), None, True),
                Check("locks compared", sum(len(each) for each in manifest["locks"].values()), None, True),
                Check("what differs afterwards", same, [], same == []),
            ]
            again = restore(place / "first", None)
            checks.append(_refusal("a database that is there already is not written over", again, "already"))
            checks += _used(where, passwords, manifest, later, now)
            checks += _spoiled(place, where, passwords, manifest, key, progress)
    return checks


class _Restorer:
    """Restores under one name, and returns what was said when it was refused, "" when it was done."""

    def __init__(self, where: dict[str, Any], passwords: Any, name: str = RESTORED) -> None:
        self.where, self.passwords, self.name = where, passwords, name

    def __call__(self, folder: Path, key: Path | None) -> str:
        try:
            restore_backup(folder, self.where, self.name, self.passwords, key_file=key, progress=lambda _said: None)
        except CannotGoOn as refused:
            return str(refused)
        return ""

    def is_there(self) -> bool:
        """Test if there is a database of this name."""
        with psycopg.connect(**self.where, dbname="postgres") as admin:
            return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name]).fetchone() is not None


def _fill(made: Partnership, count: int, now: datetime, *, called: str) -> None:
    children = make_children(made, count=count, events=EVENTS, now=now, called=called)
    let_look(made, made.teams[DESK], children, now)
    while chain_waiting_entries():
        pass


def _refused_to_others(name: str, place: Path, now: datetime) -> list[Check]:
    """Return that no role which policies hold back can make a backup that looks whole."""
    checks = []
    for alias, role in (("default", APP), ("owner", OWNER)):
        settings = connections[alias].settings_dict
        where = {"host": settings["HOST"], "user": role, "password": settings["PASSWORD"], "dbname": name}
        try:
            make_backup(where, place / role, key_file=None, now=now, progress=lambda _said: None)
            said = ""
        except CannotGoOn as refused:
            said = str(refused)
        checks.append(_refusal(f"a dump taken as {role} fails aloud", said, "does not see all"))
        left = sorted(each.name for each in place.iterdir() if role in each.name)
        checks.append(Check(f"what the dump taken as {role} leaves", left, [], left == []))
    return checks


def _used(where: dict[str, Any], passwords: Any, manifest: dict[str, Any], later: Any, now: datetime) -> list[Check]:
    """Return that the restored database opens to nobody without a context, and what its witnesses say of it."""
    app = where | {"user": APP, "password": passwords.app, "dbname": RESTORED}
    with psycopg.connect(**app) as bare:
        try:
            bare.execute("SELECT count(*) FROM timeline_event")
            said = "answered"
        except psycopg.Error as refused:
            said = refused.sqlstate or ""
    with _django_at(where, passwords):
        head = find_head()
        found = finish_restoring(
            where, RESTORED, manifest, [] if head is None else [head], now=now + timedelta(hours=1)
        )
        noted = find_head()
        behind = finish_restoring(where, RESTORED, manifest, [later], now=now + timedelta(hours=1))
    fault, cut = found.record.first_fault, behind.record.first_fault
    return [
        Check("what a restored table answers without a signed context", said, NO_CONTEXT, said == NO_CONTEXT),
        Check("first entry of the audit record that does not fit", fault and fault.say(), None, fault is None),
        Check("entries of the audit record that fit", found.record.entries, "at least 1", found.record.entries >= 1),
        Check("restoring is itself an entry", noted != head, True, noted != head),
        Check("a witness that saw more tells an older backup apart", cut is not None, True, cut is not None),
    ]


def _spoiled(
    place: Path,
    where: dict[str, Any],
    passwords: Any,
    manifest: dict[str, Any],
    key: Path,
    progress: Callable[[str], None],
) -> list[Check]:
    """Return that a backup which was changed is refused and leaves no database."""
    progress("Spoiling it …")
    restore = _Restorer(where, passwords, "spoiled")
    flipped = _copy(place, "flipped")
    _flip(flipped / DUMP)
    fewer, locks = _copy(place, "fewer"), _copy(place, "locks")
    name = max(manifest["tables"], key=lambda each: manifest["tables"][each]["rows"])
    changed = json.loads((fewer / MANIFEST).read_text(encoding="utf-8"))
    changed["tables"][name]["rows"] += 1
    (fewer / MANIFEST).write_text(json.dumps(changed), encoding="utf-8")
    changed = json.loads((locks / MANIFEST).read_text(encoding="utf-8"))
    changed["locks"]["policies"]["public.timeline_event.no_such_policy"] = "0" * 16
    (locks / MANIFEST).write_text(json.dumps(changed), encoding="utf-8")
    wrong_key = place / "wrong"
    wrong_key.write_text("6b" * 32, encoding="ascii")
    checks = [
        _refusal("one byte of the dump is another", restore(flipped, None), "changed"),
        _refusal("a row is missing", restore(fewer, None), name),
        _refusal("a policy is missing", restore(locks, None), "no_such_policy"),
        _refusal("an encrypted one without its key", restore(place / "sealed", None), "encrypted"),
        _refusal("an encrypted one with another key", restore(place / "sealed", wrong_key), "key"),
        _refusal("a folder that is none", restore(place, None), "holds no backup"),
    ]
    left = restore.is_there()
    checks.append(Check("a database that is left by any of these", left, False, not left))
    done = restore(place / "sealed", key)
    return [*checks, Check("an encrypted one with its key is restored", done, "", done == "")]


def _refusal(what: str, said: str, word: str) -> Check:
    return Check(what, said[:160], f"refused, saying '{word}'", word in said)


def _copy(place: Path, name: str) -> Path:
    return Path(shutil.copytree(place / "first", place / name))


def _flip(dump: Path) -> None:
    with dump.open("r+b") as file:
        file.seek(dump.stat().st_size // 2)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))


@contextmanager
def _empty_server(home: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    """Start a server that holds nothing, and remove it afterwards."""
    server = Server(home, "empty", durable=False)
    kept = start_server(server)
    try:
        yield superuser_connection(server, kept), role_passwords(kept)
    finally:
        stop_server(server)
        shutil.rmtree(server.data_folder, ignore_errors=True)
        shutil.rmtree(server.socket_folder, ignore_errors=True)


@contextmanager
def _django_at(where: dict[str, Any], passwords: Any) -> Iterator[None]:
    """Let the application be connected to the restored database."""
    given = {"default": passwords.app, "owner": passwords.owner}
    before = {alias: dict(connections[alias].settings_dict) for alias in given}
    try:
        for alias, password in given.items():
            connections[alias].close()
            connections[alias].settings_dict |= {"HOST": where["host"], "PASSWORD": password, "NAME": RESTORED}
        yield
    finally:
        for alias, kept in before.items():
            connections[alias].close()
            connections[alias].settings_dict.update(kept)
