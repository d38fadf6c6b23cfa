"""Reviewers are told that something waits for them to look into, by a message that says nothing of anybody.

In:  what was noted for them in the last day.
Out: one message to each reviewer for each person and kind a day.
"""

from datetime import datetime, timedelta

from reachable.access.context import running
from reachable.access.domain.viewer import Actor, Role, Run
from reachable.access.queries import list_people_in_role
from reachable.access.queries.alarms import list_alarms
from reachable.alerts.operations import leave_message
from reachable.kernel.ids import UserId
from reachable.kernel.london import london_date

RUN = Run("reviewers")
MACHINE = Actor(user_id=None, agency_id=None, name="reviewers")
TELL_REVIEWERS = "tell reviewers"
LOOKED_BACK = timedelta(days=1)
TEXT = "Reachable noted something that a reviewer must look into. Reference R-{}. Sign in to read it."


def tell_reviewers(*, now: datetime) -> int:
    """Leave a message for every reviewer of whatever was noted for them, once, and return for how many.

    Nobody is told of themselves: where they are the only reviewer of their agency, all other agencies' are told.
    """
    told: set[UserId] = set()
    with running(job=TELL_REVIEWERS, now=now):
        alarms = list_alarms(viewer=RUN, since=now - LOOKED_BACK)
        reviewers = list_people_in_role(roles=[Role.SUPERVISOR], at=now) if alarms else ()
        for alarm in alarms:
            others = [each for each in reviewers if each.user_id != alarm.user_id]
            own = [each for each in others if each.agency_id == alarm.agency_id]
            for reviewer in own or others:
                day = london_date(alarm.at).isoformat()
                kind = alarm.what.split(":", 1)[0]
                leave_message(
                    key=f"alarm:{alarm.user_id or kind}:{day}:{reviewer.user_id}"[:120],
                    to_name=reviewer.name,
                    to_address=reviewer.email,
                    text=TEXT.format(alarm.entry_id),
                    by=MACHINE,
                    now=now,
                )
                told.add(reviewer.user_id)
    return len(told)
