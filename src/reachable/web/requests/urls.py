"""The addresses of requests to holders.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.requests import views

urlpatterns = [
    path("child/<uuid:subject_id>/ask/<uuid:holder_id>/", views.ask, name="ask_holder"),
    path("requests/", views.show_requests, name="requests"),
    path("requests/<uuid:request_id>/", views.show_request, name="request"),
]
