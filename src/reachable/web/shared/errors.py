"""What somebody is shown when the site fails: that it failed, what that means, and a reference to read out. No more.

In:  a request whose view failed.
Out: a page with a reference; a line of the log with the same reference and nothing of what was asked.
"""

import logging
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LOG = logging.getLogger(__name__)
BARE = (
    "Something went wrong. Do not assume that this last step was saved. "
    "If a child needs somebody now, ring; do not wait for this page. Reference: "
)


def show_failure(request: HttpRequest) -> HttpResponse:
    """Return the page for a failure. Where even that fails, a sentence and the reference."""
    reference = str(getattr(request, "request_id", None) or uuid4())
    LOG.error("a request failed, reference %s", reference)
    try:
        return render(request, "500.html", {"reference": reference}, status=500)
    except Exception:
        LOG.exception("the page for a failure failed too, reference %s", reference)
        return HttpResponse(BARE + reference, status=500, content_type="text/plain; charset=utf-8")
