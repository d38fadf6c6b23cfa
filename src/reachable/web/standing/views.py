"""Whether the site is alive and its jobs run, whom to ring in an area, and what the components look like.

In:  a request.
Out: a page.
"""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reachable.access.queries import list_areas, list_ring_numbers
from reachable.journeys.jobs_watched import are_jobs_running
from reachable.journeys.what_now import find_place_to_ring
from reachable.web.shared.viewing import ViewedRequest

PLAIN = "text/plain; charset=utf-8"
JOBS_STOPPED = (
    "The jobs of Reachable have finished no round for three minutes: nobody is told of anything."
    " What is due is kept and told once they run. Start `reachable jobs`; until then people have to ring."
)


@login_not_required
@require_safe
def say_alive(request: HttpRequest) -> HttpResponse:
    """Answer that the site and its database are there. For machines."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("alive", content_type=PLAIN)


@login_not_required
@require_safe
def say_jobs_alive(request: ViewedRequest) -> HttpResponse:
    """Answer that the jobs run, or with 503 that nobody is told. For a machine elsewhere that asks every minute."""
    if are_jobs_running(now=request.at):
        return HttpResponse("the jobs run", content_type=PLAIN)
    return HttpResponse(JOBS_STOPPED, content_type=PLAIN, status=503)


@require_safe
def show_ring_numbers(request: ViewedRequest) -> HttpResponse:
    """Show whom to ring now, in every area, the reader's own first."""
    own = request.viewer.area_id if request.viewer else None
    areas = sorted(list_areas(), key=lambda area: (area.id != own, area.name))
    numbers = [
        (area, sorted(list_ring_numbers(area_id=area.id, at=request.at), key=find_place_to_ring)) for area in areas
    ]
    return render(request, "standing/ring.jinja", {"areas": numbers, "at": request.at})
