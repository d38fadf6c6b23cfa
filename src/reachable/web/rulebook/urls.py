"""Addresses of the manual of the rules.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.rulebook import views

urlpatterns = [
    path("rules/", views.show_rules, name="rules"),
    path("rules/<slug:rule_id>/", views.show_rule, name="rule"),
]
