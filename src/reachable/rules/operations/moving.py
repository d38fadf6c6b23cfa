"""Lets what the rules found go with events that are told of on another record.

In:  events by what tells of them now.
Out: rows moved.
"""

from collections.abc import Mapping
from datetime import datetime

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.access.rows import change_rows
from reachable.kernel.ids import EventId, FiringId, SubjectId
from reachable.rules.models import Duty, Firing


def move_firings(
    *, moved: Mapping[EventId, tuple[EventId, SubjectId]], by: Actor, now: datetime
) -> Mapping[FiringId, SubjectId]:
    """Let what was found and what runs go with events that are told of on another record, and return what moved.

    What was withdrawn stays where it was. What the other record has of its own is left as it is, and so is what an
    event says of another child than the one it happened to.
    """
    require_acting()
    there = set(
        Firing.objects.filter(anchor_event_id__in=[event_id for event_id, _ in moved.values()])
        .exclude(state="WITHDRAWN")
        .values_list("rule_id", "anchor_event_id")
    )
    held = Firing.objects.filter(anchor_event_id__in=list(moved)).exclude(state="WITHDRAWN")
    own = [row for row in held if str(row.anchor_event_id) not in row.others_event_ids]
    rows = [row for row in own if (row.rule_id, moved[EventId(row.anchor_event_id)][0]) not in there]
    now_told_by = {str(before): str(after) for before, (after, _) in moved.items()}
    for row in rows:
        row.anchor_event_id, row.about_id = moved[EventId(row.anchor_event_id)]
        row.evidence_event_ids = [now_told_by.get(each, each) for each in row.evidence_event_ids]
    change_rows(rows, ["anchor_event_id", "about_id", "evidence_event_ids"])
    clocks = list(Duty.objects.filter(anchor_event_id__in=list(moved), withdrawn_at__isnull=True))
    for clock in clocks:
        clock.anchor_event_id, clock.about_id = moved[EventId(clock.anchor_event_id)]
    change_rows(clocks, ["anchor_event_id", "about_id"])
    return {FiringId(row.id): SubjectId(row.about_id) for row in rows}
