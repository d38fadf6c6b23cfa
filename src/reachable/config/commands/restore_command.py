"""Restores a backup where no database is yet, and lets nobody in before it is shown to be the same.

In:  a backup's folder; for another server than the embedded one, its administrator's address.
Out: a database with the same rows, locks and audit record, verified against witnesses; or none.
"""

import argparse
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from reachable.config.commands.terminal import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what to restore."""
    parser.add_argument("folder", help="the folder that `reachable backup` made")
    parser.add_argument("--key", metavar="FILE", help="the file with the key it was encrypted with")
    parser.add_argument("--admin-url", help="the administrator's address of another server than the embedded one")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--erased", action="append", default=[], metavar="FILE", help="a list of what was erased")
    which.add_argument("--nothing-erased", action="store_true", help="nothing was erased since the backup")
    parser.add_argument("--witness", action="append", default=[], metavar="FILE", help="a witness's file of heads")


def run(arguments: argparse.Namespace) -> int:
    """Restore it, compare it, verify its audit record, and note that it was restored."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections

    from reachable.access.domain.audit_verifier import read_heads
    from reachable.adapters.clock import read_clock
    from reachable.config.backups.after_restoring import finish_restoring
    from reachable.config.backups.restoring import restore_backup
    from reachable.config.watching import keep_locks

    name = connections["default"].settings_dict["NAME"]
    where, passwords = _administrator(arguments.admin_url)
    paths = [Path(each) for each in (*arguments.witness, *settings.WITNESS_FILES)]
    heads = [head for path in paths if path.exists() for head in read_heads(path)]
    key_file = Path(arguments.key) if arguments.key else None
    erased = _read_erased(arguments, [Path(each) for each in settings.ERASED_FILES])
    manifest = restore_backup(Path(arguments.folder), where, name, passwords, key_file=key_file, progress=say)
    found = finish_restoring(where, name, manifest, heads, erased=erased, now=read_clock())
    keep_locks()
    say(f"{name} holds what it held at {manifest['made_at']}: every table and every lock is the same.")
    say(f"Erased again, as it was after the backup: {found.erased.acts} times.")
    if found.erased.unknown:
        say(
            f"The backup knows of {found.erased.unknown} erasures that the list does not hold: it is older than the"
            " backup, or another's. Do not open the site before the right one is found."
        )
    if not heads:
        say("No witness was asked: name their files with --witness to see that nothing was cut off.")
    if found.closed_keys:
        say(
            f"The safe places of {found.closed_keys} children do not open: they were kept under another places key."
            " Put the key file of the installation that made the backup back before the site is opened."
        )
    fault = found.record.first_fault
    if fault is not None:
        say(f"The audit record does not fit: {fault.say()}. Do not open the site before that is understood.")
    else:
        say(f"{found.record.entries} entries of the audit record fit, and {len(heads)} heads of witnesses.")
    return 1 if fault is not None or found.closed_keys or found.erased.unknown else 0


def _read_erased(arguments: argparse.Namespace, kept: list[Path]) -> list[Any]:
    """Return what was erased, from the lists named and those of the settings that are there."""
    from reachable.adapters.erased_files import read_erased_file
    from reachable.config.backups.restoring import NotRestored

    paths = [Path(each) for each in arguments.erased] or [each for each in kept if each.exists()]
    if not paths and not arguments.nothing_erased:
        raise NotRestored(
            "A backup may hold people who were erased since. Name the list of what was erased, --erased FILE, or say"
            " --nothing-erased. Nothing was restored."
        )
    return list({line.act_id: line for path in paths for line in read_erased_file(path)}.values())


def _administrator(address: str | None) -> tuple[dict[str, Any], Any]:
    """Return how the administrator signs in, without a database, and the passwords the roles shall have."""
    from reachable.adapters.embedded_database import start_server
    from reachable.config.backups.restoring import NotRestored
    from reachable.config.build import role_passwords
    from reachable.config.database import embedded_server, is_embedded, superuser_connection
    from reachable.config.given_secrets import read_secret
    from reachable.config.prepare import RolePasswords

    if is_embedded():
        server = embedded_server()
        kept = start_server(server)
        return superuser_connection(server, kept), role_passwords(kept)
    if not address:
        raise NotRestored("DATABASE_URL names another server. Name its administrator's address with --admin-url.")
    parts = urlsplit(address)
    where = {"host": parts.hostname, "port": parts.port, "user": unquote(parts.username or "")}
    where |= {"password": unquote(parts.password or "")}
    named = ("DATABASE_OWNER_URL", "DATABASE_URL", "DATABASE_BACKUP_URL")
    given = (unquote(urlsplit(read_secret(each, "")).password or "") for each in named)
    return {key: value for key, value in where.items() if value}, RolePasswords(*given)
