"""Numbers of alerts that are safe to show to anybody who may read the manual.

In:  an area, inside a run.
Out: counts by rule. No id, no child, no small number.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from reachable.alerts.models import Alert
from reachable.kernel.ids import AreaId
from reachable.kernel.safe_counts import SafeCount


@dataclass(frozen=True, slots=True)
class AlertCounts:
    """How many alerts one rule raised, and what became of them. Withdrawn ones are in `raised` alone."""

    raised: SafeCount
    answered: SafeCount
    not_relevant: SafeCount


def count_alerts(*, area_id: AreaId) -> Mapping[str, AlertCounts]:
    """Return how many alerts each rule raised in an area, were taken or acted on, and were called not relevant."""
    rows = (
        Alert.objects.filter(area_id=area_id)
        .exclude(rule_id="")
        .values_list("rule_id")
        .annotate(
            raised=Count("id"),
            answered=Count("id", filter=Q(state__in=["ACKNOWLEDGED", "ACTED_ON"])),
            not_relevant=Count("id", filter=Q(state="NOT_RELEVANT")),
        )
        .order_by("rule_id")
    )
    return {
        rule_id: AlertCounts(SafeCount.of(raised), SafeCount.of(answered), SafeCount.of(not_relevant))
        for rule_id, raised, answered, not_relevant in rows
    }
