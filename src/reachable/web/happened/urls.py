"""Addresses of the pages for recording what just happened.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.happened import views

urlpatterns = [
    path("happened/", views.choose_happening, name="happened"),
    path("happened/recorded/", views.recorded, name="happened_recorded"),
    path("happened/now/<uuid:subject_id>/", views.what_now, name="what_now"),
    path("happened/now/<uuid:subject_id>/same-child/", views.judge_record, name="what_now_judge"),
    path("happened/<slug:code>/", views.record_happening, name="record_happening"),
]
