"""When could it have been known? The same facts, read as known to everybody, to one agency, or with hindsight.

In:  every fact held about a child, and a reading.
Out: for each moment the first instant at which it could be asked about and the first at which it was certain.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import AgencyId, EventId
from reachable.kernel.london import in_utc
from reachable.rules.domain.definition import Rule
from reachable.rules.domain.evaluation import evaluate
from reachable.rules.domain.firings import Fired, FiringKey
from reachable.rules.domain.nearby import NOTHING_NEARBY, Nearby
from reachable.rules.domain.question import Ground
from reachable.timeline.domain.facts import Fact, facts_known_at

A_MOMENT = timedelta(microseconds=1)


class Reading(Enum):
    """Whose knowledge is asked about. The value is how pages mark it."""

    POOLED = "as the partnership knew it"
    ONE_AGENCY = "as one agency had recorded it"
    HINDSIGHT = "with hindsight: what nobody may have known then"


@dataclass(frozen=True, slots=True)
class FirstFiring:
    """The first instants at which a moment could be asked about and was certain, under a reading.

    `done_by` is what answered it by the end. `withdrawn` says that a correction later took the moment away.
    """

    key: FiringKey
    reading: Reading
    asked_at: datetime
    certain_at: datetime | None
    evidence: tuple[EventId, ...]
    done_by: EventId | None
    withdrawn: bool


def first_firing_times(
    facts: Iterable[Fact],
    *,
    rules: Sequence[Rule],
    ground: Ground,
    until: datetime,
    reading: Reading = Reading.POOLED,
    agency_id: AgencyId | None = None,
    nearby: Nearby = NOTHING_NEARBY,
) -> tuple[FirstFiring, ...]:
    """Return every moment that ever held up to an instant, in the order in which it could be known.

    :raises ValueError: when one agency is asked about and none is named.
    """
    read = as_read(facts, reading=reading, until=until, agency_id=agency_id)
    beside = replace(nearby, facts=as_read(nearby.facts, reading=reading, until=until, agency_id=agency_id))
    first: dict[FiringKey, Fired] = {}
    certain: dict[FiringKey, datetime] = {}
    latest: dict[FiringKey, Fired] = {}
    for moment in _ends_of_knowing((*read, *beside.facts), in_utc(until)):
        held = evaluate(read, rules=rules, ground=ground, now=moment, nearby=beside)
        latest = {each.key: each for each in held.fired}
        for key, each in latest.items():
            first.setdefault(key, each)
            if each.certainty is Certainty.CERTAINLY:
                certain.setdefault(key, each.known_at)
    found = (_first(each, certain.get(key), latest.get(key), reading) for key, each in first.items())
    return tuple(sorted(found, key=lambda each: (each.asked_at, each.key.rule_id, each.key.anchor_id.hex)))


def as_read(
    facts: Iterable[Fact], *, reading: Reading, until: datetime, agency_id: AgencyId | None = None
) -> tuple[Fact, ...]:
    """Return the facts as a reading dates them: by when received, by when one agency recorded, by when they happened.

    :raises ValueError: when one agency is asked about and none is named.
    """
    match reading:
        case Reading.POOLED:
            return tuple(facts)
        case Reading.ONE_AGENCY:
            if agency_id is None:
                raise ValueError("name the agency whose knowledge is asked about")
            own = (fact for fact in facts if fact.source.agency_id == agency_id)
            return tuple(_received(fact, fact.instants.recorded_at) for fact in own)
        case Reading.HINDSIGHT:
            return tuple(_received(fact, _happened_by(fact)) for fact in facts_known_at(facts, until))


def _ends_of_knowing(facts: Sequence[Fact], until: datetime) -> tuple[datetime, ...]:
    """Return the last instant before each change of what was known, and `until`.

    Between two changes only clocks run out, and the evaluation dates those itself.
    """
    changes = {fact.instants.received_at for fact in facts}
    changes |= {fact.withdrawn_at for fact in facts if fact.withdrawn_at is not None}
    return (*(change - A_MOMENT for change in sorted(changes) if change <= until), until)


def _first(first: Fired, certain_at: datetime | None, last: Fired | None, reading: Reading) -> FirstFiring:
    return FirstFiring(
        key=first.key,
        reading=reading,
        asked_at=first.first_known_at,
        certain_at=certain_at,
        evidence=(last or first).evidence,
        done_by=(last or first).done_by,
        withdrawn=last is None,
    )


def _received(fact: Fact, instant: datetime) -> Fact:
    return replace(fact, instants=replace(fact.instants, received_at=instant))


def _happened_by(fact: Fact) -> datetime:
    happened = fact.instants.happened
    return happened.latest if happened.is_known else fact.instants.received_at
