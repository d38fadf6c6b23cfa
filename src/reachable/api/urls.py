"""Addresses for machines.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.api import witness

urlpatterns = [path("api/witness", witness.take_head, name="witness")]
