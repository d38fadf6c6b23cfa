"""Measures how soon the rules answer: when one event has come, and when many children are asked about at once.

In:  a size.
Out: checks of each part; a part is a module of its own.
"""

from collections.abc import Callable

from reachable.config.measures import bench_rules_bulk, bench_rules_live
from reachable.config.measures.check import Check

PARTS = (bench_rules_live, bench_rules_bulk)


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Measure each part in turn, and return what was found against the targets."""
    return [check for part in PARTS for check in part.measure(size, progress)]
