"""When somebody last had this child in front of them.

In:  the facts standing at a moment.
Out: the latest fact in which a person saw the child.
"""

from collections.abc import Iterable

from reachable.timeline.domain.facts import DetailValue, Fact
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import RoleInEvent

ALWAYS_SEEN = frozenset(
    {
        K.ARREST,
        K.STOP_SEARCH,
        K.STOPPED,
        K.RAIL_REPORT,
        K.SEIZURE,
        K.READY_FOR_RELEASE,
        K.RELEASED,
        K.COLLECTED_BY_ADULT,
        K.POLICE_PROTECTION,
        K.MISSING_FOUND,
        K.FOUND_AWAY_FROM_HOME,
        K.FOUND_AT_CUCKOOED_ADDRESS,
        K.RETURN_INTERVIEW_HELD,
        K.HOSPITAL_ATTENDANCE,
        K.HOSPITAL_DISCHARGE,
        K.CHILD_SAID,
        K.DEBT_AND_THREAT_CHECK,
        K.RELEASED_FROM_CUSTODY,
    }
)
SEEN_WHEN_SAID: dict[K, tuple[str, DetailValue]] = {
    K.SOCIAL_WORK_VISIT: ("child_seen", True),
    K.WORKER_MET: ("how", "IN_PERSON"),
    K.SIGHTING: ("how_known", "SAW_CHILD"),
}
"""Kinds in which somebody saw the child when a detail says so."""

_OWN = (RoleInEvent.SUBJECT, RoleInEvent.VICTIM, RoleInEvent.SUSPECT, RoleInEvent.CO_ARRESTEE)


def find_last_seen(facts: Iterable[Fact]) -> Fact | None:
    """Return the latest dated fact in which somebody saw this child, or None. A visit counts when it says so."""
    seen = [fact for fact in facts if fact.instants.happened.is_known and fact.role in _OWN and _was_seen(fact)]
    return max(seen, key=_lateness, default=None)


def _lateness(fact: Fact) -> tuple[object, ...]:
    """Return what orders facts in time; of two at once, what happened comes before what was said."""
    return fact.instants.happened.earliest, fact.kind is not K.CHILD_SAID, fact.id.hex


def _was_seen(fact: Fact) -> bool:
    if fact.kind in ALWAYS_SEEN:
        return True
    detail, value = SEEN_WHEN_SAID.get(fact.kind, ("", None))
    return bool(detail) and fact.details.get(detail) == value
