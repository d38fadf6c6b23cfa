"""Addresses of the pages for signing in, choosing an assignment and signing out.

In:  a path.
Out: the view that answers it.
"""

from django.urls import include, path, re_path

from reachable.web.account import desks, provider_views, views

urlpatterns = [
    path("assignment/", views.choose_assignment, name="choose_assignment"),
    path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"),
    path("sessions/", desks.show_sessions, name="own_sessions"),
    path("sessions/end/", desks.end_session, name="end_session"),
    path("desk/", desks.say_desk, name="desk"),
    path("desk/seen/", desks.see_desk, name="see_desk"),
    path("desk/lock/", desks.lock_desk, name="lock_desk"),
    path("desk/unlock/", desks.unlock_desk, name="unlock_desk"),
    path("accounts/with/<slug:name>/", provider_views.go_to_provider, name="account_with"),
    path("accounts/with/<slug:name>/back/", provider_views.come_back, name="account_back"),
    path("sign-out/", views.sign_out, name="sign_out"),
    # An address to write to is kept by the agency: changed here, it would open a way round the password.
    path("accounts/email/", views.not_here),
    path("accounts/confirm-email/", views.not_here),
    re_path(r"^accounts/confirm-email/(?P<key>[-:\w]+)/$", views.not_here),
    path("accounts/", include("allauth.urls")),
]
