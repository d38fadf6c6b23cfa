"""What is strange about a sign-in, compared with how the same person signed in before.

In:  one sign-in; those before it; how often somebody failed to get in as them lately.
Out: what is strange, nothing for somebody who signs in for the first time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from reachable.access.domain.desk_sessions import say_browser
from reachable.kernel.london import LONDON

LOOKED_BACK = timedelta(days=90)
"""How far back sign-ins are compared with: a season, so that a summer away makes nobody a stranger."""
AT_WORK = timedelta(minutes=15)
"""How lately a session was used for its person to be at work there."""
FEWEST_FOR_HOURS = 10
HOURS_APART = 3
"""Somebody's hours are known after this many sign-ins; one this many hours from all of them is odd."""
REFUSALS = 3
"""From how many wrong passwords or codes within an hour a sign-in is one after refusals. Two are a slip."""
A_DAY = 24


class Strange(Enum):
    """What is strange about a sign-in. (code stored, words that follow "Somebody signed in as you:")."""

    PLACE = ("PLACE", "from another place")
    BROWSER = ("BROWSER", "with another kind of browser")
    REFUSALS = ("REFUSALS", "after wrong passwords or codes")
    HOUR = ("HOUR", "at an hour you do not use")
    TWO_PLACES = ("TWO_PLACES", "while in use elsewhere")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSignIn:
    """One sign-in: when it began, when it was last used, whether it still goes on, with what and from where."""

    began_at: datetime
    seen_at: datetime
    is_over: bool
    browser: str
    network: str


def find_strange(new: PastSignIn, before: Sequence[PastSignIn], *, refusals: int) -> tuple[Strange, ...]:
    """Return what is strange about a sign-in, in the order in which it is told."""
    known = [each for each in before if new.began_at - LOOKED_BACK <= each.began_at < new.began_at]
    told = {
        Strange.PLACE: bool(known) and new.network not in {each.network for each in known},
        Strange.BROWSER: bool(known) and say_browser(new.browser) not in {say_browser(each.browser) for each in known},
        Strange.REFUSALS: refusals >= REFUSALS,
        Strange.HOUR: _is_odd_hour(new, known),
        Strange.TWO_PLACES: any(_is_at_work_elsewhere(each, new) for each in known),
    }
    return tuple(each for each, holds in told.items() if holds)


def _is_odd_hour(new: PastSignIn, known: Sequence[PastSignIn]) -> bool:
    """Test if nobody who is this person ever signed in within hours of this one, whatever the day."""
    if len(known) < FEWEST_FOR_HOURS:
        return False
    hour = new.began_at.astimezone(LONDON).hour
    return all(_apart(hour, each.began_at.astimezone(LONDON).hour) > HOURS_APART for each in known)


def _apart(one: int, other: int) -> int:
    """Return how many hours lie between two hours of the clock, the shorter way round."""
    between = abs(one - other)
    return min(between, A_DAY - between)


def _is_at_work_elsewhere(each: PastSignIn, new: PastSignIn) -> bool:
    return not each.is_over and each.network != new.network and new.began_at - each.seen_at <= AT_WORK
