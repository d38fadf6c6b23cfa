"""Every file that leaves a page is on the register of what left, for each record that stands in it.

In:  the reader whose file is ready, and what it is.
Out: lines of the register. Where a record is withdrawn, corrected or erased afterwards, they say who has it on paper.
"""

from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from reachable.access.context import acting, reading
from reachable.access.domain.viewer import Actor, Run, Viewer
from reachable.access.queries.granted import list_granted
from reachable.kernel.ids import AboutId, AgencyId, SubjectId
from reachable.people.queries import list_controllers
from reachable.sharing.operations.files import keep_file_left

RUN = Run("files")
LONGEST = 200


def note_file_left(
    *, viewer: Viewer, what: str, content: bytes, now: datetime, of_concern: AboutId | None = None
) -> None:
    """Put a file on the register: of every child opened in this request, or of the concern it was sent with.

    A file of a concern stays with the concern: that there is one is not told to all who work with the child.
    """
    with reading(viewer):
        opened = [SubjectId(each) for each in list_granted(viewer=viewer)]
    by = Actor.from_viewer(viewer)
    with acting(by=by, what=f"took out {what}"[:LONGEST], now=now):
        holders: dict[AboutId, AgencyId] = (
            {of_concern: viewer.agency_id}
            if of_concern is not None
            else {AboutId(each): holder for each, holder in list_controllers(viewer=RUN, subject_ids=opened).items()}
        )
        keep_file_left(
            file_id=uuid4(),
            version=sha256(content).hexdigest(),
            what=f"{viewer.agency_name}, {viewer.role.label.lower()}, for their own use: {what}"[:LONGEST],
            holders=holders,
            told_to_partners=of_concern is None,
            by=by,
            now=now,
        )
