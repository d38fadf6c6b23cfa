"""Addresses of the pages for signing in, choosing an assignment and signing out.

In:  a path.
Out: the view that answers it.
"""

from allauth.account import views as library_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.totp import views as totp_views
from django.urls import include, path, re_path

from reachable.web.account import (
    conflicts,
    desks,
    keys,
    provider_views,
    saml_views,
    second_factor,
    views,
)
from reachable.web.shared.key_needed import asks_for_own_key

urlpatterns = [
    path("assignment/", views.choose_assignment, name="choose_assignment"),
    path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"),
    path("sessions/", desks.show_sessions, name="own_sessions"),
    path("sessions/end/", desks.end_session, name="end_session"),
    path("sessions/kept-from/", conflicts.show_own_conflicts, name="own_conflicts"),
    path("desk/", desks.say_desk, name="desk"),
    path("desk/seen/", desks.see_desk, name="see_desk"),
    path("desk/lock/", desks.lock_desk, name="lock_desk"),
    path("desk/unlock/", desks.unlock_desk, name="unlock_desk"),
    path("accounts/with/<slug:name>/", provider_views.go_to_provider, name="account_with"),
    path("accounts/with/<slug:name>/back/", provider_views.come_back, name="account_back"),
    path("accounts/with/<slug:name>/saml/", saml_views.take_answer, name="account_saml"),
    path("accounts/with/<slug:name>/saml/on/", saml_views.go_on, name="account_saml_on"),
    path("accounts/with/<slug:name>/saml/metadata/", saml_views.show_metadata, name="account_saml_metadata"),
    path("sign-out/", views.sign_out, name="sign_out"),
    # An address to write to is kept by the agency: changed here, it would open a way round the password.
    path("accounts/email/", views.not_here),
    path("accounts/confirm-email/", views.not_here),
    re_path(r"^accounts/confirm-email/(?P<key>[-:\w]+)/$", views.not_here),
    # The library's own list of these would come with recovery codes that can be read.
    path("accounts/2fa/", second_factor.SecondFactorView.as_view(), name="mfa_index"),
    path("accounts/2fa/authenticate/", mfa_views.authenticate, name="mfa_authenticate"),
    path("accounts/2fa/reauthenticate/", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/2fa/totp/activate/", second_factor.SetUpAppView.as_view(), name="mfa_activate_totp"),
    path("accounts/2fa/totp/deactivate/", asks_for_own_key(totp_views.deactivate_totp), name="mfa_deactivate_totp"),
    path("accounts/2fa/recovery-codes/", second_factor.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/2fa/recovery-codes/new/", second_factor.make_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/2fa/keys/", keys.show_keys, name="mfa_keys"),
    path("accounts/2fa/keys/<int:number>/remove/", keys.remove_key, name="mfa_remove_key"),
    path("accounts/2fa/keys/again/", keys.ShowKeyView.as_view(), name="mfa_reauthenticate_webauthn"),
    # What changes a password takes the place of the library's, to ask for a key first.
    path("accounts/password/change/", asks_for_own_key(library_views.password_change), name="account_change_password"),
    path("accounts/password/set/", asks_for_own_key(library_views.password_set), name="account_set_password"),
    path("accounts/", include("allauth.account.urls")),
]
