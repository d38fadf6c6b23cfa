"""Numbers of alerts that are safe to show to anybody who may read the manual.

In:  an area, inside a run.
Out: counts by rule. No id, no child, no small number. And, for the run that makes releases alone, each alert it counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from reachable.access.domain.viewer import Run
from reachable.alerts.models import Alert
from reachable.kernel.ids import AboutId, AreaId, SubjectId
from reachable.kernel.safe_counts import SafeCount


@dataclass(frozen=True, slots=True)
class AlertCounts:
    """How many alerts one rule raised, and what became of them. Withdrawn ones are in `raised` alone."""

    raised: SafeCount
    answered: SafeCount
    not_relevant: SafeCount


def count_alerts(*, area_id: AreaId, left_out: Iterable[SubjectId] = ()) -> Mapping[str, AlertCounts]:
    """Return how many alerts each rule raised in an area, were taken or acted on, and were called not relevant.

    Those about some children are left out.
    """
    rows = (
        Alert.objects.filter(area_id=area_id)
        .exclude(rule_id="")
        .exclude(about_id__in=list(left_out))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised:
    """One alert as far as it is counted. `answered_at` is when somebody took it or closed it, None while nobody has."""

    about_id: AboutId
    area_id: AreaId
    cause: str
    due_at: datetime | None
    answered_at: datetime | None


def list_raised(*, viewer: Run, since: datetime, until: datetime) -> tuple[AlertRaised, ...]:
    """Return the alerts raised in a stretch of time, those withdrawn left out."""
    rows = Alert.objects.filter(raised_at__gte=since, raised_at__lt=until).exclude(state="WITHDRAWN").order_by("id")
    return tuple(
        AlertRaised(
            about_id=AboutId(row.about_id),
            area_id=AreaId(row.area_id),
            cause=row.cause,
            due_at=row.due_at,
            answered_at=row.acknowledged_at or row.closed_at,
        )
        for row in rows
    )
