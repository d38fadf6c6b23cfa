"""A number of things about people that can be shown to anybody: small ones are never told apart, others are rounded.

In:  a count.
Out: SafeCount, which says "fewer than 8" for one to seven, and any other to the nearest five.
"""

from dataclasses import dataclass

SMALLEST_TOLD = 8
"""Below this a number may point at somebody. Nought is told: it points at nobody."""

ROUNDED_TO = 5
"""So that one child more or less is not seen by looking twice: see decision 0075."""


def round_count(count: int) -> int:
    """Return a count to the nearest five."""
    return (count + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO


@dataclass(frozen=True, slots=True)
class SafeCount:
    """A count as it may be shown. `number` is None where it lies from one to seven, so the exact one is gone."""

    number: int | None

    @classmethod
    def of(cls, count: int) -> "SafeCount":
        """Return a count with a small number left out, and any other rounded.

        :raises ValueError: when the count is negative.
        """
        if count < 0:
            raise ValueError("a count is not negative")
        return cls(None if 0 < count < SMALLEST_TOLD else round_count(count))

    def say(self) -> str:
        """Return "about 10", "none" or "fewer than 8"."""
        if self.number is None:
            return f"fewer than {SMALLEST_TOLD}"
        return f"about {self.number:,}" if self.number else "none"
