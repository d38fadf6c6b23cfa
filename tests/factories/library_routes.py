"""The addresses of the library that signs people in, and what they answer.

In:  nothing.
Out: OF_THE_LIBRARY; the words that stand in some of its addresses.
"""

SIGN_IN, OPEN, ELSEWHERE, REFUSED, ABSENT, POST_ONLY = 302, 200, 302, 403, 404, 405

OF_THE_LIBRARY = {
    "account_login": (OPEN, ELSEWHERE),
    "account_logout": (ELSEWHERE, OPEN),
    "account_inactive": (OPEN, OPEN),
    "account_signup": (OPEN, ELSEWHERE),
    "account_reauthenticate": (SIGN_IN, REFUSED),
    "account_email": (SIGN_IN, ABSENT),
    "account_email_verification_sent": (SIGN_IN, ABSENT),
    "account_confirm_email": (SIGN_IN, ABSENT),
    "account_change_password": (SIGN_IN, ELSEWHERE),
    "account_set_password": (SIGN_IN, OPEN),
    "account_reset_password": (OPEN, OPEN),
    "account_confirm_login_code": (ELSEWHERE, ELSEWHERE),
    "account_reset_password_from_key_done": (OPEN, OPEN),
    "account_reset_password_from_key": (OPEN, OPEN),
    "account_reset_password_done": (OPEN, OPEN),
    "mfa_index": (SIGN_IN, OPEN),
    "mfa_authenticate": (ELSEWHERE, ELSEWHERE),
    "mfa_reauthenticate": (SIGN_IN, REFUSED),
    "mfa_activate_totp": (SIGN_IN, OPEN),
    "mfa_deactivate_totp": (SIGN_IN, ABSENT),
    "mfa_keys": (SIGN_IN, OPEN),
    "mfa_remove_key": (SIGN_IN, POST_ONLY),
    "mfa_reauthenticate_webauthn": (SIGN_IN, REFUSED),
    "mfa_view_recovery_codes": (SIGN_IN, ELSEWHERE),
    "mfa_generate_recovery_codes": (SIGN_IN, ELSEWHERE),
}
"""What the library that signs people in answers: to nobody signed in, and to somebody signed in without a password."""

OF_THE_LIBRARY_WITH_WORDS = {
    "mfa_remove_key": {"number": "1"},
    "account_confirm_email": {"key": "a-key"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "2-3"},
}
