"""Begins, locks and ends what keeps somebody signed in at a desk.

In:  a session; who does it; the instant.
Out: rows. A session that is over never goes on: the database refuses to change it.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from reachable.access.context import acting
from reachable.access.domain.desk_sessions import SessionStanding
from reachable.access.domain.viewer import Actor
from reachable.access.models import SignedInSession
from reachable.kernel.ids import UserId


def begin_session(*, user_id: UserId, browser: str, network: str, by: Actor, now: datetime) -> UUID:
    """Keep that somebody signed in, and return the session.

    Where they are signed in at another place, or in another browser, that one locks until they prove it there.
    """
    _live(user_id).filter(~Q(browser=browser) | ~Q(network=network), locked="").update(
        locked=SessionStanding.USED_ELSEWHERE.code
    )
    row = SignedInSession(user_id=user_id, began_at=now, seen_at=now, browser=browser, network=network)
    row.save(force_insert=True)
    return row.id


def note_session_seen(*, session_id: UUID, by: Actor, now: datetime) -> None:
    """Keep that a session is in use."""
    SignedInSession.objects.filter(id=session_id, ended_at__isnull=True, seen_at__lt=now).update(seen_at=now)


def lock_session(*, session_id: UUID, because: SessionStanding, by: Actor, now: datetime) -> None:
    """Lock a session until somebody proves who they are. The first reason stands."""
    SignedInSession.objects.filter(id=session_id, ended_at__isnull=True, locked="").update(locked=because.code)


def unlock_session(*, session_id: UUID, browser: str, network: str, by: Actor, now: datetime) -> None:
    """Let a session go on, here, after somebody proved who they are."""
    SignedInSession.objects.filter(id=session_id, ended_at__isnull=True).update(
        locked="", seen_at=now, browser=browser, network=network
    )


def note_failed_sign_in(*, what: str, by: Actor, now: datetime) -> None:
    """Commit an entry that somebody did not get in with what they gave. `what` says what that was, not how it read."""
    with acting(by=by, what=what, now=now, noted_as="SIGNED_IN"):
        pass


def end_sessions(
    *, user_id: UserId, because: str, by: Actor, now: datetime, only: UUID | None = None, but: UUID | None = None
) -> int:
    """End the sessions of somebody, and return how many: all of them, one alone, or all but one."""
    ending = _live(user_id)
    if only is not None:
        ending = ending.filter(id=only)
    if but is not None:
        ending = ending.exclude(id=but)
    return ending.update(ended_at=now, ended_because=because)


def _live(user_id: UserId) -> "QuerySet[SignedInSession]":
    return SignedInSession.objects.filter(user_id=user_id, ended_at__isnull=True)
