"""The addresses of the morning briefing.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.briefing import views

urlpatterns = [
    path("", views.show_today, name="today"),
    path("briefing.pdf", views.show_as_pdf, name="today_pdf"),
]
