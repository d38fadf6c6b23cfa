"""The identifying incident: the one the picture is drawn around.

In:  the facts standing at a moment, and the reader's own choice if there is one.
Out: the incident, and the rule that chose it, in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reachable.kernel.ids import EventId
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind, RoleInEvent

IDENTIFYING_KINDS = (
    EventKind.ARREST,
    EventKind.SEIZURE,
    EventKind.HOSPITAL_ATTENDANCE,
    EventKind.FOUND_AWAY_FROM_HOME,
)
"""What makes involvement visible (004:109, 004:1147). Of two at the same time the first in this order is taken."""

THE_RULE = "The latest arrest, seizure, hospital visit or finding away from home. You can choose another."
CHOSEN = "Chosen by a person."

_OWN = (RoleInEvent.SUBJECT, RoleInEvent.VICTIM, RoleInEvent.SUSPECT, RoleInEvent.CO_ARRESTEE)


@dataclass(frozen=True, slots=True)
class IdentifyingIncident:
    """The incident, and why it is this one."""

    fact: Fact
    because: str


def find_identifying_incident(facts: Iterable[Fact], *, chosen: EventId | None = None) -> IdentifyingIncident | None:
    """Return the incident to draw the picture around, or None when there is none with a date.

    A chosen event counts whatever its kind. One that no longer stands, or has no date, falls back to the rule.
    """
    dated = [fact for fact in facts if fact.instants.happened.is_known]
    picked = next((fact for fact in dated if fact.id == chosen), None)
    if picked is not None:
        return IdentifyingIncident(picked, CHOSEN)
    candidates = [fact for fact in dated if fact.kind in IDENTIFYING_KINDS and fact.role in _OWN]
    if not candidates:
        return None
    return IdentifyingIncident(max(candidates, key=_lateness), THE_RULE)


def _lateness(fact: Fact) -> tuple[object, ...]:
    happened = fact.instants.happened
    return happened.earliest, happened.latest, -IDENTIFYING_KINDS.index(fact.kind), fact.id.hex
