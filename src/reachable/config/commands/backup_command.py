"""Makes a backup of the whole database that is known to be whole: it is counted, summed up and read back.

In:  a folder that is not there yet, on a disk of its own.
Out: the folder with the dump and its manifest, or nothing. The keys of the installation are not in it. Older ones
     beside it whose time is over are named, or thrown away when that is asked for: whoever was erased is still in them.
"""

import argparse
from pathlib import Path

from reachable.config.commands.terminal import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where to, and with which key."""
    parser.add_argument("folder", help="a folder that is not there yet")
    parser.add_argument("--key", metavar="FILE", help="encrypt the dump with the key in this file: 64 hex digits")
    parser.add_argument(
        "--throw-away-old", action="store_true", help="remove backups of the same database beside it whose time is over"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make it."""
    import django

    django.setup()
    from django.db import connections

    from reachable.adapters.clock import read_clock
    from reachable.config.backups.making import make_backup
    from reachable.config.backups.throwing_away import find_past_their_time, throw_away
    from reachable.config.database import backup_connection

    where = backup_connection(connections["default"].settings_dict["NAME"])
    folder = Path(arguments.folder)
    key_file = Path(arguments.key) if arguments.key else None
    now = read_clock()
    manifest = make_backup(where, folder, key_file=key_file, now=now, progress=say)
    rows = sum(table["rows"] for table in manifest["tables"].values())
    say(
        f"{folder.name} holds {rows} rows of {len(manifest['tables'])} tables, to entry"
        f" {manifest['audit_head']['sequence']} of the audit record."
    )
    if key_file is None:
        say("It is not encrypted: whoever has the folder can read every record. Name a key with --key.")
    say("The keys of this installation are not in it. Keep them in another place: without them no safe place opens.")
    old = find_past_their_time(folder, now=now)
    if arguments.throw_away_old:
        throw_away(old)
    if old:
        named = ", ".join(each.name for each in old)
        say(
            f"Thrown away, since their time is over: {named}."
            if arguments.throw_away_old
            else f"Their time is over, and whoever was erased since is still in them: {named}. Remove them, or make the"
            " next backup with --throw-away-old."
        )
    return 0
