"""Somebody who looks up, or asks for records they may not see, faster than anybody's work needs is slowed down.

In:  a viewer who has just been refused, or who is about to look up.
Out: when they may go on, or None; the first time in an hour, a note for their reviewer that says why.

What they did is counted from the audit record, so that it holds whichever process answers. Nothing is asked when a
record opens, so that nobody is kept from a child they work with.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from reachable.access.context import acting, reading
from reachable.access.domain.pace import WINDOW, Paced, find_pause, say_slowed
from reachable.access.domain.viewer import Actor, Viewer
from reachable.access.operations.alarms import note_alarm
from reachable.access.queries.sessions import find_own_looks


@dataclass(frozen=True, slots=True)
class Pause:
    """That somebody must slow down: what of, how much is allowed within how long, and until when they wait."""

    kind: Paced
    at_most: int
    until: datetime
    within: timedelta = WINDOW

    @property
    def is_of_an_hour(self) -> bool:
        """Test if it is an hour that is counted, and not a day."""
        return self.within == WINDOW


def keep_pace(*, kind: Paced, at_most: int, viewer: Viewer, now: datetime) -> Pause | None:
    """Return the pause somebody must make before the next one, or None when there is none."""
    with reading(viewer):
        looks = find_own_looks(viewer=viewer, since=now - WINDOW)
    until = find_pause(looks.of(kind), at_most=at_most, now=now)
    if until is None:
        return None
    if not looks.slowed:
        by = Actor.from_viewer(viewer)
        with acting(by=by, what="looked too fast", now=now):
            note_alarm(what=say_slowed(kind, at_most), by=by, now=now)
    return Pause(kind, at_most, until)
