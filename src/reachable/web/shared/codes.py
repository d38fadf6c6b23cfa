"""One-time codes as the library checks them, with each that was wrong noted.

In:  a code.
Out: the library's forms; an entry of the audit record for a code that did not fit.
"""

from uuid import UUID

from allauth.mfa.base import forms
from django.core.exceptions import ValidationError

from reachable.access.domain.viewer import Actor
from reachable.access.operations.sessions import note_failed_sign_in
from reachable.adapters.clock import read_clock
from reachable.kernel.ids import UserId


class _Noted(forms.BaseAuthenticateForm):  # type: ignore[misc]  # the library ships no types
    """Notes a code that did not fit."""

    def clean_code(self) -> str:
        """Return the code.

        :raises ValidationError: when it does not fit, once that is noted.
        """
        try:
            code: str = super().clean_code()
        except ValidationError:
            who = Actor(user_id=UserId(UUID(str(self.user.pk))), agency_id=None, name="", role_code="NONE")
            note_failed_sign_in(what="a one-time code was wrong", by=who, now=read_clock())
            raise
        return code


class AuthenticateForm(_Noted, forms.AuthenticateForm):  # type: ignore[misc]  # as above
    """Asks for a code when somebody signs in."""


class ReauthenticateForm(_Noted, forms.ReauthenticateForm):  # type: ignore[misc]  # as above
    """Asks for a code again."""
