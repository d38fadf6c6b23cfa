"""Keeps a working relationship apart from others that run alike, and ends that one alone.

In:  a relationship as it was given; who does it; the instant.
Out: rows.
"""

from collections.abc import Iterable
from datetime import datetime

from reachable.access.context import require_acting
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor
from reachable.access.models import WorkingRelationship
from reachable.access.operations import SHORTEST, begin_relationships
from reachable.access.operations.running import RunningRelationships


def begin_apart(*, wanted: Iterable[WantedRelationship], by: Actor, now: datetime) -> None:
    """Begin relationships as rows of their own, so that each can be ended and no other with it."""
    begin_relationships(wanted=wanted, running=RunningRelationships(about_ids=(), since=now), by=by, now=now)


def end_given(*, given: WantedRelationship, by: Actor, now: datetime) -> None:
    """End, at `now`, one relationship that was begun apart. What was made to last longer since is left to that."""
    require_acting()
    alike = WorkingRelationship.objects.filter(
        about_id=given.about_id,
        reason=given.reason.code,
        starts_at=given.starts_at,
        ends_at=given.ends_at,
    )
    # Two that were given in one instant are alike in all: one of them ends.
    user_id, team_id = given.user_id, given.team_id
    whose = alike.filter(user_id=user_id) if team_id is None and user_id is not None else alike.filter(team=team_id)
    row = whose.filter(ends_at__gt=now).order_by("id").first()
    if row is not None:
        row.ends_at = max(now, row.starts_at + SHORTEST)
        row.save(update_fields=["ends_at"])
