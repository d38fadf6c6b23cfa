"""Lets a partnership look at children for weeks, insiders among them, and asks who was raised to whom, and how soon.

In:  a size. All is done through the journeys people use, as the application role, and looked for by the same rounds.
Out: checks: of each pattern, how many of those planted were raised; how many others were, by reviewer and week.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from reachable.access.context import running
from reachable.access.domain.viewer import Run
from reachable.access.operations import chain_waiting_entries
from reachable.access.queries.own_work import list_reviewers_of
from reachable.config.measures.check import Check
from reachable.config.measures.insider_scene import LOOKED_FOR, InsiderScene, make_insider_scene
from reachable.config.measures.insider_weeks import Act, Weeks, from_london
from reachable.config.measures.throwaway import throwaway_database
from reachable.journeys.looks_watched import watch_looks, watch_weeks_of_looks
from reachable.kernel.ids import UserId
from reachable.oversight.domain.findings import Pattern
from reachable.oversight.domain.limits import find_limits
from reachable.oversight.queries.looks import list_unanswered

FIRST = date(2026, 3, 9)
"""A Monday. The clocks go forward within the fourth week."""

WEEKS = {"small": 4, "full": 8}
ORDINARY = {"small": 2, "full": 12}
OF_EACH = {"small": 2, "full": 12}
ROUNDS = {"small": timedelta(hours=6), "full": timedelta(hours=1)}
"""How often patterns are looked for: the jobs do it every hour. What takes weeks is looked for once a day."""

FALSE_ALARMS = 0.5
"""Findings about nobody's planted pattern that a reviewer may be asked about, on average, in a week."""

SEED = 55
RUN = Run("measure")


@dataclass(frozen=True, slots=True)
class Raised:
    """A finding, and to whom it was raised."""

    whom: UserId
    pattern: Pattern
    at: datetime
    reviewers: frozenset[UserId]


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Make a partnership, let the weeks pass, and return what was found."""
    weeks = WEEKS[size]
    since, until = from_london(FIRST, 0), from_london(FIRST + timedelta(weeks=weeks + 1), 0)
    with throwaway_database():
        scene = make_insider_scene(
            since=since - timedelta(days=2), until=until, ordinary=ORDINARY[size], of_each=OF_EACH[size]
        )
        acts = Weeks(scene, first=FIRST, weeks=weeks, limits=find_limits(FIRST), seed=SEED).acts()
        progress(f"Letting {len(acts)} looks, searches and arrests of {weeks} weeks happen …")
        _live(acts, since, until, ROUNDS[size])
        raised = _list_raised(until)
        while chain_waiting_entries():
            pass
    return list(_judge(scene, acts, raised, weeks))


def _live(acts: Sequence[Act], since: datetime, until: datetime, apart: timedelta) -> None:
    """Let everything happen in its order, and the rounds between."""
    waiting = iter(acts)
    act = next(waiting, None)
    now, seen = since, since
    while now <= until:
        while act is not None and act.at <= now:
            act.do(act.at)
            act = next(waiting, None)
        watch_looks(now=now)
        if now - seen >= timedelta(days=1):
            watch_weeks_of_looks(now=now)
            seen = now
        now += apart


def _list_raised(now: datetime) -> list[Raised]:
    by_code = {each.code: each for each in Pattern}
    asked: dict[UUID, set[UserId]] = {}
    with running(job="measure", now=now):
        found = list_unanswered(viewer=RUN, told_by=now)
        for about, user in list_reviewers_of(viewer=RUN, about_ids=[each.id for each in found]):
            asked.setdefault(about, set()).add(UserId(user))
    return [
        Raised(each.whom, by_code[each.key.split(":")[0]], each.raised_at, frozenset(asked.get(each.id, ())))
        for each in found
    ]


def _judge(scene: InsiderScene, acts: Sequence[Act], raised: Sequence[Raised], weeks: int) -> Iterator[Check]:
    yield Check("looks, searches and arrests", len(acts), None, holds=True)
    yield Check("people who look", len({each.who for each in acts}), None, holds=True)
    complete = {(act.who, act.completes): act.at for act in acts if act.completes is not None}
    found: dict[tuple[UserId, Pattern], Raised] = {}
    for one in sorted(raised, key=lambda each: each.at):
        if (one.whom, one.pattern) in complete:
            found.setdefault((one.whom, one.pattern), one)
    again = sum(1 for each in raised if (each.whom, each.pattern) in complete) - len(found)
    yield Check("planted and raised a second time", again, 0, holds=again == 0)
    for pattern in LOOKED_FOR:
        planted = [key for key in complete if key[1] is pattern]
        right = sum(1 for key in planted if key in found)
        share = f"{right} of {len(planted)}"
        yield Check(
            f"planted and raised: {pattern.label}", share, f"{len(planted)} of {len(planted)}", _all(right, planted)
        )
    early = [key for key, each in found.items() if each.at < complete[key]]
    yield Check("raised before it could be seen", len(early), 0, holds=not early)
    waits = [(each.at - complete[key]).total_seconds() / 3600 for key, each in found.items()]
    longest = round(max(waits, default=0.0), 1)
    yield Check("longest from the last look to the reviewer, hours", longest, 24 + 6, holds=longest <= 24 + 6)
    false = [each for each in raised if (each.whom, each.pattern) not in complete]
    kinds = Counter(each.pattern.code for each in false)
    yield Check("raised of nobody's planted pattern, by kind", dict(kinds), None, holds=True)
    asked = sum(len(each.reviewers) for each in false)
    rate = round(asked / len(scene.reviewers) / weeks, 3)
    yield Check("false alarms for each reviewer and week", rate, FALSE_ALARMS, holds=rate <= FALSE_ALARMS)
    sergeants = {each.viewer.user_id for each in scene.sergeants}
    wrong = [each for each in raised if each.whom in sergeants]
    yield Check("sergeants raised for a night of custody", len(wrong), 0, holds=not wrong)
    untold = [each for each in raised if not each.reviewers]
    yield Check("raised to nobody", len(untold), 0, holds=not untold)
    own = [each for each in raised if each.whom in each.reviewers]
    yield Check("raised to whom it is about", len(own), 0, holds=not own)


def _all(right: int, planted: Sequence[object]) -> bool:
    return bool(planted) and right == len(planted)
