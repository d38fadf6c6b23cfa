"""Four answers to a question about imprecise dates.

In:  nothing.
Out: Certainty, and how answers combine.
"""

from collections.abc import Iterable
from enum import Enum


class Certainty(Enum):
    """How sure the dates let us be. Only CERTAINLY raises an alert by itself; POSSIBLY asks a question."""

    CERTAINLY = "certainly"
    POSSIBLY = "possibly"
    CANNOT_SAY = "cannot say"
    NO = "no"

    # A member is one object: its identity is the quickest hash. The enum's own hashes its name, in Python, each time.
    __hash__ = object.__hash__

    def __and__(self, other: "Certainty") -> "Certainty":
        """Combine two answers that must both hold: the weaker one decides."""
        return self if _WEAKNESS[self] >= _WEAKNESS[other] else other

    def __or__(self, other: "Certainty") -> "Certainty":
        """Combine two answers of which one must hold: the stronger one decides."""
        return self if _WEAKNESS[self] <= _WEAKNESS[other] else other

    def negated(self) -> "Certainty":
        """Return the answer to the opposite question."""
        return _OPPOSITE[self]


_WEAKNESS = {Certainty.CERTAINLY: 0, Certainty.POSSIBLY: 1, Certainty.CANNOT_SAY: 2, Certainty.NO: 3}
_OPPOSITE = {
    Certainty.CERTAINLY: Certainty.NO,
    Certainty.POSSIBLY: Certainty.POSSIBLY,
    Certainty.CANNOT_SAY: Certainty.CANNOT_SAY,
    Certainty.NO: Certainty.CERTAINLY,
}


def all_of(answers: Iterable[Certainty]) -> Certainty:
    """Return the answer to "do all of these hold?". None asked is CERTAINLY."""
    result = Certainty.CERTAINLY
    for answer in answers:
        result = result & answer
        if result is Certainty.NO:
            break
    return result


def any_of(answers: Iterable[Certainty]) -> Certainty:
    """Return the answer to "does one of these hold?". None asked is NO."""
    result = Certainty.NO
    for answer in answers:
        result = result | answer
        if result is Certainty.CERTAINLY:
            break
    return result
