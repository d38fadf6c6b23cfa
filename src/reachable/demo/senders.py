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

WIDER = (45, 4)
"""The wider feeds were sent three times only: once for what was known already, once last week, and now."""

BTP = "british-transport-police"

Made = Callable[[Moments, int], datetime]


def _this_morning(clock: str) -> Made:
    return lambda moments, days_ago: moments.at(days_ago, clock)


def _last_working_day(clock: str) -> Made:
    return lambda moments, days_ago: moments.office(days_ago + 1, clock)


def _last_week(clock: str) -> Made:
    return lambda moments, days_ago: moments.office(days_ago + 5, clock)


@dataclass(frozen=True, slots=True)
class Sender:
    """One agency's feed. `order` is how its clerk leaves the rows: OLDEST, NEWEST, SURNAME or NUMBER first.

    `days_ago` says how many days before the last extract each earlier one was made.
    """

    feed: str
    agency: str
    order: str
    made: Made
    numbering: str
    days_ago: tuple[int, ...] = EARLIER_EXTRACTS

    def made_at(self, moments: Moments) -> datetime:
        """Return when the latest extract was made, in UTC."""
        return self.made(moments, 0)

    def earlier(self, moments: Moments) -> tuple[datetime, ...]:
        """Return when earlier extracts were made, oldest first, in UTC."""
        return tuple(dict.fromkeys(self.made(moments, days_ago) for days_ago in self.days_ago))


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
    Sender("stops", BTP, "NEWEST", _this_morning("05:40"), "BTP", WIDER),
    Sender("stops", N_POLICE, "OLDEST", _this_morning("06:45"), "NPS", WIDER),
    Sender("sightings", "wendle-valley-railway", "OLDEST", _last_working_day("19:10"), "WVR", WIDER),
    Sender("sightings", "harbour-house", "NEWEST", _last_working_day("20:15"), "HH", WIDER),
    Sender("placements", N_CHILDREN, "SURNAME", _last_working_day("18:10"), "N", WIDER),
    Sender("placements", E_CHILDREN, "NUMBER", _last_working_day("18:35"), "EA", WIDER),
    Sender("youth_justice", "northshire-youth-justice", "OLDEST", _last_working_day("17:20"), "NYJ", WIDER),
    Sender("youth_justice", "eastham-youth-justice", "SURNAME", _last_working_day("17:50"), "EYJ", WIDER),
    Sender("nrm", N_CHILDREN, "OLDEST", _last_working_day("16:10"), "NRM-N", WIDER),
    Sender("nrm", E_CHILDREN, "NUMBER", _last_working_day("16:25"), "NRM-E", WIDER),
    Sender("hospital", "wendle-general", "OLDEST", _this_morning("06:10"), "WG", WIDER),
    Sender("hospital", "fishpool-infirmary", "NEWEST", _this_morning("06:20"), "FI", WIDER),
    Sender("casework", "waymark", "OLDEST", _last_working_day("18:50"), "WAY", WIDER),
    Sender("casework", "light-left-on", "SURNAME", _last_working_day("19:20"), "LLO", WIDER),
    Sender("adults", N_CHILDREN, "OLDEST", _last_working_day("18:15"), "N", WIDER),
    Sender("adults", E_CHILDREN, "NUMBER", _last_working_day("18:40"), "EA", WIDER),
)


def sender_of(feed: str, agency: str) -> Sender:
    """Return who sends this feed for this agency.

    :raises KeyError: when nobody does.
    """
    for sender in SENDERS:
        if (sender.feed, sender.agency) == (feed, agency):
            return sender
    raise KeyError(f"{agency} sends no {feed} extract")
