"""Whether each feed of an area still comes as it used to, and who is told when it does not.

In:  an area, or the feeds somebody answers for; an instant.
Out: FeedWatched for each: what is off and since when, and whom to ring; a message to named people while it is.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from reachable.access.context import running
from reachable.access.domain.partnership import AgencyCard, PersonInRole
from reachable.access.domain.viewer import Actor, Role, Run, Viewer
from reachable.access.queries import list_agencies, list_areas, list_people_in_role
from reachable.alerts.operations import leave_message
from reachable.intake.domain.feed_watch import Counted, FeedFault, Finding, watch_shape
from reachable.intake.domain.freshness import EXPECTED_EVERY, FreshnessState
from reachable.intake.queries import list_counted
from reachable.journeys.extract_previewed import list_sendable
from reachable.journeys.feeds_checked import FeedChecked, check_feeds
from reachable.kernel.ids import AreaId
from reachable.kernel.london import london_date

MACHINE = Actor(user_id=None, agency_id=None, name="feeds")
RUN = Run("feeds")
MAY_SEE_ALL = (Role.COORDINATOR, Role.SUPERVISOR)
"""Those who answer for an area see all its feeds; whoever brings extracts in, those they may send."""

TELLS_NOBODY = frozenset({FeedFault.NEVER, FeedFault.NOT_COMPARED})
"""Shown, and written to nobody about: nothing has changed."""

LOOKED_BACK = timedelta(days=120)
"""Twice as long as the slowest feed, a week apart, needs to show its usual rows."""

MESSAGE = (
    "A feed of yours or of your area needs a look: it is late or has changed. Sign in to Reachable and open Feeds."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedWatched:
    """One agency's feed, what is off about it, and the number of the agency that sends it, "" where none is known."""

    checked: FeedChecked
    findings: tuple[Finding, ...]
    last_sent_by: str
    ring: str

    @property
    def is_off(self) -> bool:
        """Test if anything is off."""
        return any(finding.off is not FeedFault.NOT_COMPARED for finding in self.findings)


class NotTheirFeeds(PermissionError):
    """Only those who answer for an area, or bring extracts in, look at how feeds come."""


def list_own_feeds(*, viewer: Viewer, now: datetime) -> tuple[FeedWatched, ...]:
    """Return the feeds the reader answers for, those that are off first. It tells nothing personal.

    :raises NotTheirFeeds: when they answer for none.
    """
    if viewer.role in MAY_SEE_ALL:
        return watch_feeds(viewer=viewer, area_id=viewer.area_id, now=now)
    if viewer.role is not Role.EXTRACT_OFFICER:
        raise NotTheirFeeds
    theirs = {(each.feed, each.agency_id) for each in list_sendable(viewer=viewer)}
    every = watch_feeds(viewer=viewer, area_id=viewer.area_id, now=now)
    return tuple(each for each in every if (each.checked.feed, each.checked.agency_id) in theirs)


def watch_feeds(*, viewer: Viewer | Run, area_id: AreaId, now: datetime) -> tuple[FeedWatched, ...]:
    """Return every feed of an area, those that are off first. It tells nothing personal."""
    counted = list_counted(viewer=viewer, area_id=area_id, since=now - LOOKED_BACK)
    agencies = {agency.id: agency for agency in list_agencies(area_id=area_id)}
    watched = [
        _watch(each, counted.get((each.feed, each.agency_id), ()), agencies.get(each.agency_id))
        for each in check_feeds(viewer=viewer, area_id=area_id, now=now)
    ]
    return tuple(sorted(watched, key=lambda each: not each.is_off))


def tell_of_feeds(*, now: datetime) -> int:
    """Leave a message to the people who answer for each feed that is off, once a day while it is; return how many.

    They are those who bring the agency's extracts in, or those who coordinate in its area where nobody does.
    """
    people = list_people_in_role(roles=(Role.EXTRACT_OFFICER, Role.COORDINATOR), at=now)
    left = 0
    for area in list_areas():
        for each in watch_feeds(viewer=RUN, area_id=area.id, now=now):
            if any(finding.off not in TELLS_NOBODY for finding in each.findings):
                left += _tell(each, _answering(each, area.id, people), now)
    return left


def _watch(checked: FeedChecked, counted: Iterable[Counted], agency: AgencyCard | None) -> FeedWatched:
    extracts = tuple(counted)
    findings = list(watch_shape(extracts))
    if checked.freshness.state is FreshnessState.NEVER:
        findings = [Finding(off=FeedFault.NEVER, since=None)]
    elif checked.freshness.state is FreshnessState.LATE and checked.last_received_at is not None:
        due = checked.last_received_at + EXPECTED_EVERY[checked.feed]
        findings.insert(0, Finding(off=FeedFault.LATE, since=due))
    return FeedWatched(
        checked=checked,
        findings=tuple(findings),
        last_sent_by=extracts[-1].sent_by if extracts else "",
        ring="" if agency is None else agency.switchboard or agency.out_of_hours_phone,
    )


def _answering(feed: FeedWatched, area_id: AreaId, people: Iterable[PersonInRole]) -> tuple[PersonInRole, ...]:
    by_role: dict[Role, list[PersonInRole]] = defaultdict(list)
    for person in people:
        if person.role is Role.EXTRACT_OFFICER and person.agency_id == feed.checked.agency_id:
            by_role[person.role].append(person)
        if person.role is Role.COORDINATOR and person.area_id == area_id:
            by_role[person.role].append(person)
    return tuple(by_role[Role.EXTRACT_OFFICER] or by_role[Role.COORDINATOR])


def _tell(feed: FeedWatched, people: Iterable[PersonInRole], now: datetime) -> int:
    told = {person.user_id: person for person in people}
    with running(job="tell of a feed that is off", now=now):
        for person in told.values():
            leave_message(
                key=f"feed:{feed.checked.feed}:{feed.checked.agency_id}:{london_date(now)}:{person.user_id}",
                to_name=person.name,
                to_address=person.email,
                text=MESSAGE,
                by=MACHINE,
                now=now,
            )
    return len(told)
