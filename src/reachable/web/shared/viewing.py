"""Says of every request who is looking, in which assignment and why; nobody else gets past a page that is not public.

In:  a session.
Out: `request.viewer`; a redirect when somebody has to sign in, set up their one-time code, or choose an assignment.

A public view is marked with Django's `login_not_required`.
"""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from reachable.access.domain.viewer import Purpose, Role, Viewer
from reachable.access.queries import NotAssigned, get_viewer, list_assignments
from reachable.adapters.clock import read_clock
from reachable.kernel.ids import RequestId, UserId
from reachable.web.shared.desk import DeskRequest, settle_session
from reachable.web.shared.key_needed import OPENS_WITHOUT, find_missing_key
from reachable.web.shared.outside import has_second_factor

SAFE_CORRELATION_ID = re.compile(r"[A-Za-z0-9-]{8,64}\Z")
DESKS = ("lock_desk", "see_desk", "unlock_desk")
NEEDS_NO_ASSIGNMENT = ("account_", "mfa_", "choose_assignment", "sign_out", "demo_sign_in", *DESKS)
OF_COUNTS_ALONE = frozenset(
    {
        *("count_releases", "count_release", "count_release_csv", "today", "ring", "own_sessions", "end_session"),
        *("rules", "rule", "cases", "case", "vulnerabilities", "desk", "policy_report", "witness"),
        *("alive", "jobs_alive"),
    }
)
"""Where whoever reads counts alone may go, beside the pages of signing in. Any other address is not there for them."""

PAGE, FORM_SHOWN_AGAIN = 200, 422
MEMBERSHIP, PURPOSE = "membership_id", "purpose"


class ViewedRequest(DeskRequest):
    """A request after the middleware has been over it.

    `viewer` is None while nobody has signed in or chosen an assignment.
    """

    request_id: RequestId
    correlation_id: str
    viewer: Viewer | None


class ViewerMiddleware:
    """Attaches the viewer, and sends away who may not look."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ViewedRequest) -> HttpResponse:
        """Answer a request."""
        sent = request.headers.get("X-Correlation-Id", "")
        request.at = read_clock()
        request.request_id = RequestId(uuid4())
        request.correlation_id = sent if SAFE_CORRELATION_ID.match(sent) else str(uuid4())
        settle_session(request)
        request.viewer = find_viewer(request)
        response = self.get_response(request)
        response["X-Correlation-Id"] = request.correlation_id
        response["X-Request-Id"] = str(request.request_id)
        is_html = response.get("Content-Type", "").startswith("text/html")
        is_page = is_html and response.status_code in {PAGE, FORM_SHOWN_AGAIN}
        if is_page and request.viewer is not None and request.viewer.role.may_read:
            # A page can read this and not the other headers: it says which look was copied out of.
            response["Server-Timing"] = f'look;desc="{request.request_id}"'
        return response

    def process_view(
        self, request: ViewedRequest, view: Callable[..., HttpResponse], _words: Any, _named: Any
    ) -> HttpResponse | None:
        """Return a redirect when something has to be done before this page can be looked at.

        :raises Http404: when the reader reads counts alone and this is anything else.
        """
        if not _is_open_to(request):
            raise Http404
        if not getattr(view, "login_required", True):
            return None
        missing = _what_is_missing(request)
        if missing is None:
            return None
        address = f"{reverse(missing)}?{urlencode({'next': _where_to_return(request)})}"
        return HttpResponseClientRedirect(address) if _is_partial(request) else HttpResponseRedirect(address)


def find_viewer(request: ViewedRequest) -> Viewer | None:
    """Return who is looking, from the signed-in person and what they chose.

    Somebody with one assignment need not choose. None when nobody is signed in or what they chose is over.
    """
    if not request.user.is_authenticated:
        return None
    user_id = signed_in_user(request)
    if MEMBERSHIP not in request.session:
        held = list_assignments(user_id=user_id, at=request.at)
        if len(held) != 1:
            return None
        keep_choice(request, held[0].membership_id, None)
    try:
        return get_viewer(
            user_id=user_id,
            membership_id=UUID(request.session[MEMBERSHIP]),
            purpose=Purpose[request.session[PURPOSE]] if request.session.get(PURPOSE) else None,
            request_id=request.request_id,
            at=request.at,
        )
    except NotAssigned:
        del request.session[MEMBERSHIP]
        return None


def signed_in_user(request: HttpRequest) -> UserId:
    """Return the id of the person signed in.

    :raises PermissionDenied: when nobody is.
    """
    if request.user.pk is None:
        raise PermissionDenied
    return UserId(request.user.pk)


def viewer_of(request: ViewedRequest) -> Viewer:
    """Return who is looking.

    :raises PermissionDenied: when nobody has signed in and chosen an assignment.
    """
    if request.viewer is None:
        raise PermissionDenied
    return request.viewer


def keep_choice(request: HttpRequest, membership_id: UUID, purpose: Purpose | None) -> None:
    """Keep in the session which assignment and purpose somebody chose. Both are checked at every request."""
    request.session[MEMBERSHIP] = str(membership_id)
    request.session[PURPOSE] = None if purpose is None else purpose.name


def _is_open_to(request: ViewedRequest) -> bool:
    """Test if an address may be there for the reader: for an analyst hardly any is."""
    name = "" if request.resolver_match is None else request.resolver_match.url_name or ""
    is_analyst = request.viewer is not None and request.viewer.role is Role.ANALYST
    return not is_analyst or name in OF_COUNTS_ALONE or name.startswith(NEEDS_NO_ASSIGNMENT)


def _what_is_missing(request: ViewedRequest) -> str | None:
    """Return the name of the page on which to do what must be done first, or None when nothing is missing."""
    if not request.user.is_authenticated:
        return "demo_sign_in" if settings.DEMO else "account_login"
    name = "" if request.resolver_match is None else request.resolver_match.url_name or ""
    if name.startswith(NEEDS_NO_ASSIGNMENT):
        return None
    if not settings.DEMO and not has_second_factor(request):
        return "mfa_activate_totp"
    if request.viewer is None:
        return "choose_assignment"
    return None if name in OPENS_WITHOUT else find_missing_key(request, request.viewer)


def _is_partial(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _where_to_return(request: HttpRequest) -> str:
    return request.get_full_path() if request.method == "GET" and not _is_partial(request) else "/"
