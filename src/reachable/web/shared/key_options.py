"""Security keys: what a browser is asked for, and what it answers.

In:  a person; what their browser sent.
Out: options as JSON; whether the key is one of theirs, with each that is not noted.
"""

import json
from typing import Any
from uuid import UUID

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication, get_state
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder

from reachable.access.domain.viewer import Actor
from reachable.access.operations.sessions import note_failed_sign_in
from reachable.adapters.clock import read_clock
from reachable.kernel.ids import UserId
from reachable.web.shared.refused import count_refusal

ASKED = "key_asked"


def has_key(user: Any) -> bool:
    """Test if somebody has a security key."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists())


def ask_for_key(user: Any) -> str | None:
    """Return what a browser is asked for, as JSON, or None when this person has no key. A challenge is used once.

    Until it is used every page of a session asks with the same one, so that one tab does not spoil another's.
    """
    if not has_key(user):
        return None
    session = context.request.session
    standing, challenge = session.get(ASKED), (get_state() or {}).get("challenge")
    if standing and challenge and standing[0] == challenge:
        return str(standing[1])
    options = as_json(begin_authentication(user))
    session[ASKED] = [(get_state() or {}).get("challenge"), options]
    return options


def as_json(options: Any) -> str:
    """Return options as they are put into a page."""
    return json.dumps(options, cls=DjangoJSONEncoder)


class _Noted:
    """Notes a key that did not fit."""

    user: Any

    def clean_credential(self) -> Authenticator:
        """Return the key.

        :raises ValidationError: when it does not fit, once that is noted.
        """
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]  # the library's form stands behind
        except ValidationError:
            who = Actor(user_id=UserId(UUID(str(self.user.pk))), agency_id=None, name="", role_code="NONE")
            note_failed_sign_in(what="a security key was wrong", by=who, now=read_clock())
            count_refusal(who.user_id)
            raise
        return found


class AuthenticateKeyForm(_Noted, AuthenticateWebAuthnForm):  # type: ignore[misc]  # the library ships no types
    """Asks for a key when somebody signs in."""


class ReauthenticateKeyForm(_Noted, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """Asks for a key again."""
