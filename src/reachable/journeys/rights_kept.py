"""What was read for a file is asked for again before the file leaves: a right may have been taken away meanwhile.

In:  the reader whose file is ready; the instant.
Out: whether everything in it is still open to them. What is not any more is noted as refused, and nothing leaves.
"""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from reachable.access.context import reading
from reachable.access.domain.viewer import Shown, Viewer
from reachable.access.queries.granted import list_granted
from reachable.kernel.ids import RequestId
from reachable.people.queries import open_records

ASKED_AGAIN = "asked again before a file left"


def keeps_rights(*, viewer: Viewer, now: datetime) -> bool:
    """Ask again for everything that was opened in a request, and return whether all of it still is."""
    with reading(viewer):
        granted = list_granted(viewer=viewer)
    again = replace(viewer, request_id=RequestId(uuid4()), at=now)
    return not open_records(viewer=again, about_ids=granted, shown=Shown.LISTED, what=ASKED_AGAIN).refused
