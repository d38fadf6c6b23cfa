"""Addresses of the pages that stand apart from any child.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.standing import copied, views

urlpatterns = [
    path("alive", views.say_alive, name="alive"),
    path("alive/jobs", views.say_jobs_alive, name="jobs_alive"),
    path("copied/", copied.take_copied, name="copied"),
    path("ring/", views.show_ring_numbers, name="ring"),
]
