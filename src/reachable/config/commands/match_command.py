"""Looks through every record again for records of the same child, as after a county's first load.

In:  whether Splink is to propose pairs as well, where it is installed.
Out: how many records were compared and what came of it. Nothing is linked that would not be linked one by one.
"""

import argparse
from dataclasses import asdict
from importlib.util import find_spec
from typing import TYPE_CHECKING

from reachable.config.commands.terminal import say, show, show_json

if TYPE_CHECKING:
    from reachable.journeys.matches_looked_through import Propose

NEEDED = ("splink", "duckdb", "pyarrow")
NOT_INSTALLED = "Splink is not installed, so Reachable’s own routes do everything. To add it: scripts/setup bulk"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare who else may propose."""
    parser.add_argument(
        "--batch",
        action="store_true",
        help="let Splink propose pairs as well; each is compared and decided as any other",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Look through everything once."""
    import django

    django.setup()
    from reachable.adapters.clock import read_clock
    from reachable.journeys.matches_looked_through import look_through_all

    propose = _find_proposer() if arguments.batch else None
    say("Looking through every record …")
    found = look_through_all(propose=propose, now=read_clock())
    if arguments.json:
        show_json({**asdict(found), "splink": propose is not None})
        return 0
    if propose is not None:
        show(
            f"Splink proposed {found.proposed} pairs, of which {found.proposed_only} no route of Reachable’s leads to."
        )
    show(
        f"{found.records} records were compared. {found.moved} now belong to another person than before; "
        f"{found.new_questions} new pairs are put to people, and {found.waiting} wait in all."
    )
    return 0


def _find_proposer() -> "Propose | None":
    if any(find_spec(name) is None for name in NEEDED):
        say(NOT_INSTALLED)
        return None
    from reachable.adapters.bulk_linkage import propose_pairs

    return propose_pairs
