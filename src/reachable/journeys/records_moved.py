"""A record turns out to be of somebody else, as when a police number becomes known: what was told of it goes with it.

In:  events that were withdrawn from a timeline, inside an open act.
Out: firings, clocks and alerts on the record the same events are told of now, so that nobody is told twice.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Run
from reachable.access.operations import begin_relationships
from reachable.access.queries import list_teams
from reachable.alerts.operations import MovedAlert, move_alerts
from reachable.kernel.ids import AboutId, AgencyId, EventId, TeamId
from reachable.people.operations import hold_records
from reachable.rules.operations.moving import move_firings
from reachable.timeline.queries import find_told_of_elsewhere

RUN = Run("records moved")
ALERTED_FOR = timedelta(days=14)
COORDINATES = {"TRIAGE", "DUTY"}


def follow_moved_records(*, withdrawn: Iterable[EventId], agency_id: AgencyId, by: Actor, now: datetime) -> None:
    """Let what the rules found, and the alerts about it, go with events that another record of the agency tells of now.

    An alert keeps its reference, its answers and everybody who was told. Whoever was told may open the record it is on.
    """
    moved = find_told_of_elsewhere(viewer=RUN, event_ids=withdrawn)
    if not moved:
        return
    both = {record for each in moved.values() for record in (each.subject_id, each.was)}
    hold_records(subject_ids=both, by=by, now=now)
    to = {event_id: (each.event_id, each.subject_id) for event_id, each in moved.items()}
    firings = move_firings(moved=to, by=by, now=now)
    alerts = move_alerts(about_of={firing: AboutId(subject) for firing, subject in firings.items()}, by=by, now=now)
    begin_relationships(
        wanted=[
            WantedRelationship(
                about_id=alert.about_id,
                controller_id=agency_id,
                reason=RelationshipReason.ALERTED,
                starts_at=now,
                ends_at=now + ALERTED_FOR,
                team_id=team_id,
            )
            for alert, team_id in _list_told(alerts)
        ],
        by=by,
        now=now,
    )


def _list_told(alerts: Iterable[MovedAlert]) -> list[tuple[MovedAlert, TeamId]]:
    """Return each alert with the team it was raised to, and with those that coordinate in its area."""
    teams = list_teams()
    return [
        (alert, team.id)
        for alert in alerts
        for team in teams
        if team.id == alert.team_id or (team.area_id == alert.area_id and COORDINATES & set(team.duties))
    ]
