"""Addresses of the published stories.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.cases import views

urlpatterns = [
    path("cases/", views.show_cases, name="cases"),
    path("cases/vulnerabilities/", views.show_vulnerabilities, name="vulnerabilities"),
    path("cases/<slug:name>/", views.show_case, name="case"),
]
