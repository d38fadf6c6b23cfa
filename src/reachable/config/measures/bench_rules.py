"""Measures how soon the rules answer when one event has come.

In:  a size.
Out: checks.
"""

from collections.abc import Callable

from reachable.config.measures import bench_rules_live
from reachable.config.measures.check import Check


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Measure, and return what was found against the targets."""
    return bench_rules_live.measure(size, progress)
