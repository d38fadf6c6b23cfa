"""Reads where somebody is signed in, and how often they themselves have looked lately.

In:  a session or a person; a viewer in an open read.
Out: DeskSession; OwnLooks; for a run, how much everybody looked in each hour.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reachable.access.domain.desk_sessions import STANDING_BY_CODE, DeskSession
from reachable.access.domain.pace import OwnLooks, Paced
from reachable.access.domain.strange_sign_ins import PastSignIn
from reachable.access.domain.viewer import Run, Viewer
from reachable.access.models import SignedInSession
from reachable.access.rows import ask
from reachable.kernel.ids import AgencyId, UserId

SLOWED = "SLOWED"


@dataclass(frozen=True, slots=True, kw_only=True)
class HourOfLooking:
    """How much one person looked in one hour: look-ups, refusals, records opened and children they are of."""

    user_id: UserId
    agency_id: AgencyId | None
    hour: datetime
    look_ups: int
    refusals: int
    opened: int


def find_session(*, session_id: UUID) -> DeskSession | None:
    """Return one session, or None when there is none."""
    row = SignedInSession.objects.filter(id=session_id).first()
    return None if row is None else _session(row)


def list_sessions(*, user_id: UserId, since: datetime) -> tuple[DeskSession, ...]:
    """Return the sessions of somebody that are not over and began since a moment, the one used last first."""
    rows = SignedInSession.objects.filter(user_id=user_id, ended_at__isnull=True, began_at__gt=since)
    return tuple(_session(row) for row in rows.order_by("-seen_at", "id"))


def list_past_sign_ins(*, user_id: UserId, since: datetime, but: UUID | None = None) -> tuple[PastSignIn, ...]:
    """Return the sign-ins of somebody since a moment, whether they are over or not, oldest first; but one, if asked."""
    rows = (
        SignedInSession.objects.filter(user_id=user_id, began_at__gt=since)
        .exclude(id__in=[] if but is None else [but])
        .order_by("began_at", "id")
    )
    return tuple(
        PastSignIn(
            began_at=row.began_at,
            seen_at=row.seen_at,
            is_over=row.ended_at is not None,
            browser=row.browser,
            network=row.network,
        )
        for row in rows
    )


def find_own_looks(*, viewer: Viewer, since: datetime) -> OwnLooks:
    """Return when the viewer themselves looked up, was refused or slowed down since a moment, in an open read."""
    rows = ask("SELECT kind, at FROM audit.own_looks(%s)", since)
    of = {kind: tuple(at for each, at in rows if each == kind) for kind in ("SEARCHED", "REFUSED", SLOWED)}
    return OwnLooks(of[Paced.LOOK_UP.code], of[Paced.REFUSAL.code], of[SLOWED])


def list_hours_of_looking(*, viewer: Run, since: datetime) -> tuple[HourOfLooking, ...]:
    """Return how much each person looked in each hour since a moment, in an open run. About no child."""
    rows = ask("SELECT user_id, agency_id, hour, look_ups, refusals, opened FROM audit.hours_of_looking(%s)", since)
    return tuple(
        HourOfLooking(
            user_id=UserId(user_id),
            agency_id=None if agency_id is None else AgencyId(agency_id),
            hour=hour,
            look_ups=look_ups,
            refusals=refusals,
            opened=opened,
        )
        for user_id, agency_id, hour, look_ups, refusals, opened in rows
    )


def _session(row: SignedInSession) -> DeskSession:
    return DeskSession(
        id=row.id,
        user_id=UserId(row.user_id),
        began_at=row.began_at,
        seen_at=row.seen_at,
        locked=STANDING_BY_CODE[row.locked] if row.locked else None,
        ended_at=row.ended_at,
        browser=row.browser,
        network=row.network,
    )
