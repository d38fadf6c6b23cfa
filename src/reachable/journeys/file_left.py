"""Every file that leaves a page is on the register of what left, for each record that stands in it.

In:  the reader whose file is ready, and what it is.
Out: lines of the register. Where a record is withdrawn, corrected or erased afterwards, they say who has it on paper.
"""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from reachable.access.context import acting, reading, running
from reachable.access.domain.viewer import Actor, Run, Shown, Viewer
from reachable.access.queries import list_worked_with
from reachable.access.queries.granted import list_granted
from reachable.kernel.ids import AboutId, AgencyId, RequestId, SubjectId
from reachable.people.queries import list_controllers, open_records
from reachable.sharing.operations.files import keep_file_left

RUN = Run("files")
LONGEST = 200
COPIED = "copied out of a page"


def note_file_left(
    *,
    viewer: Viewer,
    what: str,
    content: bytes,
    now: datetime,
    of_concern: AboutId | None = None,
    of_letter: bool = False,
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
            what=f"{_say_maker(viewer)}, for their own use: {what}"[:LONGEST],
            holders=holders,
            told_to_partners=of_concern is None,
            of_letter=of_letter,
            by=by,
            now=now,
        )


def note_copied(*, viewer: Viewer, look: RequestId, now: datetime) -> bool:
    """Note that somebody copied what one of their looks showed, and return whether it showed anything.

    Of each record it is noted as opened, so that whoever looks for patterns in how people look counts it. A page may
    stand open from before they changed what they work as: what they work with no more is left out, and not refused.
    """
    before = replace(viewer, request_id=look)
    with reading(before):
        shown = list_granted(viewer=before)
    with running(job="find what they still work with", now=now):
        shown = tuple(list_worked_with(viewer=viewer, about_ids=shown))
    if not shown:
        return False
    open_records(viewer=viewer, about_ids=shown, shown=Shown.OPENED, what=COPIED)
    note_file_left(viewer=viewer, what=COPIED, content=look.bytes, now=now)
    return True


def _say_maker(viewer: Viewer) -> str:
    """Return who makes a file: whoever erases what stands in it must know whom to ask for the paper."""
    return f"{viewer.name}, {viewer.agency_name}, {viewer.role.label.lower()}"
