"""Addresses of the counts that were released.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.counts import views

urlpatterns = [
    path("counts/", views.show_releases, name="count_releases"),
    path("counts/<uuid:release_id>/", views.show_release, name="count_release"),
    path("counts/<uuid:release_id>/counts.csv", views.download_release, name="count_release_csv"),
]
