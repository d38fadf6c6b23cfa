"""The address of the morning briefing.

In:  a path.
Out: the view that answers it.
"""

from django.urls import path

from reachable.web.briefing import views

urlpatterns = [path("", views.show_today, name="today")]
