"""Measures two things in turn within one run, so that what slows the machine slows both.

In:  what to measure and what to measure it against.
Out: milliseconds of each, in order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of the thing itself and of what it is set against, each sorted."""

    own: tuple[float, ...]
    against: tuple[float, ...]

    def ratio(self, share: float) -> float:
        """Return how many times as long it took at this share of the runs (0.5 is the middle)."""
        return at_share(self.own, share) / at_share(self.against, share)


def time_in_turn(
    own: Callable[[int], object],
    against: Callable[[int], object],
    *,
    times: int,
    warm: int = 3,
    before: Callable[[int], object] = lambda _: None,
) -> Timed:
    """Return how long each took, one after the other, the first few left out. What is done `before` is not timed."""
    return Timed(*time_each((own, against), times=times, warm=warm, before=before))


def time_each(
    ways: Sequence[Callable[[int], object]],
    *,
    times: int,
    warm: int = 3,
    before: Callable[[int], object] = lambda _: None,
) -> tuple[tuple[float, ...], ...]:
    """Return how many milliseconds each of several ways took, sorted, each way once in every round."""
    measured: list[list[float]] = [[] for _ in ways]
    for number in range(times + warm):
        before(number)
        for place, do in enumerate(ways):
            began = perf_counter()
            do(number)
            if number >= warm:
                measured[place].append((perf_counter() - began) * 1000)
    return tuple(tuple(sorted(each)) for each in measured)


def at_share(values: Sequence[float], share: float) -> float:
    """Return the value that this share of sorted values does not exceed."""
    return values[min(len(values) - 1, int(len(values) * share))]
