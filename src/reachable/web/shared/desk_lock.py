"""Puts the page that asks who is there in the place of every page, while a desk is locked.

In:  a request whose session is locked, or has just ended.
Out: the page that asks, with everything that was typed; or that says the session is over and shows what was typed.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reachable.web.shared.fresh_proof import ask_to_unlock
from reachable.web.shared.screened import words_of
from reachable.web.shared.viewing import ViewedRequest

STAY_OPEN = frozenset({"sign_out", "account_logout", "lock_desk"})
LOCKED, OVER = 423, 403


class DeskLockMiddleware:
    """Lets nothing be seen or done at a locked desk but proving who is there, and signing out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        return self.get_response(request)

    def process_view(
        self, request: ViewedRequest, view: Callable[..., HttpResponse], _words: Any, _named: Any
    ) -> HttpResponse | None:
        """Return the page that asks, or None when the page itself may go on."""
        if request.standing is None or not getattr(view, "login_required", True):
            return None
        if request.standing.is_over:
            return say_over(request)
        name = "" if request.resolver_match is None else request.resolver_match.url_name or ""
        if not request.standing.is_locked or name in STAY_OPEN:
            return None
        # A part of a page is not put in the place of what somebody typed: the page itself says that it is locked.
        is_partial = getattr(request, "htmx", False)
        return HttpResponse(status=LOCKED) if is_partial else ask_to_unlock(request, request.standing)


def say_over(request: ViewedRequest) -> HttpResponse | None:
    """Return the page that shows what somebody sent after their session was over; None when they sent nothing."""
    words = [value for value in words_of(request.POST).values() if value.strip()] if request.method == "POST" else []
    return render(request, "account/session_over.jinja", {"typed": words}, status=OVER) if words else None
