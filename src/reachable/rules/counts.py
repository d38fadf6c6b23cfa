"""Numbers of firings that are safe to show to anybody who may read the manual.

In:  an area, inside a run.
Out: counts by rule. No id, no child, no small number.
"""

from collections.abc import Mapping

from django.db.models import Count

from reachable.kernel.ids import AreaId
from reachable.kernel.safe_counts import SafeCount
from reachable.rules.models import Firing


def count_firings(*, area_id: AreaId) -> Mapping[str, SafeCount]:
    """Return how often each rule held on what an area's agencies recorded, withdrawn firings left out."""
    rows = Firing.objects.filter(controller__area_id=area_id).exclude(state="WITHDRAWN")
    counted = rows.values_list("rule_id").annotate(Count("id")).order_by("rule_id")
    return {rule_id: SafeCount.of(count) for rule_id, count in counted}
