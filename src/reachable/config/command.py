"""The `reachable` command. Every part of it starts the embedded database when it is not running.

In:  words typed at a terminal.
Out: an exit status: 0 done, 1 a target was missed or a file was refused, 2 the words were off.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from reachable.adapters.problems import CannotGoOn

PARTS = {
    "demo": "make the made-up partnership and open the site",
    "serve": "run the site and its jobs",
    "stop": "stop the site, its jobs and the embedded database",
    "migrate": "bring the tables up to date",
    "prepare": "make the roles and the database on another PostgreSQL server",
    "import": "bring in an agency's extract",
    "match": "look through every record again for records of the same child",
    "briefing": "print an area's briefing for a day",
    "replay": "replay a published case: what could have been known, when, by whom",
    "jobs": "do what is due: evaluate, escalate, send, chain the audit record",
    "bind": "bind people to what their identity provider calls them",
    "leave": "close the accounts of people who left, at once",
    "readmit": "let somebody back in who lost their password or second factor; a supervisor agrees",
    "audit": "verify the audit record, write it out, show what is kept of partners' records",
    "backup": "make a backup of everything that is known to be whole",
    "restore": "restore a backup where nothing is yet, and show that it is the same",
    "keys": "show how old secrets are, change the places key and the passwords of roles",
    "weaknesses": "compare the locked libraries with known weaknesses",
    "bench": "measure how fast it is, as ratios within one run",
    "prove": "prove that a promise holds",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one part of the command and return its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reachable.config.settings")
    said = list(sys.argv[1:] if words is None else words)
    parser = argparse.ArgumentParser(
        prog="reachable", description="One shared picture of a child, so that no reachable moment is missed."
    )
    parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
    for name, summary in PARTS.items():
        part = parts.add_parser(name, help=summary)
        if said[:1] == [name]:
            # Only the part that runs is loaded, so that each starts quickly.
            module = import_module(f"reachable.config.commands.{name}_command")
            part.description = module.__doc__
            module.add_arguments(part)
            part.set_defaults(run=module.run)
    chosen = parser.parse_args(said)
    try:
        return int(chosen.run(chosen))
    except CannotGoOn as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
