"""What is strange about a sign-in, compared with how the same person signed in before.

In:  one sign-in; those before it; how often somebody failed to get in as them lately.
Out: what is strange by the measures of its day, nothing for somebody who signs in for the first time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from reachable.access.domain.desk_sessions import say_browser
from reachable.kernel.london import LONDON, london_date

A_DAY = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangeMeasures:
    """From when on what counts as strange, and why.

    `looked_back` is how far back sign-ins are compared with, `at_work` how lately a session was used for its person to
    be at work there. Hours are known after `fewest_for_hours` sign-ins; one `hours_apart` from all of them is odd.
    From `refusals` wrong passwords or codes within an hour a sign-in is one after refusals.
    """

    holds_from: date
    because: str
    looked_back: timedelta
    at_work: timedelta
    fewest_for_hours: int
    hours_apart: int
    refusals: int


MEASURES = (
    StrangeMeasures(
        holds_from=date(2026, 1, 1),
        because="A season, so that a summer away makes nobody a stranger; two wrong codes are a slip (decision 82)",
        looked_back=timedelta(days=90),
        at_work=timedelta(minutes=15),
        fewest_for_hours=10,
        hours_apart=3,
        refusals=3,
    ),
)
"""In the order of their days. New ones are added below; those that held stay. The first holds before its day too."""


def find_measures(at: datetime, measures: Sequence[StrangeMeasures] = MEASURES) -> StrangeMeasures:
    """Return the measures that hold at a moment."""
    begun = [each for each in measures if each.holds_from <= london_date(at)]
    return begun[-1] if begun else measures[0]


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


def find_strange(
    new: PastSignIn,
    before: Sequence[PastSignIn],
    *,
    refusals: int,
    measures: Sequence[StrangeMeasures] = MEASURES,
) -> tuple[Strange, ...]:
    """Return what is strange about a sign-in by the measures of its day, in the order in which it is told."""
    by = find_measures(new.began_at, measures)
    known = [each for each in before if new.began_at - by.looked_back <= each.began_at < new.began_at]
    told = {
        Strange.PLACE: bool(known) and new.network not in {each.network for each in known},
        Strange.BROWSER: bool(known) and say_browser(new.browser) not in {say_browser(each.browser) for each in known},
        Strange.REFUSALS: refusals >= by.refusals,
        Strange.HOUR: _is_odd_hour(new, known, by),
        Strange.TWO_PLACES: any(_is_at_work_elsewhere(each, new, by.at_work) for each in known),
    }
    return tuple(each for each, holds in told.items() if holds)


def _is_odd_hour(new: PastSignIn, known: Sequence[PastSignIn], by: StrangeMeasures) -> bool:
    """Test if nobody who is this person ever signed in within hours of this one, whatever the day."""
    if len(known) < by.fewest_for_hours:
        return False
    hour = new.began_at.astimezone(LONDON).hour
    return all(_apart(hour, each.began_at.astimezone(LONDON).hour) > by.hours_apart for each in known)


def _apart(one: int, other: int) -> int:
    """Return how many hours lie between two hours of the clock, the shorter way round."""
    between = abs(one - other)
    return min(between, A_DAY - between)


def _is_at_work_elsewhere(each: PastSignIn, new: PastSignIn, at_work: timedelta) -> bool:
    return not each.is_over and each.network != new.network and new.began_at - each.seen_at <= at_work
