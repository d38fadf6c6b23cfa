"""Every track of a child at once, in the order of the page.

In:  the facts standing at a moment (see timeline.domain.facts), limits, a calendar.
Out: seven TrackStates.
"""

from collections.abc import Iterable

from reachable.kernel.working_days import Calendar
from reachable.timeline.domain.facts import Fact
from reachable.tracks.domain import criminal, education, health, missing, nrm, placement, safeguarding
from reachable.tracks.domain.limits import Limits
from reachable.tracks.domain.moves import TrackTable
from reachable.tracks.domain.state import TrackState

TABLES: tuple[TrackTable, ...] = (
    criminal.TABLE,
    nrm.TABLE,
    safeguarding.TABLE,
    missing.TABLE,
    education.TABLE,
    placement.TABLE,
    health.TABLE,
)


def track_states(
    facts: Iterable[Fact], *, limits: Limits, calendar: Calendar, full_week: float = education.FULL_WEEK
) -> tuple[TrackState, ...]:
    """Return where every track stands. The caller passes the facts that stood at the moment asked about."""
    standing = tuple(facts)
    return (
        criminal.criminal_state(standing, limits=limits, calendar=calendar),
        nrm.nrm_state(standing, limits=limits, calendar=calendar),
        safeguarding.safeguarding_state(standing, limits=limits, calendar=calendar),
        missing.missing_state(standing, limits=limits, calendar=calendar),
        education.education_state(standing, limits=limits, calendar=calendar, full_week=full_week),
        placement.placement_state(standing, limits=limits, calendar=calendar),
        health.health_state(standing),
    )
