"""Addresses of one child's pages.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.child import views

urlpatterns = [
    path("child/<uuid:subject_id>/", views.show_child, name="child"),
    path("child/<uuid:subject_id>/records/", views.show_records, name="child_records"),
    path("child/<uuid:subject_id>/people/", views.show_people, name="child_people"),
    path("child/<uuid:subject_id>/looked/", views.show_looks, name="child_looked"),
]
