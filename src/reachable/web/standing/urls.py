"""Addresses of the pages that stand apart from any child.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.standing import views

urlpatterns = [
    path("alive", views.say_alive, name="alive"),
    path("ring/", views.show_ring_numbers, name="ring"),
]
