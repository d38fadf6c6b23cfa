"""Addresses of the pages on which concerns are decided.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.triage import views

urlpatterns = [
    path("triage/", views.concerns_waiting, name="triage"),
    path("triage/<uuid:concern_id>/", views.one_concern, name="triage_concern"),
    path("triage/<uuid:concern_id>/file/<int:position>/", views.concern_file, name="concern_file"),
    path("triage/<uuid:concern_id>/same-child/", views.judge_record, name="triage_judge"),
]
