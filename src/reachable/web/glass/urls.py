"""The addresses of broken glass.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.glass import views

urlpatterns = [
    path("glass/", views.break_it, name="break_glass"),
    path("glass/nothing-opened/", views.show_nothing, name="glass_nothing"),
    path("glass/close/", views.close, name="close_glass"),
    path("glass/reviews/", views.show_reviews, name="glass_reviews"),
    path("glass/reviews/<uuid:glass_id>/", views.review, name="glass_review"),
]
