"""Choices that look random and are the same every time.

In:  the seed of a world, and what the choice is for.
Out: a random.Random of its own, so that a new choice in one place never moves another.
"""

import random

Chance = random.Random


def chance_for(seed: int, *purpose: str) -> Chance:
    """Return a generator that depends only on the seed and the purpose named."""
    return Chance(":".join((str(seed), *purpose)))
