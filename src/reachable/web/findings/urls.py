"""The addresses of findings.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.findings import views

urlpatterns = [
    path("findings/", views.show_findings, name="findings"),
    path("findings/<uuid:finding_id>/", views.show_finding, name="finding"),
    path("findings/<uuid:finding_id>/let-pass/", views.let_pass, name="let_conflict_pass"),
    path("findings/<uuid:finding_id>/declared/", views.answer_wish, name="answer_declared"),
]
