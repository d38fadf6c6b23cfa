"""Reads which records were opened for a request.

In:  a reading context of somebody.
Out: ids.
"""

from reachable.access.domain.viewer import Viewer
from reachable.access.rows import ask
from reachable.kernel.ids import AboutId


def list_granted(*, viewer: Viewer) -> tuple[AboutId, ...]:
    """Return the records that were opened for the reader's request."""
    return tuple(AboutId(each) for (each,) in ask("SELECT unnest(context.granted())"))
