"""How fresh what an area's agencies send is, so that nobody takes "nothing came" for "nothing happened".

In:  an area and an instant.
Out: FeedChecked for every agency there that sends a feed, or should and never has.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.partnership import AgencyCard
from reachable.access.domain.viewer import Run, Viewer
from reachable.access.queries import list_agencies
from reachable.intake.domain.freshness import EXPECTED_EVERY, Freshness, FreshnessState, tell_freshness
from reachable.intake.domain.layouts import LAYOUTS
from reachable.intake.queries import list_feeds_received
from reachable.kernel.ids import AgencyId, AreaId

SENT_BY = {
    "custody": frozenset({AgencyKind.HOME_POLICE_FORCE}),
    "missing": frozenset({AgencyKind.HOME_POLICE_FORCE}),
    "social_care": frozenset({AgencyKind.CHILDRENS_SOCIAL_CARE}),
    "school": frozenset({AgencyKind.SCHOOL, AgencyKind.PUPIL_REFERRAL_UNIT}),
    "stops": frozenset({AgencyKind.HOME_POLICE_FORCE, AgencyKind.BRITISH_TRANSPORT_POLICE}),
    "placements": frozenset({AgencyKind.CHILDRENS_SOCIAL_CARE}),
    "youth_justice": frozenset({AgencyKind.YOUTH_OFFENDING_TEAM}),
    "nrm": frozenset({AgencyKind.CHILDRENS_SOCIAL_CARE}),
    "hospital": frozenset({AgencyKind.EMERGENCY_DEPARTMENT, AgencyKind.MAJOR_TRAUMA_CENTRE}),
    "casework": frozenset({AgencyKind.LINE_SPECIALIST_CHARITY}),
    "sightings": frozenset[AgencyKind](),
    "adults": frozenset({AgencyKind.ADULT_SOCIAL_CARE}),
}
"""The kinds of agency that hold what a feed carries: one of them that never sent is a gap, and is said to be one."""

MAY_SEND_TOO = {
    "stops": frozenset({AgencyKind.TRAIN_COMPANIES}),
    "nrm": frozenset({AgencyKind.SINGLE_COMPETENT_AUTHORITY, AgencyKind.HOME_POLICE_FORCE}),
    "casework": frozenset(
        {
            AgencyKind.MISSING_PEOPLE_CHARITY,
            AgencyKind.GANG_AND_VIOLENCE_CHARITY,
            AgencyKind.CHILDRENS_CHARITY,
            AgencyKind.MICRO_PROVIDER,
            AgencyKind.CHILD_TRAFFICKING_ADVOCATE,
        }
    ),
    "sightings": frozenset(AgencyKind),
    "adults": frozenset(
        {AgencyKind.CHILDRENS_SOCIAL_CARE, AgencyKind.HOUSING_AND_LANDLORDS, AgencyKind.HOME_POLICE_FORCE}
    ),
}
"""The kinds of agency that may send a feed as well, and leave no gap when they do not."""


def may_send(feed: str, kind: AgencyKind) -> bool:
    """Test if an agency of this kind may send a feed."""
    return kind in SENT_BY[feed] or kind in MAY_SEND_TOO.get(feed, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedChecked:
    """One agency's feed and how fresh it is. `last_received_at` is None when it never came."""

    feed: str
    title: str
    agency_id: AgencyId
    agency_name: str
    last_received_at: datetime | None
    freshness: Freshness

    @property
    def is_fresh(self) -> bool:
        """Test if it came as often as agreed."""
        return self.freshness.state is FreshnessState.FRESH


def check_feeds(*, viewer: Viewer | Run, area_id: AreaId, now: datetime) -> tuple[FeedChecked, ...]:
    """Return how fresh each feed of an area is, by layout and agency. It tells nothing personal."""
    received = list_feeds_received(viewer=viewer, area_id=area_id)
    last = {(each.feed, each.agency_id): each.last_received_at for each in received}
    names = {each.agency_id: each.agency_name for each in received}
    expected = _expected(list_agencies(area_id=area_id))
    names.update((agency.id, agency.name) for _, agency in expected)
    wanted = dict.fromkeys((*last, *((feed, agency.id) for feed, agency in expected)))
    order = {feed: place for place, feed in enumerate(LAYOUTS)}
    return tuple(
        _check(feed, agency_id, names[agency_id], last.get((feed, agency_id)), now)
        for feed, agency_id in sorted(wanted, key=lambda each: (order[each[0]], names[each[1]]))
    )


def _expected(agencies: Iterable[AgencyCard]) -> list[tuple[str, AgencyCard]]:
    return [(feed, agency) for agency in agencies for feed in LAYOUTS if agency.kind in SENT_BY[feed]]


def _check(feed: str, agency_id: AgencyId, agency_name: str, last: datetime | None, now: datetime) -> FeedChecked:
    return FeedChecked(
        feed=feed,
        title=LAYOUTS[feed].title,
        agency_id=agency_id,
        agency_name=agency_name,
        last_received_at=last,
        freshness=tell_freshness(last, expected_every=EXPECTED_EVERY[feed], now=now),
    )
