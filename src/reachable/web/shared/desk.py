"""Says of every request where its session stands: in use, locked, or over.

In:  a session; what the browser calls itself; where it calls from.
Out: `request.standing` and `request.desk`; a session that is over is ended, and its person is signed out.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest

from reachable.access.domain.desk_sessions import DeskSession, SessionStanding, cut_browser, judge_session, place_of
from reachable.access.domain.viewer import Actor
from reachable.access.operations.sessions import begin_session, end_sessions, lock_session, note_session_seen
from reachable.access.queries.sessions import find_session
from reachable.journeys.account_told import NewSignIn, tell_of_sign_in
from reachable.kernel.ids import UserId
from reachable.web.shared.refused import take_refusals

SESSION = "session_id"
ASKS_ONLY = "/desk/"
"""The address at which a page asks whether the desk is locked. Asking is no sign that anybody is there."""


class DeskRequest(HttpRequest):
    """A request whose session has been looked at. Both are None while nobody is signed in."""

    at: datetime
    standing: SessionStanding | None
    desk: DeskSession | None


def settle_session(request: DeskRequest) -> None:
    """Find where the session stands, and act on it."""
    request.standing, request.desk = None, None
    if not request.user.is_authenticated:
        return
    kept = _find_or_begin(request)
    standing = judge_session(
        kept,
        now=request.at,
        idle=settings.IDLE_LOCK.at(request.at),
        longest=settings.LONGEST_SESSION.at(request.at),
        browser=browser_of(request),
        network=network_of(request),
    )
    by = somebody(kept.user_id)
    request.standing, request.desk = standing, kept
    if standing.is_over:
        end_sessions(user_id=kept.user_id, only=kept.id, because=standing.code, by=by, now=request.at)
        logout(request)
    elif standing.is_locked:
        if kept.locked is None and request.path_info != ASKS_ONLY:
            lock_session(session_id=kept.id, because=standing, by=by, now=request.at)
    elif request.path_info != ASKS_ONLY and request.at - kept.seen_at >= settings.SESSION_SEEN_EVERY:
        note_session_seen(session_id=kept.id, by=by, now=request.at)


def end_own_session(request: HttpRequest, because: str) -> None:
    """End the session of this request, where it has one."""
    desk: DeskSession | None = getattr(request, "desk", None)
    if desk is not None:
        at = request.at  # type: ignore[attr-defined]
        end_sessions(user_id=desk.user_id, only=desk.id, because=because, by=somebody(desk.user_id), now=at)


def forget_session(request: HttpRequest) -> None:
    """Let the next request begin a session of its own, as after signing in."""
    request.session.pop(SESSION, None)


def somebody(user_id: UserId) -> Actor:
    """Return who acts on their own session: somebody who may not have chosen an assignment yet."""
    return Actor(user_id=user_id, agency_id=None, name="", role_code="NONE")


def browser_of(request: HttpRequest) -> str:
    """Return what the browser calls itself."""
    return cut_browser(request.headers.get("User-Agent", ""))


def network_of(request: HttpRequest) -> str:
    """Return the beginning of the address it calls from. A proxy adds the last word, and only a proxy is believed."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER is not None:
        address = request.headers.get("X-Forwarded-For", address).rsplit(",", 1)[-1]
    return place_of(address)


def _find_or_begin(request: DeskRequest) -> DeskSession:
    user_id, kept_id = UserId(UUID(str(request.user.pk))), request.session.get(SESSION)
    kept = None if kept_id is None else find_session(session_id=UUID(kept_id))
    if kept is not None and kept.user_id == user_id:
        return kept
    browser, network = browser_of(request), network_of(request)
    began = begin_session(user_id=user_id, browser=browser, network=network, by=somebody(user_id), now=request.at)
    request.session[SESSION] = str(began)
    if not settings.DEMO:
        new = NewSignIn(session_id=began, user_id=user_id, at=request.at, browser=browser, network=network)
        tell_of_sign_in(new=new, refusals=take_refusals(user_id))
    return DeskSession(
        id=began,
        user_id=user_id,
        began_at=request.at,
        seen_at=request.at,
        locked=None,
        ended_at=None,
        browser=browser,
        network=network,
    )


def seconds_until_locked(request: DeskRequest) -> int:
    """Return in how many seconds the desk locks when nobody does anything; 0 when it is locked or nobody signed in."""
    if request.desk is None or request.standing is not SessionStanding.GOES_ON:
        return 0
    return max(0, int((request.desk.seen_at + settings.IDLE_LOCK.at(request.at) - request.at).total_seconds()))
