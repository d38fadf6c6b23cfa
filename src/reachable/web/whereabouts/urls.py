"""Addresses of the pages on where a protected child is.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.whereabouts import keeping, looks, views

urlpatterns = [
    path("whereabouts/", looks.show_due, name="protections"),
    path("child/<uuid:subject_id>/whereabouts/", views.show, name="whereabouts"),
    path("child/<uuid:subject_id>/whereabouts/shown/", views.show_where, name="whereabouts_shown"),
    path("child/<uuid:subject_id>/whereabouts/protected/", views.protect, name="whereabouts_protected"),
    path("child/<uuid:subject_id>/whereabouts/keep/", keeping.keep, name="keep_place"),
    path("child/<uuid:subject_id>/whereabouts/<uuid:place_id>/taken-back/", keeping.take_back, name="place_taken_back"),
    path("child/<uuid:record_id>/whereabouts/again/", looks.look_again, name="protection"),
]
