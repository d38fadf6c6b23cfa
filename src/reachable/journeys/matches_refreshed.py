"""Records changed, so the same child is looked for again; people are asked where the machine may not decide.

In:  subjects, inside an open act or run.
Out: links that strong agreement makes, questions for the teams that judge, children to evaluate again.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from reachable.access.context import running
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Run
from reachable.access.operations import begin_relationships
from reachable.access.queries import list_agencies, list_teams
from reachable.journeys.children_around import ask_around
from reachable.journeys.whereabouts_hidden import hide_whereabouts
from reachable.kernel.ids import AboutId, AreaId, SubjectId
from reachable.matching.operations import refresh_matches, wait_for_turn
from reachable.matching.queries import count_waiting_pairs, list_waiting_pairs
from reachable.people.queries import list_controllers
from reachable.rules.operations import ask_to_evaluate

MACHINE = Actor(user_id=None, agency_id=None, name="matching")
RUN = Run("matching")
ASKED_FOR = timedelta(days=28)
JUDGES = "MATCHING"


def look_for_same_child(
    *, subject_ids: Iterable[SubjectId], because: str, by: Actor, now: datetime, even_unchanged: bool = False
) -> None:
    """Look for the same children again, ask people to judge what is left open, and evaluate whom it touches.

    Records that say what they said before are left, unless `even_unchanged`.
    """
    touched = list(subject_ids)
    # First the turn, so that nobody seals or protects a child between what is read here and what is linked.
    wait_for_turn(by=by, now=now)
    hide_whereabouts(subject_ids=touched, by=by, now=now)
    refreshed = refresh_matches(subject_ids=touched, by=by, now=now, even_unchanged=even_unchanged)
    if refreshed.moved:
        hide_whereabouts(subject_ids=refreshed.moved, by=by, now=now)
    ask_to_judge(pairs=refreshed.to_judge, by=by, now=now)
    ask_to_evaluate(subject_ids={*touched, *refreshed.moved}, because=because, by=by, now=now)
    ask_around(subject_ids=touched, because="a child around", changed_since=now, by=by, now=now)


def keep_asking(*, now: datetime) -> int:
    """Let the teams that judge open what still waits for as long again, and return how many pairs do.

    Done once a day, so that no question falls silent because nobody answered it in time.
    """
    with running(job="pairs that still wait to be judged", now=now):
        waiting = list_waiting_pairs(viewer=RUN, at_most=count_waiting_pairs(viewer=RUN))
        ask_to_judge(pairs=[each.pair for each in waiting], by=MACHINE, now=now)
    return len(waiting)


def ask_to_judge(*, pairs: Iterable[tuple[SubjectId, SubjectId]], by: Actor, now: datetime) -> None:
    """Let the teams that judge in the area of either record open both, so that somebody can answer.

    A record of an agency of no one area, such as the transport police, adds no area of its own.
    """
    asked = list(pairs)
    if not asked:
        return
    controllers = list_controllers(viewer=RUN, subject_ids={each for pair in asked for each in pair})
    agencies = {agency.id: agency for agency in list_agencies()}
    judges = list_teams(duty=JUDGES)
    areas_of: dict[SubjectId, set[AreaId | None]] = defaultdict(set)
    for pair in asked:
        areas = {agencies[controllers[each]].area_id for each in pair}
        for each in pair:
            areas_of[each] |= areas
    wanted = [
        WantedRelationship(
            about_id=AboutId(subject_id),
            controller_id=controllers[subject_id],
            reason=RelationshipReason.REVIEWING_MATCH,
            starts_at=now,
            ends_at=now + ASKED_FOR,
            team_id=team.id,
        )
        for subject_id, areas in areas_of.items()
        for team in judges
        if team.area_id in areas or areas == {None}
    ]
    begin_relationships(wanted=wanted, by=by, now=now)
