"""One-time codes as the library checks them, and recovery codes as we do; each that was wrong is noted.

In:  a code.
Out: the library's forms; an entry of the audit record for a code that did not fit.
"""

from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reachable.access.domain.account_words import AccountChange
from reachable.access.domain.viewer import Actor
from reachable.access.operations.sessions import note_failed_sign_in
from reachable.adapters.clock import read_clock
from reachable.journeys.account_told import tell_of_change
from reachable.kernel.ids import UserId
from reachable.web.shared.recovery import use_recovery_code
from reachable.web.shared.refused import count_refusal

INCORRECT = "incorrect_code"
LONGEST_TIME_CODE = 6


class _Noted(forms.BaseAuthenticateForm):  # type: ignore[misc]  # the library ships no types
    """Takes a code of an app or a recovery code, and notes one that did not fit."""

    def clean_code(self) -> str:
        """Return the code.

        :raises ValidationError: when it does not fit, once that is noted.
        """
        typed = str(self.cleaned_data["code"])
        try:
            return str(super().clean_code()) if is_time_code(typed) else self._use_recovery_code(typed)
        except ValidationError as refused:
            who = Actor(user_id=UserId(UUID(str(self.user.pk))), agency_id=None, name="", role_code="NONE")
            note_failed_sign_in(what="a one-time code was wrong", by=who, now=read_clock())
            count_refusal(who.user_id)
            # Asked only of a code that was looked at: beyond the limit of guesses nothing is said of any.
            if refused.code == INCORRECT and is_time_code(typed) and self._was_right_once(typed):
                raise ValidationError(_("That code was used already. Wait for the next one in your app.")) from None
            raise

    def _use_recovery_code(self, typed: str) -> str:
        allowed = check_rate_limit(self.user)
        used = use_recovery_code(self.user, typed)
        if used is None:
            raise get_adapter().validation_error(INCORRECT)
        used.user, self.authenticator = self.user, used
        tell_of_change(user_id=UserId(UUID(str(self.user.pk))), change=AccountChange.CODE_USED, now=read_clock())
        allowed()
        return typed

    def _was_right_once(self, typed: str) -> bool:
        """Test if a code that was refused is of this half minute, and so was used in it."""
        row = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).first()
        return row is not None and bool(validate_totp_code(get_adapter().decrypt(row.data["secret"]), typed))


def is_time_code(typed: str) -> bool:
    """Test if what somebody typed is as long as a code of an app. A recovery code is longer."""
    return len("".join(sign for sign in typed if sign.isalnum())) <= LONGEST_TIME_CODE


class AuthenticateForm(_Noted, forms.AuthenticateForm):  # type: ignore[misc]  # as above
    """Asks for a code when somebody signs in."""


class ReauthenticateForm(_Noted, forms.ReauthenticateForm):  # type: ignore[misc]  # as above
    """Asks for a code again."""
