"""Makes a backup of the whole database that is known to be whole: it is counted, summed up and read back.

In:  a folder that is not there yet, on a disk of its own.
Out: the folder with the dump and its manifest, or nothing. The keys of the installation are not in it.
"""

import argparse
from pathlib import Path

from reachable.config.commands.terminal import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where to, and with which key."""
    parser.add_argument("folder", help="a folder that is not there yet")
    parser.add_argument("--key", metavar="FILE", help="encrypt the dump with the key in this file: 64 hex digits")


def run(arguments: argparse.Namespace) -> int:
    """Make it."""
    import django

    django.setup()
    from django.db import connections

    from reachable.adapters.clock import read_clock
    from reachable.config.backups.making import make_backup
    from reachable.config.database import backup_connection

    where = backup_connection(connections["default"].settings_dict["NAME"])
    folder = Path(arguments.folder)
    key_file = Path(arguments.key) if arguments.key else None
    manifest = make_backup(where, folder, key_file=key_file, now=read_clock(), progress=say)
    rows = sum(table["rows"] for table in manifest["tables"].values())
    say(
        f"{folder.name} holds {rows} rows of {len(manifest['tables'])} tables, to entry"
        f" {manifest['audit_head']['sequence']} of the audit record."
    )
    if key_file is None:
        say("It is not encrypted: whoever has the folder can read every record. Name a key with --key.")
    say("The keys of this installation are not in it. Keep them in another place: without them no safe place opens.")
    return 0
