"""How long may lie between two things that happened, when neither time need be exact.

In:  two facts.
Out: Gap, in days and in elapsed time, and three-way answers about it.
"""

from datetime import timedelta
from typing import NamedTuple, Protocol

from reachable.kernel.certainty import Certainty
from reachable.kernel.london import london_date
from reachable.kernel.when import Precision
from reachable.timeline.domain.facts import Fact

NO_TIME = timedelta(0)


class Gap(NamedTuple):
    """The shortest and the longest time that may lie from one thing to another; negative when they may be turned."""

    shortest: timedelta
    longest: timedelta

    def at_least(self, span: timedelta) -> Certainty:
        """Answer "is it at least this long?"."""
        if self.longest < span:
            return Certainty.NO
        return Certainty.CERTAINLY if self.shortest >= span else Certainty.POSSIBLY

    def at_most(self, span: timedelta) -> Certainty:
        """Answer "is it at most this long?"."""
        if self.shortest > span:
            return Certainty.NO
        return Certainty.CERTAINLY if self.longest <= span else Certainty.POSSIBLY


class Gaps(Protocol):
    """Whoever can say how far apart two facts are. None means that a date is not known at all."""

    def in_days(self, first: Fact, second: Fact) -> Gap | None:
        """Return the gap counted in whole London days, so that a record with only a day compares exactly."""

    def in_time(self, first: Fact, second: Fact) -> Gap | None:
        """Return the gap in elapsed time."""


class GapsByDate:
    """Gaps worked out from the two dates alone."""

    def in_days(self, first: Fact, second: Fact) -> Gap | None:
        """Return the gap counted in whole London days."""
        one, other = first.instants.happened, second.instants.happened
        if not (one.is_known and other.is_known):
            return None
        return Gap(
            london_date(other.earliest) - london_date(one.latest), london_date(other.latest) - london_date(one.earliest)
        )

    def in_time(self, first: Fact, second: Fact) -> Gap | None:
        """Return the gap in elapsed time."""
        one, other = first.instants.happened, second.instants.happened
        if not (one.is_known and other.is_known):
            return None
        return Gap(other.earliest - one.latest, other.latest - one.earliest)


def follows(gaps: Gaps, first: Fact, second: Fact) -> Certainty:
    """Answer "did the second happen at or after the first?".

    Where either gives no time of day, the same day counts as following: whoever writes a day means "on that day".
    """
    exact = first.instants.happened.precision is second.instants.happened.precision is Precision.EXACT
    gap = gaps.in_time(first, second) if exact else gaps.in_days(first, second)
    return Certainty.CANNOT_SAY if gap is None else gap.at_least(NO_TIME)
