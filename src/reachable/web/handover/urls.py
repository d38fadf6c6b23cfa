"""The addresses of handover notes.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.handover import views

urlpatterns = [
    path("handover/", views.list_handovers, name="handovers"),
    path("handover/new/", views.write_handover, name="new_handover"),
    path("handover/<uuid:note_id>/", views.show_handover, name="handover"),
    path("handover/<uuid:note_id>/note.pdf", views.show_as_pdf, name="handover_pdf"),
    path("handover/<uuid:note_id>/take-over/", views.take_over_handover, name="take_over_handover"),
]
