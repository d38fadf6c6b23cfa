"""Whether a child is away from their home area tonight, where, and whether the other area was told.

In:  the facts standing at a moment, as far as the reader may see them.
Out: Away, or None when nothing recorded says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reachable.kernel.when import When
from reachable.kernel.working_days import Calendar
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K
from reachable.tracks.domain.criminal import IN_CUSTODY, criminal_state
from reachable.tracks.domain.limits import Limits
from reachable.tracks.domain.missing import MissingStatus, missing_state
from reachable.tracks.domain.placement import PlacementStatus, placement_state
from reachable.tracks.domain.state import TrackState

GONE = (K.MISSING_REPORTED, K.FOUND_AWAY_FROM_HOME)
PLACED = (K.PLACEMENT_STARTED, K.SECURE_STARTED)
LONGEST_IN_POLICE_CUSTODY = timedelta(hours=96)
"""Nobody can be held longer without charge (PACE 1984, section 44), so an older arrest only lacks its end."""

PLACED_AWAY = (PlacementStatus.PLACED_AWAY, PlacementStatus.IN_SECURE_AWAY)
NOT_HOME = (MissingStatus.MISSING, MissingStatus.FOUND_AWAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Where a child is, since when, and who says so.

    `told` is the record that the other area was told; None when there is none. Nobody knows where a missing child is.
    """

    where: str
    is_missing: bool
    particulars: str
    since: When
    said_by: str
    told: Fact | None


def find_away(standing: Sequence[Fact], *, limits: Limits, calendar: Calendar, at: datetime) -> Away | None:
    """Return where a child is at a moment when that is away from home: missing first, then held, then placed.

    A track is followed only when something on record could have begun it.
    """
    kinds = {fact.kind for fact in standing}
    if not kinds.isdisjoint(GONE):
        missing = missing_state(standing, limits=limits, calendar=calendar)
        if missing.status in NOT_HOME:
            return _away(missing, standing)
    arrest = _last(standing, K.ARREST)
    if arrest is not None and _is_held_away(arrest, at):
        criminal = criminal_state(standing, limits=limits, calendar=calendar)
        if criminal.status in IN_CUSTODY:
            return _away(criminal, standing, said_by=arrest)
    if kinds.isdisjoint(PLACED):
        return None
    placement = placement_state(standing, limits=limits, calendar=calendar)
    return _away(placement, standing) if placement.status in PLACED_AWAY else None


def _is_held_away(arrest: Fact, at: datetime) -> bool:
    recent = at - arrest.instants.happened.latest <= LONGEST_IN_POLICE_CUSTODY
    return recent and arrest.details.get("away_from_home_area") is True


def _away(state: TrackState, standing: Sequence[Fact], said_by: Fact | None = None) -> Away | None:
    if state.since is None:
        return None
    evidence = [fact for fact in standing if fact.id in state.evidence]
    source = said_by or (evidence[-1] if evidence else None)
    told = _last(standing, K.HOME_AREA_TOLD)
    return Away(
        where=state.label,
        is_missing=state.status is MissingStatus.MISSING,
        particulars=state.particulars,
        since=state.since,
        said_by="" if source is None else source.source.agency_name,
        told=told if told and told.instants.happened.latest >= state.since.earliest else None,
    )


def _last(standing: Sequence[Fact], kind: K) -> Fact | None:
    dated = [fact for fact in standing if fact.kind is kind and fact.instants.happened.is_known]
    return max(dated, key=lambda fact: (fact.instants.happened.earliest, fact.id.hex), default=None)
