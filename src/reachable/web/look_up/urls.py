"""Addresses of the look-up.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.look_up import views

urlpatterns = [
    path("look-up/", views.look_up, name="look_up"),
    path("look-up/<uuid:subject_id>/", views.show_card, name="custody_card"),
]
