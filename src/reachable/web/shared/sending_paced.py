"""Nothing is sent faster than anybody could write it: a program that uses somebody's session is slowed down.

In:  every form that is sent, by whoever is signed in.
Out: the page that takes it; or one that says to wait a moment, with status 429.

It counts what was sent in the last minute, so that somebody who speaks their answers or pastes them is never hurried:
no form has a least time of its own. What a page saves or asks by itself does not count, unless it brings an
address that was in no draft of this session before.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reachable.access.domain.pace import A_MINUTE, find_lately, find_pause
from reachable.web.shared.draft_addresses import has_new_addresses, is_draft
from reachable.web.shared.viewing import DESKS, ViewedRequest

SENT = "sent_at"
NEVER_COUNTED = ("account_", "mfa_", "sign_out", "copied", *DESKS)
"""Signing in and out has limits of its own, and locking a desk must always work. A
copy is told by the page itself and has a limit of its own. Each begins the name of a page."""


class SendingPaceMiddleware:
    """Stops what comes faster than a person can send, for a moment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        return self.get_response(request)

    def process_view(
        self, request: ViewedRequest, _view: Callable[..., HttpResponse], _words: Any, _named: Any
    ) -> HttpResponse | None:
        """Return the page that says to wait, or None when the page itself may go on."""
        if request.method != "POST" or request.viewer is None or _is_not_counted(request):
            return None
        sent = [datetime.fromisoformat(each) for each in request.session.get(SENT, [])]
        until = find_pause(sent, at_most=settings.SENDS_A_MINUTE, now=request.at, within=A_MINUTE)
        if until is None:
            lately = find_lately(sent, now=request.at, within=A_MINUTE)
            request.session[SENT] = [each.isoformat() for each in (*lately, request.at)]
            return None
        answer = render(request, "too_fast.jinja", {"number": settings.SENDS_A_MINUTE}, status=429)
        answer["Retry-After"] = str(max(1, int((until - request.at).total_seconds())))
        return answer


def _is_not_counted(request: ViewedRequest) -> bool:
    name = (request.resolver_match.url_name or "") if request.resolver_match else ""
    return name.startswith(NEVER_COUNTED) or (is_draft(request) and not has_new_addresses(request))
