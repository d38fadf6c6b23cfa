"""Addresses of the pages for extracts.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.extracts import views

urlpatterns = [
    path("extracts/", views.show_extracts, name="extracts"),
    path("extracts/<uuid:extract_id>/", views.show_extract, name="extract"),
    path("extracts/<uuid:extract_id>/bring-in/", views.bring_in, name="bring_in_extract"),
    path("extracts/<uuid:extract_id>/let-go/", views.let_extract_go, name="let_extract_go"),
    path("extracts/<uuid:extract_id>/undo/", views.undo, name="undo_extract"),
]
