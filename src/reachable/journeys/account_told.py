"""Somebody is told, where they did not ask, that their way in changed or that a sign-in as them was strange.

In:  a person; what changed, or a sign-in and how often somebody failed to get in as them; the instant.
Out: a message in the outbox, which is also what they read on the page of where they are signed in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from reachable.access.context import acting
from reachable.access.domain.account_words import AccountChange, word_change, word_sign_in
from reachable.access.domain.strange_sign_ins import PastSignIn, Strange, find_measures, find_strange
from reachable.access.domain.viewer import Actor
from reachable.access.queries.people_here import get_name_and_address
from reachable.access.queries.sessions import list_past_sign_ins
from reachable.alerts.operations import leave_message
from reachable.alerts.queries import LeftMessage, list_messages_under
from reachable.kernel.ids import UserId

SHOWN_FOR = timedelta(days=90)
SIGNING_IN = timedelta(minutes=10)
"""How long signing in takes at most: a code used for it is told before the session begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSignIn:
    """A sign-in as it began: whose, when, with what, from where."""

    session_id: UUID
    user_id: UserId
    at: datetime
    browser: str
    network: str


def tell_of_change(*, user_id: UserId, change: AccountChange, now: datetime) -> None:
    """Tell somebody that their way in changed."""
    _tell(user_id, f"{change.code}:{now.isoformat()}", f"way in changed: {change.code}", word_change(change, now), now)


def leave_word_of_change(*, user_id: UserId, change: AccountChange, by: Actor, now: datetime) -> None:
    """Leave the same word inside the write that changes it, so that neither is without the other."""
    _leave(user_id, f"{change.code}:{now.isoformat()}", word_change(change, now), by, now)


def tell_of_sign_in(*, new: NewSignIn, refusals: int) -> tuple[Strange, ...]:
    """Tell somebody of a sign-in as them when it was strange, and return what was."""
    before = list_past_sign_ins(
        user_id=new.user_id, since=new.at - find_measures(new.at).looked_back, but=new.session_id
    )
    this = PastSignIn(began_at=new.at, seen_at=new.at, is_over=False, browser=new.browser, network=new.network)
    strange = find_strange(this, before, refusals=refusals)
    if strange:
        codes = ",".join(each.code for each in strange)
        _tell(new.user_id, str(new.session_id), f"strange sign-in: {codes}", word_sign_in(strange, new.at), new.at)
    return strange


def list_account_words(*, user_id: UserId, now: datetime) -> tuple[LeftMessage, ...]:
    """Return what somebody was told of their own account lately, the newest first."""
    return list_messages_under(prefix=_prefix(user_id), since=now - SHOWN_FOR)


def has_new_words(*, user_id: UserId, now: datetime) -> bool:
    """Test if somebody was told something of their account since they last signed in, or of that sign-in itself."""
    before = list_past_sign_ins(user_id=user_id, since=now - find_measures(now).looked_back)
    return bool(before) and bool(list_messages_under(prefix=_prefix(user_id), since=before[-1].began_at - SIGNING_IN))


def _tell(user_id: UserId, key: str, what: str, text: str, now: datetime) -> None:
    by = Actor(user_id=user_id, agency_id=None, name="", role_code="NONE")
    with acting(by=by, what=f"told somebody of their account: {what}", now=now):
        _leave(user_id, key, text, by, now)


def _leave(user_id: UserId, key: str, text: str, by: Actor, now: datetime) -> None:
    name, address = get_name_and_address(user_id=user_id)
    leave_message(key=_prefix(user_id) + key, to_name=name, to_address=address, text=text, by=by, now=now)


def _prefix(user_id: UserId) -> str:
    return f"account:{user_id}:"
