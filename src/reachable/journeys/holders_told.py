"""Whoever holds a case is told when somebody comes to look at it by what they themselves recorded or judged.

In:  the record that was made or found to be of the child, and by whom.
Out: a message to each of them, with nothing of the child in it.
"""

from datetime import datetime

from reachable.access.context import running
from reachable.access.domain.viewer import Actor, Run, Viewer
from reachable.access.queries.holders import list_case_holders
from reachable.alerts.operations import leave_message
from reachable.kernel.ids import AboutId, SubjectId
from reachable.kernel.london import london_date
from reachable.people.queries import find_marked_sealed, list_same_person

RUN = Run("holders")
MACHINE = Actor(user_id=None, agency_id=None, name="holders")
TEXT = (
    "Somebody may now look at the record of a child who is allocated to you, by what they recorded or judged."
    " Sign in to Reachable: the child's page says who has looked."
)


def tell_case_holders(*, subject_id: SubjectId, viewer: Viewer, now: datetime) -> int:
    """Tell who holds the case, once a day for each who looks so, and return how many. Of a sealed child nobody is."""
    with running(job="tell who holds a case", now=now):
        same = list_same_person(viewer=RUN, subject_ids=[subject_id])[subject_id]
        if find_marked_sealed(viewer=RUN, subject_ids=same):
            return 0
        holders = list_case_holders(viewer=RUN, about_ids=[AboutId(each) for each in same], at=now)
        others = [each for each in holders if each[0] != viewer.user_id]
        for user_id, name, address in others:
            leave_message(
                key=f"{min(same)}:looks:{viewer.user_id}:{london_date(now)}:{str(user_id)[:8]}",
                to_name=name,
                to_address=address,
                text=TEXT,
                by=MACHINE,
                now=now,
            )
        return len(others)
