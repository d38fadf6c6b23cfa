"""Somebody who cannot get in is let back by two people, neither of whom learns or chooses how they get in.

In:  whom to let back; who agrees to it, a supervisor other than them; the instant.
Out: their way in taken away, themselves told; they set a password by the link of the sign-in page.
"""

from datetime import datetime

from reachable.access.context import acting
from reachable.access.domain.account_words import AccountChange
from reachable.access.domain.viewer import Actor, Role
from reachable.access.operations.ways_in import take_way_in_away
from reachable.access.queries import list_people_in_role
from reachable.access.queries.people_here import find_person
from reachable.journeys.account_told import leave_word_of_change
from reachable.kernel.ids import UserId


class NotLetBack(Exception):
    """Nothing was changed. The message says why."""


def find_approver(*, email: str, of: str, now: datetime) -> UserId:
    """Return who agrees: somebody who supervises now, and whose own way in this is not.

    :raises NotLetBack: when it is somebody else.
    """
    user_id = find_person(email=email)
    supervisors = {each.user_id for each in list_people_in_role(roles=[Role.SUPERVISOR], at=now)}
    if user_id is None or user_id not in supervisors:
        raise NotLetBack("Whoever agrees must be somebody who supervises here.")
    if user_id == find_person(email=of):
        raise NotLetBack("Nobody agrees to this for themselves.")
    return user_id


def let_back(*, email: str, approver: UserId, typed_by: str, lost_factor: bool, now: datetime) -> None:
    """Take away how somebody gets in and tell them. The act is noted under whoever agreed.

    `typed_by` is how the machine names whoever sat at it: the two may not be told apart otherwise.

    :raises NotLetBack: when nobody signs in with this address, or they left.
    """
    user_id = find_person(email=email)
    if user_id is None:
        raise NotLetBack("Nobody signs in with this address.")
    by = Actor(user_id=approver, agency_id=None, name="", role_code=Role.SUPERVISOR.code)
    typed = f"typed by {typed_by[:40]} of the machine"
    lost = " and second factor" if lost_factor else ""
    try:
        with acting(by=by, what=f"agreed that somebody sets their password{lost} anew: {user_id}; {typed}", now=now):
            take_way_in_away(user_id=user_id, lost_factor=lost_factor, by=by, now=now)
            leave_word_of_change(user_id=user_id, change=AccountChange.LET_BACK, by=by, now=now)
    except LookupError as gone:
        raise NotLetBack("Their account is closed.") from gone
