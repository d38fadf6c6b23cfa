"""Addresses of the pages on which records are judged.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.matches import views

urlpatterns = [
    path("matches/", views.list_matches, name="matches"),
    path("matches/<uuid:left>/<uuid:right>/", views.judge, name="match"),
    path("matches/judgements/<uuid:judgement_id>/undo/", views.undo, name="undo_match"),
]
