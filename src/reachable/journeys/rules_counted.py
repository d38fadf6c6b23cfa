"""How often each rule held in an area, and what people made of it: numbers only, counted by the machine.

In:  an area.
Out: RuleCounts by rule. Small numbers are not told, and children with a sealed record are not in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reachable.access.context import running
from reachable.access.domain.viewer import Run
from reachable.alerts.counts import AlertCounts, count_alerts
from reachable.kernel.ids import AreaId
from reachable.kernel.safe_counts import SafeCount
from reachable.people.counts import list_sealed_children
from reachable.rules.counts import count_firings
from reachable.rules.domain.catalogue import RULES

RUN = Run("count how often rules held")
NONE = SafeCount.of(0)
NO_ALERTS = AlertCounts(NONE, NONE, NONE)


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """How often one rule held here, and of the alerts it raised how many were answered or called not relevant."""

    held: SafeCount
    alerts: AlertCounts


def count_rules(*, area_id: AreaId, now: datetime) -> Mapping[str, RuleCounts]:
    """Return the numbers of every rule, those that never held included."""
    with running(job=RUN.job, now=now):
        sealed = list_sealed_children(viewer=RUN)
        held = count_firings(area_id=area_id, left_out=sealed)
        alerts = count_alerts(area_id=area_id, left_out=sealed)
    return {rule.id: RuleCounts(held.get(rule.id, NONE), alerts.get(rule.id, NO_ALERTS)) for rule in RULES}
