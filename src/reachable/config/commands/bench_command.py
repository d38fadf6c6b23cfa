"""Measures how fast something is, as ratios within one run, on a database of its own.

In:  a name and a size.
Out: figures against targets; exit status 1 when one is missed.
"""

import argparse

from reachable.config.commands.measuring import add_measure_arguments, run_measure
from reachable.config.measures import BENCHES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what to measure."""
    add_measure_arguments(parser, BENCHES)


def run(arguments: argparse.Namespace) -> int:
    """Measure it."""
    return run_measure("bench", BENCHES, arguments)
