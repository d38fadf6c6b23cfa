"""Reads with which records people work because they were asked to, and not because they made it so.

In:  records, inside a run.
Out: pairs of a record and a person or team, each with its times.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, F, When

from reachable.access.domain.viewer import RelationshipReason, Run
from reachable.access.models import Membership, WorkingRelationship
from reachable.kernel.ids import AboutId

MADE_BY_ONESELF = (
    RelationshipReason.HOLDS_RECORD,
    RelationshipReason.RECORDED_EVENT,
    RelationshipReason.BROKEN_GLASS,
)
"""What opens a record to a whole agency, or to whoever made it so: a look by these alone is outside one's own work."""

BY_AN_EVENT = (RelationshipReason.IN_CUSTODY, RelationshipReason.REVIEWING_MATCH)
"""What opens a record to the team of whoever recorded that something happened: they were asked by nobody."""


class OwnWork(NamedTuple):
    """That a person or a team was asked to work with a record, from one moment until another.

    `begun_by` is who made it so themselves, by an event they recorded; None where anybody else did. For them it is no
    work they were asked to do; for others of the team it is.
    """

    about_id: UUID
    user_id: UUID | None
    team_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    begun_by: UUID | None


def list_own_work(*, viewer: Run, about_ids: Iterable[AboutId]) -> tuple[OwnWork, ...]:
    """Return who was asked to work with these records, and when. For the machine."""
    rows = WorkingRelationship.objects.filter(about_id__in=list(about_ids)).exclude(
        reason__in=[each.code for each in MADE_BY_ONESELF]
    )
    begun_by = Case(When(reason__in=[each.code for each in BY_AN_EVENT], then=F("recorded_by_id")))
    return tuple(
        OwnWork(*row) for row in rows.values_list("about_id", "user_id", "team_id", "starts_at", "ends_at", begun_by)
    )


class WorkedIn(NamedTuple):
    """That somebody worked in a team, from one moment until another or on."""

    user_id: UUID
    team_id: UUID
    starts_at: datetime
    ends_at: datetime | None

    def at(self, moment: datetime) -> bool:
        """Test if they did at a moment."""
        return self.starts_at <= moment and (self.ends_at is None or moment < self.ends_at)


def list_worked_in(*, viewer: Run, since: datetime) -> tuple[WorkedIn, ...]:
    """Return who worked in which team at some time since a moment, left or not. For the machine."""
    rows = Membership.objects.exclude(ends_at__lte=since).order_by("starts_at", "id")
    return tuple(WorkedIn(*row) for row in rows.values_list("user_id", "team_id", "starts_at", "ends_at"))


def list_reviewed_by(*, viewer: Run, user_id: UUID) -> frozenset[UUID]:
    """Return what somebody was asked to review. For the machine: ids only."""
    rows = WorkingRelationship.objects.filter(user_id=user_id, reason=RelationshipReason.REVIEWING.code)
    return frozenset(rows.values_list("about_id", flat=True))


def list_reviewers_of(*, viewer: Run, about_ids: Iterable[UUID]) -> tuple[tuple[UUID, UUID], ...]:
    """Return who was asked to review what: pairs of an id and a person. For the machine."""
    rows = WorkingRelationship.objects.filter(about_id__in=list(about_ids), reason=RelationshipReason.REVIEWING.code)
    return tuple(rows.order_by("about_id", "user_id").values_list("about_id", "user_id"))
