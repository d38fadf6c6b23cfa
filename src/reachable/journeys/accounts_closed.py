"""People leave: each account is closed by itself, so that one that is unknown keeps none of the others open.

In:  e-mail addresses.
Out: what ended with each; the addresses that are nobody's.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from reachable.access.context import acting
from reachable.access.domain.viewer import Actor
from reachable.access.operations.leavers import AccountClosed, close_account
from reachable.access.queries.people_here import find_person

BY = Actor(user_id=None, agency_id=None, name="leavers")


def close_accounts(*, emails: Iterable[str], now: datetime) -> tuple[Mapping[str, AccountClosed], tuple[str, ...]]:
    """Close the account of everybody who left, and return what ended with each, and which addresses are nobody's."""
    closed: dict[str, AccountClosed] = {}
    unknown: list[str] = []
    for email in dict.fromkeys(emails):
        user_id = find_person(email=email)
        if user_id is None:
            unknown.append(email)
            continue
        with acting(by=BY, what="closed the account of somebody who left", now=now):
            closed[email] = close_account(user_id=user_id, by=BY, now=now)
    return closed, tuple(unknown)
