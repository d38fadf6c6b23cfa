"""The published stories, one of them replayed, and the study's table beside what the stories tell.

In:  a request.
Out: a page.
"""

from functools import cache

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reachable.journeys.case_replayed import find_published_case, replay_case
from reachable.journeys.vulnerabilities_compared import compare_vulnerabilities
from reachable.rules.domain.published import list_published_cases
from reachable.rules.domain.replay import CaseReplayed
from reachable.rules.domain.vulnerability_matrix import Matrix
from reachable.web.cases.steps import count_by_reach, count_own_reading, read_story
from reachable.web.cases.story_picture import draw_story
from reachable.web.cases.vulnerabilities import SYMBOLS, list_differences, list_rows
from reachable.web.shared.viewing import ViewedRequest


@require_safe
def show_cases(request: ViewedRequest) -> HttpResponse:
    """Show every published story."""
    replayed = [_replay(case.name) for case in list_published_cases()]
    return render(request, "cases/cases.jinja", {"replayed": replayed, "matrix": _matrix()})


@require_safe
def show_vulnerabilities(request: ViewedRequest) -> HttpResponse:
    """Show the study's table of vulnerabilities beside the one its files give, and why they differ."""
    matrix = _matrix()
    given = {"matrix": matrix, "rows": list_rows(matrix), "differences": list_differences(matrix), "symbols": SYMBOLS}
    return render(request, "cases/vulnerabilities.jinja", given)


@require_safe
def show_case(request: ViewedRequest, name: str) -> HttpResponse:
    """Show one story replayed: read back from its incident, or forwards."""
    case = find_published_case(name)
    if case is None:
        raise Http404
    replayed = _replay(case.name)
    reading = read_story(replayed, backwards=request.GET.get("order") != "forwards")
    return render(
        request,
        "cases/case.jinja",
        {
            "case": case,
            "replayed": replayed,
            "reading": reading,
            "counts": count_by_reach(replayed),
            "ours": count_own_reading(replayed.moments),
            "picture": draw_story(replayed),
        },
    )


@cache
def _replay(name: str) -> CaseReplayed:
    """Return a story replayed, once: neither it nor the rules change while the site runs."""
    case = find_published_case(name)
    if case is None:
        raise LookupError(f"no published story is called {name}")
    return replay_case(case, calendar=settings.CALENDAR)


@cache
def _matrix() -> Matrix:
    """Return the study's table compared with the files, once: neither changes while the site runs."""
    return compare_vulnerabilities()
