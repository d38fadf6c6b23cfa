"""Addresses for machines.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.api import policy_report, witness

urlpatterns = [
    path("api/witness", witness.take_head, name="witness"),
    path("policy-report/", policy_report.take_policy_report, name="policy_report"),
]
