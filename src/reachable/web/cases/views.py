"""The published stories, and one of them replayed.

In:  a request.
Out: a page.
"""

from functools import cache

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reachable.journeys.case_replayed import find_published_case, replay_case
from reachable.rules.domain.published import list_published_cases
from reachable.rules.domain.replay import CaseReplayed
from reachable.web.cases.moments import draw_story, list_moments
from reachable.web.shared.viewing import ViewedRequest


@require_safe
def show_cases(request: ViewedRequest) -> HttpResponse:
    """Show every published story."""
    return render(request, "cases/cases.jinja", {"replayed": [_replay(case.name) for case in list_published_cases()]})


@require_safe
def show_case(request: ViewedRequest, name: str) -> HttpResponse:
    """Show one story replayed, forwards or from the end."""
    case = find_published_case(name)
    if case is None:
        raise Http404
    replayed = _replay(case.name)
    backwards = request.GET.get("order") == "backwards"
    return render(
        request,
        "cases/case.jinja",
        {
            "case": case,
            "replayed": replayed,
            "moments": list_moments(replayed, backwards=backwards),
            "picture": draw_story(replayed),
            "backwards": backwards,
        },
    )


@cache
def _replay(name: str) -> CaseReplayed:
    """Return a story replayed, once: neither it nor the rules change while the site runs."""
    case = find_published_case(name)
    if case is None:
        raise LookupError(f"no published story is called {name}")
    return replay_case(case, calendar=settings.CALENDAR)
