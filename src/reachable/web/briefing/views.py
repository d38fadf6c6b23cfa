"""The first page: the briefing for whoever reads records, and the page of their own work for whoever does not.

In:  a request, with a day when not today's.
Out: a page.
"""

from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from reachable.access.domain.viewer import Role
from reachable.adapters.pdf import can_make_pdf
from reachable.journeys.briefing_made import PAGE, make_briefing
from reachable.journeys.feeds_watched import MAY_SEE_ALL
from reachable.journeys.file_left import note_file_left
from reachable.journeys.jobs_watched import are_jobs_running
from reachable.journeys.protections_due import count_protections_due
from reachable.kernel.london import EARLIEST_DAY
from reachable.web.briefing.rows import describe_briefing
from reachable.web.shared.paper import answer_left_out, answer_pdf
from reachable.web.shared.viewing import ViewedRequest, viewer_of

OWN_FIRST_PAGE = {
    Role.RECORDER: "own_concerns",
    Role.EXTRACT_OFFICER: "extracts",
    Role.ALLEGATIONS_OFFICER: "triage",
    Role.ANALYST: "count_releases",
}
"""Where a role begins that has no briefing: it opens no child's record, or only concerns about people at work."""


@require_safe
def show_today(request: ViewedRequest) -> HttpResponse:
    """Show the briefing of the reader's own area, today's or an earlier day's.

    A whole list asked for to be printed is noted as taken out; printed otherwise, it is not there.
    """
    viewer = viewer_of(request)
    if viewer.role in OWN_FIRST_PAGE:
        return HttpResponseRedirect(reverse(OWN_FIRST_PAGE[viewer.role]))
    taken = request.GET.get("taken") == "on-paper"
    what = f"{PAGE}, taken out on paper" if taken else PAGE
    briefing = make_briefing(viewer=viewer, on=_day(request), calendar=settings.CALENDAR, now=request.at, what=what)
    page = render(
        request,
        "briefing/briefing.jinja",
        {
            "briefing": briefing,
            "rows": describe_briefing(briefing),
            "sees_feeds": viewer.role in MAY_SEE_ALL,
            "day_before": (briefing.on - timedelta(days=1)).isoformat(),
            "on_paper": _wants_reasons(request),
            "taken": taken,
            "protections_due": count_protections_due(viewer=viewer, now=request.at),
            "day_after": "" if briefing.is_today else (briefing.on + timedelta(days=1)).isoformat(),
            "has_pdf": can_make_pdf(),
            "jobs_run": are_jobs_running(now=request.at),
        },
    )
    if taken:
        note_file_left(viewer=viewer, what=f"{PAGE} on paper", content=page.content, now=request.at)
    return page


@require_http_methods(["GET", "HEAD", "POST"])
def show_as_pdf(request: ViewedRequest) -> HttpResponse:
    """Answer with the same briefing as PDF, noted as read like the page."""
    viewer = viewer_of(request)
    if viewer.role in OWN_FIRST_PAGE:
        return HttpResponseRedirect(reverse(OWN_FIRST_PAGE[viewer.role]))
    left_out = answer_left_out(request, back=f"{reverse('today')}?{request.GET.urlencode()}")
    if left_out is not None:
        return left_out
    briefing = make_briefing(
        viewer=viewer, on=_day(request), calendar=settings.CALENDAR, now=request.at, what=f"{PAGE}, as PDF"
    )
    values = {"briefing": briefing, "rows": describe_briefing(briefing), "on_paper": _wants_reasons(request)}
    return answer_pdf(
        request,
        "briefing/paper.jinja",
        values,
        name=f"briefing-{briefing.on.isoformat()}",
        what=PAGE,
        back=reverse("today"),
    )


def _wants_reasons(request: HttpRequest) -> bool:
    return request.GET.get("reasons") == "on-paper"


def _day(request: HttpRequest) -> date | None:
    """Return the day asked for; today's briefing is shown where no day can be read, or nothing was kept so long ago."""
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None
    return day if day >= EARLIEST_DAY else None
