"""A number of things about people that can be shown to anybody: small ones are never told apart.

In:  a count.
Out: SafeCount, which says "fewer than 5" for one to four.
"""

from dataclasses import dataclass

SMALLEST_TOLD = 5
"""Below this a number may point at somebody. Nought is told: it points at nobody."""


@dataclass(frozen=True, slots=True)
class SafeCount:
    """A count as it may be shown. `number` is None where it lies from one to four, so the exact one is gone."""

    number: int | None

    @classmethod
    def of(cls, count: int) -> "SafeCount":
        """Return a count with a small number left out.

        :raises ValueError: when the count is negative.
        """
        if count < 0:
            raise ValueError("a count is not negative")
        return cls(None if 0 < count < SMALLEST_TOLD else count)

    def say(self) -> str:
        """Return "12", "none" or "fewer than 5"."""
        if self.number is None:
            return f"fewer than {SMALLEST_TOLD}"
        return f"{self.number:,}" if self.number else "none"
