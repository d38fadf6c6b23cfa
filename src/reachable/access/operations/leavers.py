"""Somebody leaves: from that moment nothing is open to them, and what they were down for goes to their desk.

In:  a person who left; why it is recorded; who records it.
Out: in the transaction of the act: the account closed, sessions, assignments and working relationships ended, and
     turns on duty given to the team.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.access.models import Membership, NamedForSeal, RotaEntry, User, WorkingRelationship
from reachable.access.operations.sessions import end_sessions
from reachable.kernel.ids import UserId

LEFT = "left"
SHORTEST = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class AccountClosed:
    """What ended with an account. `turns_left` are turns of teams without a number: somebody must take them."""

    sessions: int
    assignments: int
    relationships: int
    seals: int
    turns_given: int
    turns_left: int


def close_account(*, user_id: UserId, by: Actor, now: datetime) -> AccountClosed:
    """Close the account of somebody who left. Doing so again ends whatever began since.

    :raises LookupError: when there is nobody of this id.
    """
    require_acting()
    user = User.objects.select_for_update().filter(id=user_id).first()
    if user is None:
        raise LookupError("there is no such account")
    user.is_active, user.password = False, make_password(None)
    user.save(update_fields=["is_active", "password"])
    given, left = _give_turns_away(user_id, now)
    return AccountClosed(
        sessions=end_sessions(user_id=user_id, because=LEFT, by=by, now=now),
        assignments=_end(Membership, user_id, now),
        relationships=_end(WorkingRelationship, user_id, now),
        seals=_end(NamedForSeal, user_id, now),
        turns_given=given,
        turns_left=left,
    )


def _end(
    model: type[Membership] | type[WorkingRelationship] | type[NamedForSeal], user_id: UserId, now: datetime
) -> int:
    """End what runs, and what was to begin later at the moment it would begin. Return how many."""
    rows = [row for row in model._default_manager.filter(user_id=user_id) if row.ends_at is None or row.ends_at > now]
    for row in rows:
        row.ends_at = max(now, row.starts_at + SHORTEST)
    model._default_manager.bulk_update(rows, ["ends_at"])  # type: ignore[arg-type]
    return len(rows)


def _give_turns_away(user_id: UserId, now: datetime) -> tuple[int, int]:
    """Give turns on duty that have not ended to the team and its number. Return how many; and how many have none."""
    rows = list(RotaEntry.objects.filter(user_id=user_id, ends_at__gt=now).select_related("team__agency"))
    given = 0
    for row in rows:
        phone = row.team.phone or row.team.agency.out_of_hours_phone or row.team.agency.switchboard
        if phone:
            row.user_id, row.name, row.phone = None, row.team.name, phone
            row.save(update_fields=["user", "name", "phone"])
            given += 1
    return given, len(rows) - given
