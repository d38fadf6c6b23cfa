"""Addresses of alerts.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.alerts import views

urlpatterns = [
    path("alerts/", views.list_alerts, name="alerts"),
    path("alerts/<uuid:alert_id>/", views.show_alert, name="alert"),
    path("alerts/<uuid:alert_id>/answer/", views.answer, name="answer_alert"),
]
