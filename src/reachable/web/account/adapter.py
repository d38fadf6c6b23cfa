"""How signing in differs here from what the library does by itself.

In:  a request.
Out: no sign-up; every sign-in noted in the audit record.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from reachable.access.domain.account_words import AccountChange
from reachable.access.domain.viewer import Actor
from reachable.access.operations import note_sign_in
from reachable.access.operations.sessions import end_sessions, note_failed_sign_in
from reachable.access.queries.people_here import find_person
from reachable.adapters.clock import read_clock
from reachable.journeys.account_told import has_new_words, tell_of_change
from reachable.kernel.ids import UserId
from reachable.web.shared.desk import end_own_session, forget_session, somebody
from reachable.web.shared.fresh_proof import keep_proof
from reachable.web.shared.outside import PROVIDER, STRONG_THERE
from reachable.web.shared.refused import count_refusal


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """People are registered by their agency; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: there is no sign-up."""
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign somebody in. What a provider said of an earlier sign-in says nothing of this one."""
        for each in (PROVIDER, STRONG_THERE):
            request.session.pop(each, None)
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Note the sign-in before the first page is shown."""
        note_signed_in(user)
        forget_session(request)
        keep_proof(request, read_clock())
        if has_new_words(user_id=UserId(user.pk), now=read_clock()):
            messages.warning(
                request,
                _(
                    "Your account changed, or was used in a new way, since you last signed in. "
                    "Read what, on the page “Where you are signed in”."
                ),
            )
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note that a sign-in failed, under the name of whoever the address is; an unknown one is not kept."""
        user_id = find_person(email=str(credentials.get("email") or credentials.get("username") or ""))
        who = Actor(user_id=user_id, agency_id=None, name="", role_code="NONE")
        note_failed_sign_in(what="a password was wrong", by=who, now=read_clock())
        count_refusal(user_id)

    def logout(self, request: HttpRequest) -> None:
        """End the session here and in the list of sessions."""
        end_own_session(request, "signed out")
        super().logout(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Set a password. Whoever is signed in with the old one, elsewhere, is signed out."""
        super().set_password(user, password)
        desk = getattr(self.request, "desk", None)
        end_sessions(
            user_id=UserId(user.pk),
            but=None if desk is None else desk.id,
            because="password changed",
            by=somebody(UserId(user.pk)),
            now=read_clock(),
        )

    def send_notification_mail(self, template_prefix: str, user: AbstractBaseUser, *_words: Any, **_named: Any) -> None:
        """Tell somebody that their way in changed, in our words and by the way every message takes.

        :raises KeyError: when the library tells of a change that nobody has found words for.
        """
        tell_of_change(user_id=UserId(user.pk), change=CHANGE_OF_TEMPLATE[template_prefix], now=read_clock())


CHANGE_OF_TEMPLATE = {
    "account/email/password_changed": AccountChange.PASSWORD,
    "account/email/password_set": AccountChange.PASSWORD,
    "account/email/password_reset": AccountChange.PASSWORD,
    "mfa/email/totp_activated": AccountChange.APP_ADDED,
    "mfa/email/totp_deactivated": AccountChange.APP_REMOVED,
    "mfa/email/webauthn_added": AccountChange.KEY_ADDED,
    "mfa/email/webauthn_removed": AccountChange.KEY_REMOVED,
}
"""What each message of the library, whose own words are not sent, tells of."""


def note_signed_in(user: AbstractBaseUser) -> None:
    """Note in the audit record that somebody signed in. They have no assignment yet."""
    who = Actor(user_id=UserId(user.pk), agency_id=None, name=user.get_username(), role_code="NONE")
    note_sign_in(by=who, now=read_clock())
