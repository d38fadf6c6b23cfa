"""Who sends which extract, how it is sorted, and when it was last made.

In:  the demo's moments.
Out: SENDERS. Some feeds are fresh this morning, some a day old, one has not come since last week.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from reachable.demo.agencies import E_CHILDREN, E_POLICE, N_CHILDREN, N_POLICE, W_CHILDREN
from reachable.demo.moments import Moments

EARLIER_EXTRACTS = (60, 28, 14, 7, 5, 3, 2, 1)
"""How many days before the last extract each earlier one was made."""

Made = Callable[[Moments, int], datetime]


def _this_morning(clock: str) -> Made:
    return lambda moments, days_ago: moments.at(days_ago, clock)


def _last_working_day(clock: str) -> Made:
    return lambda moments, days_ago: moments.office(days_ago + 1, clock)


def _last_week(clock: str) -> Made:
    return lambda moments, days_ago: moments.office(days_ago + 5, clock)


@dataclass(frozen=True, slots=True)
class Sender:
    """One agency's feed. `order` is how its clerk leaves the rows: OLDEST, NEWEST, SURNAME or NUMBER first."""

    feed: str
    agency: str
    order: str
    made: Made
    numbering: str

    def made_at(self, moments: Moments) -> datetime:
        """Return when the latest extract was made, in UTC."""
        return self.made(moments, 0)

    def earlier(self, moments: Moments) -> tuple[datetime, ...]:
        """Return when earlier extracts were made, oldest first, in UTC."""
        return tuple(dict.fromkeys(self.made(moments, days_ago) for days_ago in EARLIER_EXTRACTS))


SENDERS: tuple[Sender, ...] = (
    Sender("custody", N_POLICE, "NEWEST", _this_morning("06:50"), "NP"),
    Sender("custody", E_POLICE, "NUMBER", _this_morning("06:35"), "TH"),
    Sender("missing", N_POLICE, "OLDEST", _this_morning("07:05"), "NPM"),
    Sender("missing", E_POLICE, "SURNAME", _this_morning("06:55"), "THM"),
    Sender("social_care", N_CHILDREN, "SURNAME", _last_working_day("18:00"), "N"),
    Sender("social_care", E_CHILDREN, "NUMBER", _last_working_day("18:30"), "EA"),
    Sender("social_care", W_CHILDREN, "OLDEST", _last_week("17:00"), "WM"),
    Sender("school", "aldermere-high", "OLDEST", _last_working_day("16:30"), "AH"),
    Sender("school", "wendle-academy", "SURNAME", _last_working_day("17:15"), "WA"),
    Sender("school", "southbay-school", "NEWEST", _last_working_day("16:45"), "SC"),
    Sender("school", "wendle-bridge", "OLDEST", _last_working_day("16:20"), "WB"),
    Sender("school", "canal-reach-school", "NUMBER", _last_working_day("17:40"), "CR"),
    Sender("school", "lea-cross-academy", "SURNAME", _last_working_day("17:05"), "LC"),
    Sender("school", "fishpool-road-school", "OLDEST", _last_week("16:30"), "FR"),
    Sender("school", "moorcross-high", "OLDEST", _last_week("15:45"), "MH"),
)


def sender_of(feed: str, agency: str) -> Sender:
    """Return who sends this feed for this agency.

    :raises KeyError: when nobody does.
    """
    for sender in SENDERS:
        if (sender.feed, sender.agency) == (feed, agency):
            return sender
    raise KeyError(f"{agency} sends no {feed} extract")
