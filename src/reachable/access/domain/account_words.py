"""What somebody is told of their own account, where they did not ask for it: that their way in changed, or was odd.

In:  what changed, or what was strange; the instant.
Out: a text without anything of a child, and without a place or an address.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from reachable.access.domain.strange_sign_ins import Strange
from reachable.kernel.london import say_moment

IF_NOT = "If that was not you, sign out everywhere in Reachable and ring your supervisor now."


class AccountChange(Enum):
    """What changed in how somebody gets in. (code stored, words that follow "In Reachable,")."""

    PASSWORD = ("PASSWORD", "your password was changed")
    APP_ADDED = ("APP_ADDED", "an authenticator app was set up for you")
    APP_REMOVED = ("APP_REMOVED", "your authenticator app was switched off")
    KEY_ADDED = ("KEY_ADDED", "a security key was added for you")
    KEY_REMOVED = ("KEY_REMOVED", "a security key of yours was taken away")
    CODES_MADE = ("CODES_MADE", "new recovery codes were made for you")
    CODE_USED = ("CODE_USED", "one of your recovery codes was used")
    PROVIDER_BOUND = ("PROVIDER_BOUND", "you were bound to your agency's own sign-in")
    LET_BACK = ("LET_BACK", "your way in was taken away, so that you can set it up anew")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


def word_change(change: AccountChange, at: datetime) -> str:
    """Return what somebody is told when their way in changed."""
    return f"In Reachable, {change.label}: {say_moment(at)}. {IF_NOT}"


def word_sign_in(strange: Sequence[Strange], at: datetime) -> str:
    """Return what somebody is told when somebody signed in as them in a strange way."""
    how = ", ".join(each.label for each in strange)
    return f"Somebody signed in to Reachable as you, {how}: {say_moment(at)}. {IF_NOT}"
