"""Who of the demo's people is signed in, and which record they open.

In:  the partnership's ids; somebody's code; a child's key.
Out: a Viewer, as for somebody who has signed in; a subject.
"""

from datetime import datetime
from uuid import uuid4

from reachable.access.context import running
from reachable.access.domain.viewer import Role, Run, Viewer
from reachable.access.queries import get_viewer, list_assignments
from reachable.demo.seeding import Living
from reachable.kernel.ids import RequestId, SubjectId
from reachable.people.queries import find_subjects

RUN = Run("demo")


def signed_in(living: Living, staff: str, at: datetime, role: Role | None = None) -> Viewer:
    """Return somebody as they are signed in at a moment, in the first of their roles or in one that is named."""
    user_id = living.made.users[staff]
    held = next(each for each in list_assignments(user_id=user_id, at=at) if role in (None, each.role))
    return get_viewer(
        user_id=user_id, membership_id=held.membership_id, purpose=None, request_id=RequestId(uuid4()), at=at
    )


def record_of(living: Living, child: str, agency: str, at: datetime) -> SubjectId:
    """Return an agency's record of a child, as it is here by then.

    :raises LookupError: when nothing of theirs about the child has come in.
    """
    keys = living.truth.records_of(child, agency=agency)
    with running(job="demo", now=at):
        for system in dict.fromkeys(key.feed for key in keys):
            found = find_subjects(viewer=RUN, agency_id=living.made.agencies[agency], system=system)
            for key in keys:
                if key.feed == system and key.local_id in found:
                    return found[key.local_id]
    raise LookupError(f"{agency} has sent nothing of {child} by {at}")
