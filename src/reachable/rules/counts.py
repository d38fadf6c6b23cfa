"""Numbers of firings that are safe to show to anybody who may read the manual.

In:  an area, inside a run.
Out: counts by rule. No id, no child, no small number.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Count

from reachable.kernel.ids import AreaId, SubjectId
from reachable.kernel.safe_counts import SafeCount
from reachable.rules.models import Firing


def count_firings(*, area_id: AreaId, left_out: Iterable[SubjectId] = ()) -> Mapping[str, SafeCount]:
    """Return how often each rule held on what an area's agencies recorded, for all but some children.

    Withdrawn firings are left out.
    """
    rows = Firing.objects.filter(controller__area_id=area_id).exclude(state="WITHDRAWN")
    rows = rows.exclude(about_id__in=list(left_out))
    counted = rows.values_list("rule_id").annotate(Count("id")).order_by("rule_id")
    return {rule_id: SafeCount.of(count) for rule_id, count in counted}
