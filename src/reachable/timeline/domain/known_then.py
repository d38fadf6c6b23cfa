"""Who knew, at a moment, of something that had already happened.

In:  a fact and a moment.
Out: "known to the school only, until ...", in words, or nothing when everybody knew.
"""

from datetime import datetime

from reachable.kernel.london import london_date, say_day
from reachable.timeline.domain.facts import Fact


def say_known_then(fact: Fact, moment: datetime) -> str:
    """Return who knew at that moment when not everybody did.

    The answer is empty when everybody knew, and when it may not yet have happened.
    """
    instants = fact.instants
    if instants.happened.is_known and instants.happened.latest > moment:
        return ""
    if not instants.happened.is_known and instants.recorded_at > moment:
        return ""
    if instants.known_to_all_by(moment):
        return ""
    if not instants.known_to_recorder_by(moment):
        return f"written down by nobody until {say_day(london_date(instants.recorded_at), year=True)}"
    told = say_day(london_date(instants.received_at), year=True)
    return f"known to {fact.source.agency_name} only, until {told}"
