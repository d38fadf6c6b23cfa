"""One thing that was measured or proved.

In:  what was found and what was wanted.
Out: Check.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Check:
    """One thing measured or proved: what, the value found, the target, and whether it holds.

    A target of None is a figure to know, which nothing was promised of.
    """

    what: str
    value: Any
    target: Any
    holds: bool
