"""Says whether somebody must have a security key for the role they are in, and what is missing.

In:  a request of somebody signed in.
Out: what is asked of them; the name of the page on which to do what must be done first, or None; the page that asks
     for a key somebody has before their ways in are changed; what opens all the same.

In a demonstration nobody needs one: there is nothing to prove there.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from reachable.access.domain.key_rules import KeyNeed, find_key_need
from reachable.access.domain.viewer import Viewer
from reachable.access.queries import list_assignments
from reachable.adapters.clock import read_clock
from reachable.kernel.ids import UserId
from reachable.kernel.london import london_date
from reachable.web.shared.key_options import has_key

Shows = Callable[..., HttpResponseBase]
OPENS_WITHOUT = frozenset({"ring", "new_concern", "new_worker_concern", "concern_sent"})
"""What opens to whoever has not shown the key of their role: numbers to ring, and a concern, which is written and not
read. Whoever lost a key at night must not be kept from either."""


def find_need(viewer: Viewer | None) -> KeyNeed | None:
    """Return what is asked of somebody in this assignment, today or later."""
    if viewer is None or settings.DEMO:
        return None
    return find_key_need(settings.KEY_RULES, role=viewer.role, agency=viewer.agency_id)


def needs_key(viewer: Viewer | None) -> bool:
    """Test if a code is not enough any more for somebody in this assignment."""
    need = find_need(viewer)
    return need is not None and viewer is not None and need.is_needed(london_date(viewer.at))


def find_missing_key(request: HttpRequest, viewer: Viewer | None) -> str | None:
    """Return the name of the page on which to add a key, or to show it, or None when nothing is missing."""
    if not needs_key(viewer) or _was_shown(request):
        return None
    return "mfa_reauthenticate_webauthn" if has_key(request.user) else "mfa_keys"


def asks_for_own_key(view: Shows) -> Shows:
    """Return a view that changes somebody's ways in, asking first for a key they have where a role of theirs needs one.

    A password and a code can be talked out of somebody: whoever has both must not add a key of their own, nor take
    away what stands in their way. Whichever assignment is chosen, the strictest role counts.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *words: Any, **named: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or _was_shown(request, lately=True) or not _must_show_key(request.user):
            return view(request, *words, **named)
        back = request.get_full_path() if request.method == "GET" else reverse("mfa_index")
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate_webauthn')}?{urlencode({'next': back})}")

    return guarded


def _must_show_key(user: Any) -> bool:
    """Test if somebody has a key and, in any assignment of theirs, needs it today."""
    if not has_key(user):
        return False
    return needs_key_somewhere(user)


def needs_key_somewhere(user: Any) -> bool:
    """Test if somebody needs a key today in any assignment of theirs."""
    if settings.DEMO:
        return False
    now = read_clock()
    held = list_assignments(user_id=UserId(user.pk), at=now)
    needs = [find_key_need(settings.KEY_RULES, role=each.role, agency=each.agency_id) for each in held]
    return any(need.is_needed(london_date(now)) for need in needs if need is not None)


def _was_shown(request: HttpRequest, *, lately: bool = False) -> bool:
    """Test if a key was used in this session; `lately`, within the time in which nobody is asked again."""
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT if lately else float("-inf")
    used = get_authentication_records(request, request.user)
    return any(each.get("type") == Authenticator.Type.WEBAUTHN and each.get("at", 0) > since for each in used)
