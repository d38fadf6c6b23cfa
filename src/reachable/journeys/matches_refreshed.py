"""Records changed, so the same child is looked for again; people are asked where the machine may not decide.

In:  subjects, inside an open act or run.
Out: links that strong agreement makes, questions for the teams that judge, children to evaluate again.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Run
from reachable.access.operations import begin_relationships
from reachable.access.queries import list_agencies, list_teams
from reachable.kernel.ids import AboutId, SubjectId
from reachable.matching.operations import refresh_matches
from reachable.people.queries import list_controllers
from reachable.rules.operations import ask_to_evaluate

RUN = Run("matching")
ASKED_FOR = timedelta(days=28)
JUDGES = "MATCHING"


def look_for_same_child(*, subject_ids: Iterable[SubjectId], because: str, by: Actor, now: datetime) -> None:
    """Look for the same children again, ask people to judge what is left open, and evaluate whom it touches."""
    touched = list(subject_ids)
    refreshed = refresh_matches(subject_ids=touched, by=by, now=now)
    ask_to_judge(subject_ids={each for pair in refreshed.to_judge for each in pair}, by=by, now=now)
    ask_to_evaluate(subject_ids={*touched, *refreshed.moved}, because=because, by=by, now=now)


def ask_to_judge(*, subject_ids: Iterable[SubjectId], by: Actor, now: datetime) -> None:
    """Let the teams that judge in the areas of these records open them, so that somebody can answer."""
    controllers = list_controllers(viewer=RUN, subject_ids=subject_ids)
    agencies = {agency.id: agency for agency in list_agencies()}
    judges = list_teams(duty=JUDGES)
    wanted = []
    for subject_id, controller_id in controllers.items():
        area_id = agencies[controller_id].area_id
        wanted += [
            WantedRelationship(
                about_id=AboutId(subject_id),
                controller_id=controller_id,
                reason=RelationshipReason.REVIEWING_MATCH,
                starts_at=now,
                ends_at=now + ASKED_FOR,
                team_id=team.id,
            )
            for team in judges
            if area_id is None or team.area_id == area_id
        ]
    begin_relationships(wanted=wanted, by=by, now=now)
