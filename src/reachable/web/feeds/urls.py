"""Addresses of the page on feeds.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.feeds import views

urlpatterns = [path("feeds/", views.show_feeds, name="feeds")]
