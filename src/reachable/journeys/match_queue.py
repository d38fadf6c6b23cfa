"""In which order pairs of records wait to be judged: by what hangs on an answer and by time, never by the child.

In:  clocks that run, alerts nobody has answered, who is one person, pairs that wait.
Out: what hangs on each record; pairs in order, each with what hangs on it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from reachable.alerts.queries import UnansweredAlert
from reachable.kernel.ids import SubjectId
from reachable.matching.queries import PairWaiting
from reachable.rules.queries import DutyRecord

NO_DEADLINE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HangsOn:
    """What waits on a record: the soonest deadline of law, the soonest of any kind, an alert unanswered since when."""

    due_by_law: datetime | None = None
    due: datetime | None = None
    unanswered_since: datetime | None = None

    def __bool__(self) -> bool:
        """Test if anything waits on it."""
        return any((self.due_by_law, self.due, self.unanswered_since))

    def together_with(self, other: "HangsOn") -> "HangsOn":
        """Return what waits on either."""
        return HangsOn(
            _soonest(self.due_by_law, other.due_by_law),
            _soonest(self.due, other.due),
            _soonest(self.unanswered_since, other.unanswered_since),
        )


@dataclass(frozen=True, slots=True)
class QueuedPair:
    """A pair in its turn, with what hangs on an answer."""

    waiting: PairWaiting
    hangs: HangsOn


NOTHING = HangsOn()


def find_what_hangs(duties: Iterable[DutyRecord], alerts: Iterable[UnansweredAlert]) -> dict[SubjectId, HangsOn]:
    """Return what hangs on each record that has a clock running or an alert unanswered."""
    found: dict[SubjectId, HangsOn] = {}
    for duty in duties:
        clock = HangsOn(duty.due_at if duty.by_law else None, duty.due_at)
        found[duty.subject_id] = found.get(duty.subject_id, NOTHING).together_with(clock)
    for alert in alerts:
        about = SubjectId(alert.about_id)
        told = HangsOn(alert.due_at if alert.by_law else None, alert.due_at, alert.raised_at)
        found[about] = found.get(about, NOTHING).together_with(told)
    return found


def put_in_turn(
    waiting: Iterable[PairWaiting],
    people: Mapping[SubjectId, tuple[SubjectId, ...]],
    hanging: Mapping[SubjectId, HangsOn],
) -> list[QueuedPair]:
    """Return pairs in the order in which an answer is needed.

    First those on which something hangs for either person, by the soonest deadline of law, then by any deadline, then
    by how long an alert has gone unanswered; then the others by how long they have waited. One of which somebody was
    not sure comes after all others: it has been looked at.
    """
    queued = [QueuedPair(each, _hangs_on_either(each, people, hanging)) for each in dict.fromkeys(waiting)]
    return sorted(queued, key=_turn)


def _hangs_on_either(
    waiting: PairWaiting, people: Mapping[SubjectId, tuple[SubjectId, ...]], hanging: Mapping[SubjectId, HangsOn]
) -> HangsOn:
    found = NOTHING
    for side in waiting.pair:
        for member in people.get(side, (side,)):
            found = found.together_with(hanging.get(member, NOTHING))
    return found


def _turn(queued: QueuedPair) -> tuple[bool, bool, datetime, datetime, datetime, datetime, tuple[SubjectId, SubjectId]]:
    hangs, waiting = queued.hangs, queued.waiting
    return (
        waiting.is_unsure,
        not hangs,
        hangs.due_by_law or NO_DEADLINE,
        hangs.due or NO_DEADLINE,
        hangs.unanswered_since or NO_DEADLINE,
        waiting.found_at,
        waiting.pair,
    )


def _soonest(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((each for each in (one, other) if each is not None), default=None)
