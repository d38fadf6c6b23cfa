"""Proves that a promise holds, by trying to break it on a database of its own.

In:  a name and a size.
Out: what was tried and whether the promise held; exit status 1 when it did not.
"""

import argparse

from reachable.config.commands.measuring import add_measure_arguments, run_measure
from reachable.config.measures import PROOFS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what to prove."""
    add_measure_arguments(parser, PROOFS)


def run(arguments: argparse.Namespace) -> int:
    """Prove it."""
    return run_measure("prove", PROOFS, arguments)
