"""Addresses of the pages for signing in, choosing an assignment and signing out.

In:  a path.
Out: the view that answers it.
"""

from django.urls import include, path, re_path

from reachable.web.account import views

urlpatterns = [
    path("assignment/", views.choose_assignment, name="choose_assignment"),
    path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    # An address to write to is kept by the agency: changed here, it would open a way round the password.
    path("accounts/email/", views.not_here),
    path("accounts/confirm-email/", views.not_here),
    re_path(r"^accounts/confirm-email/(?P<key>[-:\w]+)/$", views.not_here),
    path("accounts/", include("allauth.urls")),
]
