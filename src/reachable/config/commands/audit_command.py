"""Verifies the audit record: that no entry was changed, removed or slipped in, and that none waits to be chained.

In:  nothing.
Out: the first entry that does not fit, or that all do.
"""

import argparse

from reachable.config.commands.terminal import report_checks
from reachable.config.measures.check import Check

LONGEST_WAIT_SECONDS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what to do with the record."""
    parser.add_argument("act", choices=["verify"])
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Verify the chain."""
    import django

    django.setup()
    from reachable.access import queries

    broken = queries.first_broken_entry()
    waiting = queries.longest_chain_wait_seconds()
    checks = [
        Check("first entry that does not fit", broken, None, broken is None),
        Check(
            "longest wait to be chained, seconds",
            round(waiting, 1),
            LONGEST_WAIT_SECONDS,
            waiting <= LONGEST_WAIT_SECONDS,
        ),
    ]
    return report_checks("audit", "full", checks, as_json=arguments.json)
