"""Addresses of the pages on who must not be told of a child.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.told import views

urlpatterns = [
    path("child/<uuid:subject_id>/not-told/", views.show_not_told, name="not_told"),
    path("child/<uuid:subject_id>/not-told/new/", views.write, name="new_not_told"),
    path("child/<uuid:subject_id>/not-told/<uuid:entry_id>/", views.correct, name="correct_not_told"),
    path("child/<uuid:subject_id>/not-told/<uuid:entry_id>/end/", views.end, name="end_not_told"),
]
