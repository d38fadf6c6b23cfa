"""The addresses of seals.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.seals import views

urlpatterns = [
    path("seals/", views.show_seals, name="seals"),
    path("seals/new/", views.seal_new, name="new_seal"),
    path("seals/<uuid:act_id>/", views.show_seal, name="seal"),
    path("seals/<uuid:act_id>/ask/", views.ask_off, name="ask_seal_off"),
    path("seals/<uuid:act_id>/take-off/", views.take_off, name="take_seal_off"),
]
