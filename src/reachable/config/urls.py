"""Every address of a page.

In:  a path.
Out: the view that answers it.
"""

from importlib.util import find_spec

from django.urls import include, path

AREAS = (
    "report",
    "happened",
    "triage",
    "child",
    "alerts",
    "look_up",
    "matches",
    "extracts",
    "feeds",
    "briefing",
    "handover",
    "seals",
    "sharing",
    "glass",
    "requests",
    "findings",
    "keeping",
    "whereabouts",
    "told",
    "rulebook",
    "cases",
    "counts",
)

urlpatterns = [
    path("", include("reachable.api.urls")),
    path("", include("reachable.web.account.urls")),
    path("", include("reachable.web.standing.urls")),
    *(
        path("", include(f"reachable.web.{area}.urls"))
        for area in AREAS
        if find_spec(f"reachable.web.{area}") and find_spec(f"reachable.web.{area}.urls")
    ),
]

handler500 = "reachable.web.shared.errors.show_failure"
