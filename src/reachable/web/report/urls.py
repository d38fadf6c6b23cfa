"""Addresses of the pages for recording a concern and hearing what came of it.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.intake.domain.concern import Route
from reachable.web.report import views

urlpatterns = [
    path("concerns/new/", views.new_concern, {"route": Route.SAFEGUARDING}, name="new_concern"),
    path("concerns/new/worker/", views.new_concern, {"route": Route.ALLEGATION}, name="new_worker_concern"),
    path("concerns/draft/", views.concern_draft, {"route": Route.SAFEGUARDING}, name="concern_draft"),
    path("concerns/draft/worker/", views.concern_draft, {"route": Route.ALLEGATION}, name="worker_concern_draft"),
    path("concerns/sent/<str:reference>/", views.concern_sent, name="concern_sent"),
    path("concerns/mine/", views.own_concerns, name="own_concerns"),
]
