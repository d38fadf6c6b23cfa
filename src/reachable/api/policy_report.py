"""Takes a browser's word that a page tried to load what the content policy forbids: somebody may have got a script in.

In:  a report as browsers send it.
Out: a line of the log with the rule that was broken and the host; nothing of the page's address or content.
"""

import json
import logging
import re
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

LOG = logging.getLogger(__name__)
LONGEST_BODY = 8192
PLAIN = re.compile(r"[^a-z0-9.:-]+")


@csrf_exempt
@login_not_required
@require_POST
def take_policy_report(request: HttpRequest) -> HttpResponse:
    """Write one line for a report that can be read, and answer with nothing."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST_BODY:
        return HttpResponse(status=413)
    try:
        sent = json.loads(request.body)
    except ValueError:
        return HttpResponse(status=400)
    report = sent.get("csp-report") if isinstance(sent, dict) else None
    if not isinstance(report, dict):
        return HttpResponse(status=400)
    LOG.warning("a page broke the content policy: %s by %s", _rule(report), _host(report))
    return HttpResponse(status=204)


def _rule(report: dict[str, Any]) -> str:
    return _plain(str(report.get("violated-directive", ""))) or "unknown"


def _host(report: dict[str, Any]) -> str:
    blocked = str(report.get("blocked-uri", ""))
    return _plain(urlsplit(blocked).hostname or blocked[:20]) or "unknown"


def _plain(text: str) -> str:
    """Return what is left of a text when nothing but letters, digits and dots may go into a log."""
    return PLAIN.sub(" ", text.casefold())[:80].strip()
