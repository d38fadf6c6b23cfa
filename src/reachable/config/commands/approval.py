"""Asks a second person, by their one-time code, before a command changes how somebody gets in.

In:  who agrees; a code of theirs, typed or read over the telephone to whoever sits at the machine.
Out: whether the code is theirs. One that is not is noted and counted as at signing in.
"""

from getpass import getpass

from reachable.kernel.ids import UserId

MOST_WRONG = 5
APPROVALS = "approvals"
"""Counted by themselves: whoever fails to sign in as a supervisor keeps nobody from being let back."""


def has_code(approver: UserId) -> bool:
    """Test if somebody set one-time codes up at all."""
    from allauth.mfa.models import Authenticator

    return bool(Authenticator.objects.filter(user_id=approver, type=Authenticator.Type.TOTP).exists())


def is_approved(approver: UserId, *, ask: str = "Their code: ") -> bool:
    """Test if whoever agrees gave a code that is theirs, now."""
    from allauth.mfa.models import Authenticator

    from reachable.access.domain.viewer import Actor
    from reachable.access.operations.sessions import note_failed_sign_in
    from reachable.adapters.clock import read_clock
    from reachable.web.shared.refused import count_refusal, count_refusals

    app = Authenticator.objects.filter(user_id=approver, type=Authenticator.Type.TOTP).first()
    code = getpass(ask)
    if count_refusals(approver, of=APPROVALS) < MOST_WRONG and app is not None and app.wrap().validate_code(code):
        return True
    who = Actor(user_id=approver, agency_id=None, name="", role_code="NONE")
    note_failed_sign_in(what="a code that agrees to a command was wrong", by=who, now=read_clock())
    count_refusal(approver, of=APPROVALS)
    return False
