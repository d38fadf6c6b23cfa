"""What somebody is shown who looks faster than anybody's work needs: what happened, what was kept, whom to ring.

In:  a request; a pause.
Out: a page with status 429 that says when to go on, to people and to machines.
"""

from django.http import HttpResponse
from django.shortcuts import render

from reachable.journeys.pace_kept import Pause
from reachable.web.shared.viewing import ViewedRequest


def answer_slow_down(request: ViewedRequest, pause: Pause, ring: dict[str, str]) -> HttpResponse:
    """Return the page "Slow down". It is the same whatever was asked for."""
    answer = render(request, "slow_down.jinja", {"pause": pause, "ring": ring}, status=429)
    answer["Retry-After"] = str(max(1, int((pause.until - request.at).total_seconds())))
    return answer
