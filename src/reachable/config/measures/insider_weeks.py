"""Weeks of looking: what ordinary people do by day and night, what comes close to a pattern, and what insiders do.

In:  an InsiderScene; a first day; how many weeks; a seed.
Out: Act values in the order of time, each with whom it is of and, for the last of a planted pattern, which one.

The hour in London is worked out here from the rule of British Summer Time, apart from the code that is tried.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from reachable.access.context import running
from reachable.access.domain.viewer import Shown
from reachable.access.operations import note_search
from reachable.config.measures.insider_scene import BY, POLICE, InsiderScene, Worker
from reachable.config.measures.made_up_children import make_event_of
from reachable.journeys.child_looked_up import look_up_child
from reachable.journeys.glass_broken import break_glass
from reachable.kernel.ids import AboutId, SubjectId, UserId
from reachable.oversight.domain.broken_glass import GlassReason
from reachable.oversight.domain.exact_child import StatedChild
from reachable.oversight.domain.findings import Pattern
from reachable.oversight.domain.limits import Limits
from reachable.people.queries import open_records
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.operations import add_events

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
DANGER = "May be hurt before the morning"


@dataclass(frozen=True, slots=True)
class Act:
    """Something somebody does at a moment. `completes` is the planted pattern that can be seen from then on."""

    at: datetime
    who: UserId
    do: Callable[[datetime], object]
    completes: Pattern | None = None


def from_london(day: date, hour: int, minute: int = 0) -> datetime:
    """Return the instant of a London wall clock: an hour ahead from the last Sunday of March to that of October."""
    told = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
    begins, ends = (_last_sunday(day.year, month) for month in (3, 10))
    summer = begins + timedelta(hours=1) <= told - timedelta(hours=1) < ends + timedelta(hours=1)
    return told - timedelta(hours=1) if summer else told


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, tzinfo=UTC)
    return last - (last.weekday() + 1) % 7 * DAY


class Weeks:
    """Writes down what everybody does, day by day."""

    def __init__(self, scene: InsiderScene, *, first: date, weeks: int, limits: Limits, seed: int) -> None:
        self.scene, self.limits = scene, limits
        self.chance = random.Random(seed)  # noqa: S311 - made-up weeks, no secret
        self.days = [first + each * DAY for each in range(weeks * 7)]
        self.working = [each for each in self.days if each.weekday() < 5]

    def acts(self) -> list[Act]:
        """Return everything that is done, by time."""
        acts = [each for worker in (*self.scene.workers, *self.scene.insiders) for each in self._working_days(worker)]
        for sergeant in self.scene.sergeants:
            acts += self._custody_nights(sergeant)
        acts += self._close_calls(self.scene.workers)
        for number, worker in enumerate(self.scene.workers[-3:]):
            acts += self._full_days(worker, number)
        for place, worker in enumerate(self.scene.workers[5:]):
            if place % 6 == 0:
                acts += self._stands_in(worker)
            elif place % 6 == 1:
                acts += self._covers(worker)
        for number, insider in enumerate(self.scene.insiders):
            acts += self._plant(insider, number)
        return sorted(acts, key=lambda each: each.at)

    def _working_days(self, worker: Worker) -> Iterator[Act]:
        """Yield children of their own, now and then somebody else's, a wrong address, numbers they were given."""
        held = self.scene.held[worker.agency]
        for day in self.working:
            for about in self.chance.sample(worker.own, self.chance.randint(2, 4)):
                yield self._look(worker, about, self._by_day(day))
            if self.chance.random() < 0.1:
                yield self._look(worker, self.chance.choice(held), self._by_day(day))
            if self.chance.random() < 0.05:
                yield self._look(worker, AboutId(uuid4()), self._by_day(day))
            if self.chance.random() < 0.3:
                yield self._search(worker, self._by_day(day), shows=self.chance.random() < 0.5)

    def _custody_nights(self, sergeant: Worker) -> Iterator[Act]:
        """Yield nights of thirty children and more, each arrested that night, opened within two of the small hours."""
        for day in self.days[:: self.chance.randint(2, 3)]:
            start = from_london(day, self.chance.randint(0, 3), self.chance.randint(0, 59))
            for number, about in enumerate(self.chance.sample(self.scene.custody, self.chance.randint(30, 36))):
                at = start + number * 3 * MINUTE
                yield Act(at - MINUTE, sergeant.viewer.user_id, self._arrest(about))
                yield self._look(sergeant, about, at)
            if self.chance.random() < 0.5:
                yield self._search(sergeant, start, shows=False)

    def _close_calls(self, workers: Sequence[Worker]) -> Iterator[Act]:
        """Yield what is one less than each limit, or an hour too late, by people who do their work."""
        limits = self.limits
        trawler, nightly, early, typist, breaker = workers[:5]
        held = self.scene.held
        for number, about in enumerate(self.chance.sample(held[nightly.agency], limits.night_records - 1)):
            yield self._look(nightly, about, from_london(self.days[8], 2) + number * MINUTE)
        # After the clocks went forward 06:05 in London is 05:05 in UTC: no night any more.
        for number, about in enumerate(self.chance.sample(held[early.agency], limits.night_records + 5)):
            yield self._look(early, about, from_london(self.days[-2], 6, 5) + number * MINUTE)
        some = self.chance.sample(held[trawler.agency], limits.trawl_days - 4)
        for day, about in zip(self.working, some, strict=False):
            yield self._look(trawler, about, from_london(day, 11))
        for number in range(limits.fishing_in_a_day - 3):
            yield self._search(typist, from_london(self.working[6], 10, number), shows=False)
        for days in (0, 1, 8):
            yield self._break(breaker, from_london(self.days[5 + days], 20))

    def _stands_in(self, worker: Worker) -> Iterator[Act]:
        """Yield whoever stands in wherever somebody is away: other children each day, allocated to nobody in time."""
        for day in self.working:
            for about in self.chance.sample(self.scene.held[worker.agency], self.chance.randint(1, 3)):
                yield self._look(worker, about, self._by_day(day))

    def _full_days(self, worker: Worker, number: int) -> Iterator[Act]:
        """Yield a front desk's forty referrals, a hub's morning of lists and twenty children, or a batch to print."""
        held = self.scene.held[worker.agency]
        for day in self.working[3 + number :: 10]:
            if number == 1:
                for page in range(0, len(held), 20):
                    yield self._list(worker, held[page : page + 20], from_london(day, 8) + page // 20 * MINUTE)
            many = (40, 20, 30)[number]
            apart = (11, 2, 0)[number] * MINUTE
            for place, about in enumerate(self.chance.sample(held, many)):
                yield self._look(worker, about, from_london(day, 9) + place * apart)
            for about in worker.own:
                yield self._look(worker, about, from_london(day, 16))

    def _covers(self, worker: Worker) -> Iterator[Act]:
        """Yield whoever carries on a colleague's fifteen children for weeks before they are allocated anew."""
        taken_over = self.chance.sample(self.scene.held[worker.agency], 15)
        for day in self.working:
            for about in self.chance.sample(taken_over, 3):
                yield self._look(worker, about, self._by_day(day))

    def _plant(self, insider: Worker, number: int) -> Iterator[Act]:
        pattern = insider.planted
        if pattern in (Pattern.OWN_FAMILY, Pattern.NEIGHBOUR, Pattern.COLLEAGUE):
            day = self.working[(3 + number) % len(self.working)]
            yield self._look(insider, insider.tied[0], self._by_day(day), completes=pattern)
        elif pattern is Pattern.SLOW_TRAWL:
            yield from self._trawl(insider)
        elif pattern is Pattern.NIGHT_BULK:
            yield from self._go_through(insider, number)
        elif pattern is Pattern.DAY_BULK:
            yield from self._read_all(insider, number)
        elif pattern is Pattern.NUMBER_FISHING:
            yield from self._fish(insider, number)
        elif pattern is Pattern.GLASS_OFTEN:
            often = self.limits.glass_in_a_week
            for each in range(often):
                at = from_london(self.days[3 + number % 7 + 2 * each], 19, number % 50)
                yield self._break(insider, at, completes=pattern if each == often - 1 else None)

    def _trawl(self, insider: Worker) -> Iterator[Act]:
        """Yield three others a day, by day and by no means fast, until there are as many as are asked about."""
        held = self.chance.sample(self.scene.held[insider.agency], self.limits.trawl_records)
        days = self.working[: max(self.limits.trawl_days, -(-len(held) // 3))]
        for number, about in enumerate(held):
            at = from_london(days[number * len(days) // len(held)], 9 + number % 3 * 3, number % 50)
            yield self._look(insider, about, at, completes=Pattern.SLOW_TRAWL if number == len(held) - 1 else None)

    def _go_through(self, insider: Worker, number: int) -> Iterator[Act]:
        """Yield a night: at three, soon after midnight, or in summer time up to a few minutes before six."""
        day, hour, minute = ((self.days[9], 3, 0), (self.days[-2], 0, 5), (self.days[-3], 5, 15))[number % 3]
        children = self.chance.sample(self.scene.held[insider.agency], self.limits.night_records)
        for place, about in enumerate(children):
            at = from_london(day, hour, minute) + place * MINUTE
            yield self._look(insider, about, at, completes=Pattern.NIGHT_BULK if place == len(children) - 1 else None)

    def _read_all(self, insider: Worker, number: int) -> Iterator[Act]:
        """Yield an afternoon of one record a minute, or a working day with minutes between them."""
        day, hour, apart = ((self.working[10], 14, MINUTE), (self.working[11], 8, 8 * MINUTE))[number % 2]
        # Of their own work meanwhile they look at some, and of others' at one now and then: those come on top.
        children = self.chance.sample(self.scene.held[insider.agency], self.limits.day_records)
        for place, about in enumerate(children):
            at = from_london(day, hour) + place * apart
            yield self._look(insider, about, at, completes=Pattern.DAY_BULK if place == len(children) - 1 else None)

    def _fish(self, insider: Worker, number: int) -> Iterator[Act]:
        """Yield one evening of numbers, or a few a day for a week."""
        if number % 2:
            times = [from_london(self.working[5], 21, each * 4) for each in range(self.limits.fishing_in_a_day)]
        else:
            many = self.limits.fishing_in_a_week
            times = [from_london(self.working[5 + each // 4], 12 + each % 4, each % 50) for each in range(many)]
        for at in times:
            yield self._search(insider, at, shows=False, completes=Pattern.NUMBER_FISHING if at == times[-1] else None)

    def _by_day(self, day: date) -> datetime:
        return from_london(day, self.chance.randint(8, 17), self.chance.randint(0, 59))

    def _look(self, worker: Worker, about: AboutId, at: datetime, *, completes: Pattern | None = None) -> Act:
        def do(now: datetime) -> None:
            open_records(viewer=worker.at(now), about_ids=[about], shown=Shown.OPENED, what="child's page")

        return Act(at, worker.viewer.user_id, do, completes)

    def _list(self, worker: Worker, abouts: Sequence[AboutId], at: datetime) -> Act:
        def do(now: datetime) -> None:
            open_records(viewer=worker.at(now), about_ids=abouts, shown=Shown.LISTED, what="briefing")

        return Act(at, worker.viewer.user_id, do)

    def _search(self, worker: Worker, at: datetime, *, shows: bool, completes: Pattern | None = None) -> Act:
        number = f"07700 900{self.chance.randint(0, 999):03}"

        def do(now: datetime) -> None:
            viewer = worker.at(now)
            if not shows:
                look_up_child(words=number, case="INC-2041", viewer=viewer, now=now)
                return
            note_search(what="looked up by telephone", by=viewer, now=now)
            open_records(viewer=viewer, about_ids=[worker.own[0]], shown=Shown.LISTED, what="look-up")

        return Act(at, worker.viewer.user_id, do, completes)

    def _arrest(self, about: AboutId) -> Callable[[datetime], object]:
        def do(now: datetime) -> None:
            event = make_event_of(self.scene.agencies[POLICE], SubjectId(about), EventKind.ARREST, now)
            with running(job="measure", now=now):
                add_events(events=[event], by=BY, now=now)

        return do

    def _break(self, worker: Worker, at: datetime, *, completes: Pattern | None = None) -> Act:
        stated = StatedChild(given="Nobody", family="Known", born=date(2012, 1, 1))

        def do(now: datetime) -> None:
            break_glass(stated=stated, reason=GlassReason.HURT, danger=DANGER, viewer=worker.at(now), now=now)

        return Act(at, worker.viewer.user_id, do, completes)
