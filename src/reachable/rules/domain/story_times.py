"""When the events of a published story may have happened, from ages, order and "three weeks later".

In:  for each event the earliest and latest day its age or date allows, and the days that may lie between two events.
Out: StoryTimes: the tightest days of each event, and the fewest and most days between any two.

A story that says only "aged 14 to 15" still says for certain that three weeks are longer than two: what is known of the
time between two events is kept apart from what is known of each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reachable.kernel.ids import EventId
from reachable.rules.domain.gaps import Gap
from reachable.timeline.domain.facts import Fact

NEVER = 400_000
"""More days than any story spans: no limit."""

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Between:
    """An event happens at least and at most so many days after another."""

    first: int
    second: int
    fewest: int
    most: int = NEVER


class TimesContradict(ValueError):
    """No days can satisfy everything that is said about one event."""

    def __init__(self, number: int) -> None:
        super().__init__(f"event {number} cannot have happened when it is said to have")
        self.number = number


@dataclass(frozen=True, slots=True)
class StoryTimes:
    """The fewest and most days from any event to any other. Event 0 is the day the counting starts."""

    start: date
    most: Mapping[tuple[int, int], int]

    def earliest(self, number: int) -> date:
        """Return the first day an event can have happened."""
        return self.start - timedelta(days=self.most[number, 0])

    def latest(self, number: int) -> date:
        """Return the last day an event can have happened."""
        return self.start + timedelta(days=self.most[0, number])

    def gap(self, first: int, second: int) -> Gap:
        """Return the fewest and most days from one event to another."""
        return Gap(timedelta(days=-self.most[second, first]), timedelta(days=self.most[first, second]))


def work_out_times(days: dict[int, tuple[date, date]], between: Sequence[Between]) -> StoryTimes:
    """Return the tightest times that agree with everything said.

    :raises TimesContradict: when nothing does.
    """
    start = min(first for first, _ in days.values())
    numbers = (0, *days)
    most = {(one, other): 0 if one == other else NEVER for one in numbers for other in numbers}
    for number, (first, last) in days.items():
        most[0, number] = (last - start).days
        most[number, 0] = -(first - start).days
    for said in between:
        most[said.first, said.second] = min(most[said.first, said.second], said.most)
        most[said.second, said.first] = min(most[said.second, said.first], -said.fewest)
    for through in numbers:
        for one in numbers:
            for other in numbers:
                most[one, other] = min(most[one, other], most[one, through] + most[through, other])
    for number in reversed(days):
        if most[number, number] < 0:
            raise TimesContradict(number)
    return StoryTimes(start, most)


class StoryGaps:
    """Gaps between the facts of a story, as exact as the story allows."""

    def __init__(self, times: StoryTimes, numbers: Mapping[EventId, int]) -> None:
        self._times = times
        self._numbers = numbers

    def in_days(self, first: Fact, second: Fact) -> Gap | None:
        """Return the gap counted in whole days."""
        return self._times.gap(self._numbers[first.id], self._numbers[second.id])

    def in_time(self, first: Fact, second: Fact) -> Gap | None:
        """Return the gap in elapsed time: up to a day more or less than the days say, since no hour is told."""
        if first.id == second.id:
            return Gap(timedelta(0), timedelta(0))
        days = self._times.gap(self._numbers[first.id], self._numbers[second.id])
        return Gap(days.shortest - A_DAY, days.longest + A_DAY)
