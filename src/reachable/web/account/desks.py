"""Where somebody is signed in; locking a desk, coming back to it, and signing out elsewhere.

In:  a request.
Out: a page; for a page that is open at a desk, whether the desk is locked.
"""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from reachable.access.domain.desk_sessions import SessionStanding, say_browser
from reachable.access.domain.viewer import Role
from reachable.access.operations.sessions import end_sessions, lock_session
from reachable.access.queries.sessions import list_sessions
from reachable.journeys.account_told import list_account_words
from reachable.web.shared.desk import seconds_until_locked, somebody
from reachable.web.shared.fresh_proof import needs_fresh_proof
from reachable.web.shared.hardening import leave_nothing
from reachable.web.shared.key_needed import find_need
from reachable.web.shared.key_options import has_key
from reachable.web.shared.viewing import ViewedRequest, signed_in_user

EVERYWHERE = "everywhere"
LONGEST = timedelta(hours=12)


@require_safe
def show_sessions(request: ViewedRequest) -> HttpResponse:
    """Show where somebody is signed in, since when, with what, and what they were told of their account."""
    kept = list_sessions(user_id=signed_in_user(request), since=request.at - LONGEST)
    sessions = [
        {
            "id": each.id,
            "here": request.desk is not None and each.id == request.desk.id,
            "browser": say_browser(each.browser),
            "network": each.network,
            "began_at": each.began_at,
            "seen_at": each.seen_at,
            "locked": each.locked,
        }
        for each in kept
    ]
    told = list_account_words(user_id=signed_in_user(request), now=request.at)
    may_declare = request.viewer is not None and request.viewer.role is not Role.ANALYST
    values = {
        "sessions": sessions,
        "told": told,
        "at": request.at,
        "key_need": None if has_key(request.user) else find_need(request.viewer),
        "may_declare": may_declare,
    }
    return render(request, "account/sessions.jinja", values)


@needs_fresh_proof(_("sign out somewhere else"))
@require_POST
def end_session(request: ViewedRequest) -> HttpResponse:
    """End one session of one's own, or all of them, this one included."""
    user_id, wanted = signed_in_user(request), request.POST.get("session", "")
    who = somebody(user_id)
    if wanted == EVERYWHERE:
        end_sessions(user_id=user_id, because="signed out everywhere", by=who, now=request.at)
        logout(request)
        return leave_nothing(HttpResponseRedirect("/"))
    session_id = _as_id(wanted)
    if session_id is not None:
        end_sessions(user_id=user_id, only=session_id, because="signed out elsewhere", by=who, now=request.at)
    return HttpResponseRedirect(reverse("own_sessions"))


@login_not_required
@require_safe
def say_desk(request: ViewedRequest) -> HttpResponse:
    """Say whose desk it is and in how many seconds it locks. Asking keeps nobody signed in."""
    desk = request.desk
    left = seconds_until_locked(request)
    said = {"session": "" if desk is None else str(desk.id), "left": left}
    return JsonResponse(said, content_type="application/json; charset=utf-8")


@require_POST
def see_desk(request: HttpRequest) -> HttpResponse:
    """Take the word of a page that somebody is typing in it. That a request came is kept before this is asked."""
    return HttpResponse(status=204)


@require_POST
def lock_desk(request: ViewedRequest) -> HttpResponse:
    """Lock the desk at once, as somebody does who gets up."""
    if request.desk is not None:
        who = somebody(request.desk.user_id)
        lock_session(session_id=request.desk.id, because=SessionStanding.LOCKED_BY_HAND, by=who, now=request.at)
    return HttpResponseRedirect(reverse("unlock_desk"))


@require_safe
def unlock_desk(request: HttpRequest) -> HttpResponse:
    """Show that the desk is open again. While it is locked, the page that asks stands here."""
    return render(request, "account/unlocked.jinja")


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
