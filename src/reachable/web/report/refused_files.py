"""How many files of somebody were refused lately for a place in them, counted for all processes together.

In:  a person; that one more was refused.
Out: whether any more may be sent; their reviewers are told once no more may.

Each refusal takes a place of its own, which comes free after a day: of two at one moment neither is lost.
"""

from datetime import datetime

from django.core.cache import cache

from reachable.access.domain.viewer import Viewer
from reachable.intake.domain.files import MOST_REFUSED, REFUSED_IN, NoMoreToday
from reachable.journeys.concern_received import tell_of_refused_files
from reachable.kernel.ids import UserId


def check_not_refused_too_often(viewer: Viewer) -> None:
    """Let somebody send a file.

    :raises NoMoreToday: when too many of theirs were refused within a day.
    """
    if len(cache.get_many(_places(viewer.user_id))) >= MOST_REFUSED:
        raise NoMoreToday


def count_refused(*, viewer: Viewer, now: datetime) -> None:
    """Count one more, and tell the reviewers when it is the last that is answered."""
    places, seconds = _places(viewer.user_id), int(REFUSED_IN.total_seconds())
    taken = next((place for place in places if cache.add(place, now.isoformat(), seconds)), None)
    if taken is None or len(cache.get_many(places)) >= MOST_REFUSED:
        tell_of_refused_files(viewer=viewer, now=now)


def _places(user_id: UserId) -> list[str]:
    return [f"file-refused:{user_id}:{number}" for number in range(MOST_REFUSED)]
