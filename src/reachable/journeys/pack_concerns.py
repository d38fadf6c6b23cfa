"""Concerns about a person are read for a pack by somebody of the team that decides on them, and by nobody else.

In:  who prepares a pack, of whose records.
Out: the concerns that are open to them, each noted.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from reachable.access.context import acting, running
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Run, Shown, Viewer
from reachable.access.operations import begin_relationships
from reachable.access.queries import list_teams
from reachable.intake.domain.concern import Route
from reachable.intake.queries.of_children import list_concerns_of_route
from reachable.journeys.concern_received import NobodyDecides, choose_deciding_teams
from reachable.kernel.ids import AboutId, SubjectId
from reachable.people.queries import open_records

RUN = Run("packs")
FOR_A_PACK = "concerns read for a pack"
TIME_TO_PREPARE = timedelta(days=1)
"""How long whoever prepares a pack can open the concerns for it. A local setting."""


def decides_on_concerns(*, viewer: Viewer) -> bool:
    """Test if one of the viewer's own teams decides on concerns about children in their area."""
    try:
        deciding = choose_deciding_teams(Route.SAFEGUARDING, viewer.area_id, list_teams(area_id=viewer.area_id))
    except NobodyDecides:
        return False
    return viewer.role.may_read and any(team.id in viewer.team_ids for team in deciding)


def open_concerns(*, viewer: Viewer, subject_ids: Iterable[SubjectId], now: datetime) -> tuple[AboutId, ...]:
    """Open the concerns about these records on which the viewer's own team decides, or decided. Each is noted first.

    None to anybody else. A concern about somebody who works with children never: who looks into it answers for it.
    """
    if not decides_on_concerns(viewer=viewer):
        return ()
    with running(job="find concerns for a pack", now=now):
        about = list_concerns_of_route(
            viewer=RUN, subject_ids=subject_ids, area_id=viewer.area_id, route=Route.SAFEGUARDING
        )
    if not about:
        return ()
    by = Actor.from_viewer(viewer)
    wanted = [AboutId(concern_id) for concern_id in about]
    with acting(by=by, what=FOR_A_PACK, now=now, about=wanted):
        begin_relationships(
            wanted=[
                WantedRelationship(
                    about_id=AboutId(concern_id),
                    controller_id=raised_for_id,
                    reason=RelationshipReason.TRIAGING,
                    starts_at=now,
                    ends_at=now + TIME_TO_PREPARE,
                    user_id=viewer.user_id,
                )
                for concern_id, raised_for_id in about.items()
            ],
            by=by,
            now=now,
        )
    opened = open_records(viewer=viewer, about_ids=wanted, shown=Shown.LISTED, what=FOR_A_PACK)
    return tuple(each for each in wanted if each in opened.granted)
