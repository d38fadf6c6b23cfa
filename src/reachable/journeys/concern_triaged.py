"""A named person decides what happens with a concern; the clock stops and whoever raised it is told.

In:  the concerns of an area that wait; a decision with its reason.
Out: the decision kept, the alert answered, a message to whoever raised it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from reachable.access.context import acting, reading, running
from reachable.access.domain.viewer import Actor, RelationshipReason, Run, Shown, Viewer
from reachable.access.operations import begin_relationship, end_relationship
from reachable.access.queries import list_teams, list_teams_of_agency
from reachable.alerts.domain.messages import write_outcome
from reachable.alerts.domain.states import ANSWERED, Act, AlertState
from reachable.alerts.operations import answer_alert, leave_message
from reachable.alerts.queries import list_alerts
from reachable.intake.domain.concern import FormProblem, Route
from reachable.intake.domain.files import KeptFile
from reachable.intake.domain.kept_concerns import ConcernRecord
from reachable.intake.domain.triage import NewTriageDecision, TriageAnswer, check_decision
from reachable.intake.operations import record_decision
from reachable.intake.queries import list_concerns, list_decided_concerns, list_files, list_waiting_concerns
from reachable.journeys.concern_received import choose_deciding_teams, find_teams_behind
from reachable.journeys.possible_records import PossibleRecord, list_possible_records
from reachable.kernel.ids import AboutId, ConcernId, SubjectId
from reachable.people.queries import open_records
from reachable.sharing.queries import LeftRecord, list_left

RUN = Run("triage")
DECIDED_SHOWN_FOR = timedelta(days=7)
OPEN_AFTER_DECISION = timedelta(days=28)
ROUTE_OF_DUTY = {"TRIAGE": Route.SAFEGUARDING, "DUTY": Route.SAFEGUARDING, "ALLEGATIONS": Route.ALLEGATION}
ANSWERS = {
    Route.SAFEGUARDING: tuple(TriageAnswer),
    Route.ALLEGATION: (
        TriageAnswer.ACCEPT_TO_SOCIAL_CARE,
        TriageAnswer.NO_FURTHER_ACTION,
        TriageAnswer.NEEDS_MORE,
    ),
}
"""What may be decided. A concern about somebody who works with children is added to no child's open work."""


class NotYoursToDecide(LookupError):
    """The concern is not open to the viewer. One that does not exist gives the same answer."""


class NotComplete(ValueError):
    """The decision must say more first. `problems` says what."""

    def __init__(self, problems: Sequence[FormProblem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class ConcernsOfArea:
    """The concerns that wait for a decision, oldest first, and those decided in the last days, latest first."""

    waiting: tuple[ConcernRecord, ...]
    decided: tuple[ConcernRecord, ...]


@dataclass(frozen=True, slots=True)
class ConcernToDecide:
    """A concern with what was sent with it, the records that may be of the same children, and who took a file of it."""

    concern: ConcernRecord
    files: tuple[KeptFile, ...]
    possible: tuple[PossibleRecord, ...]
    taken: tuple[LeftRecord, ...]


def list_concerns_of_area(*, viewer: Viewer, now: datetime) -> ConcernsOfArea | None:
    """Return the concerns the viewer's own teams decide on in their area, or None when they decide on none."""
    routes = _routes(viewer)
    if not routes:
        return None
    with running(job="find concerns that wait", now=now):
        since = now - DECIDED_SHOWN_FOR
        waiting = [
            each for route in routes for each in list_waiting_concerns(viewer=RUN, area_id=viewer.area_id, route=route)
        ]
        decided = [
            each
            for route in routes
            for each in list_decided_concerns(viewer=RUN, area_id=viewer.area_id, route=route, since=since)
        ]
    wanted = [AboutId(each) for each in (*waiting, *decided)]
    opened = open_records(viewer=viewer, about_ids=wanted, shown=Shown.LISTED, what="concerns waiting")
    with reading(viewer):
        found = {
            each.id: each
            for each in list_concerns(viewer=viewer, concern_ids=[ConcernId(each) for each in opened.granted])
        }
    return ConcernsOfArea(
        waiting=tuple(found[each] for each in waiting if each in found),
        decided=tuple(found[each] for each in decided if each in found),
    )


def open_concern(*, concern_id: ConcernId, viewer: Viewer, now: datetime) -> ConcernToDecide | None:
    """Return a concern as it was sent, or None when it is not open to the viewer or there is none."""
    concern = _open(concern_id, viewer)
    if concern is None:
        return None
    with reading(viewer):
        files = list_files(viewer=viewer, concern_ids=[concern_id])
        taken = list_left(viewer=viewer, child_ids=[SubjectId(concern_id)])
    what = "records that may be of the child in a concern"
    return ConcernToDecide(
        concern, files, list_possible_records(viewer=viewer, subject_ids=_children(concern), what=what, now=now), taken
    )


def list_answers(concern: ConcernRecord) -> tuple[TriageAnswer, ...]:
    """Return what may be decided. Work open with a child can only be added to when a child is described."""
    return tuple(
        answer
        for answer in ANSWERS[concern.route]
        if _children(concern) or answer is not TriageAnswer.LINK_TO_OPEN_WORK
    )


def decide_concern(*, concern_id: ConcernId, decision: NewTriageDecision, viewer: Viewer, now: datetime) -> None:
    """Keep a decision, answer the alert, and tell whoever raised the concern.

    Asking for more leaves the alert open and the clock running.

    :raises NotYoursToDecide: when the concern is not open to the viewer.
    :raises NotComplete: when the decision must say more first; nothing is kept.
    """
    concern = _open(concern_id, viewer)
    if concern is None:
        raise NotYoursToDecide
    problems = (*check_decision(decision), *_check_choices(concern, decision))
    if problems:
        raise NotComplete(problems)
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="decided on a concern", now=now):
        record_decision(concern_id=concern_id, decision=decision, decided_by=viewer.user_id, by=by, now=now)
        if decision.answer is not None and decision.answer.ends_the_wait:
            _answer_alerts(concern, decision.because, by, now)
            _let_them_see_for_a_while(concern, viewer, by, now)
        leave_message(
            key=f"{concern_id}:decided:{uuid4()}",
            to_name=concern.raised_by,
            to_address=concern.raised_by_email,
            text=write_outcome(concern.reference),
            by=by,
            now=now,
        )


def _routes(viewer: Viewer) -> tuple[Route, ...]:
    teams = [team for team in list_teams_of_agency(agency_id=viewer.agency_id) if team.id in viewer.team_ids]
    routes = [ROUTE_OF_DUTY[duty] for team in teams for duty in team.duties if duty in ROUTE_OF_DUTY]
    return tuple(dict.fromkeys(routes)) if viewer.role.may_read else ()


def _open(concern_id: ConcernId, viewer: Viewer) -> ConcernRecord | None:
    about = AboutId(concern_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="a concern")
    if about not in opened.granted:
        return None
    with reading(viewer):
        return next(iter(list_concerns(viewer=viewer, concern_ids=[concern_id])), None)


def _check_choices(concern: ConcernRecord, decision: NewTriageDecision) -> list[FormProblem]:
    problems = []
    if decision.answer is not None and decision.answer not in list_answers(concern):
        problems.append(FormProblem("answer", "Choose one of the answers on the page."))
    if decision.linked_subject_id is not None and decision.linked_subject_id not in _children(concern):
        problems.append(FormProblem("linked_subject_id", "Choose one of the children in the concern."))
    return problems


def _children(concern: ConcernRecord) -> tuple[SubjectId, ...]:
    return tuple(child.subject_id for child in concern.children if child.subject_id is not None)


def _answer_alerts(concern: ConcernRecord, because: str, by: Actor, now: datetime) -> None:
    for alert in list_alerts(viewer=RUN, about_ids=[AboutId(concern.id)]):
        if AlertState[alert.state] not in ANSWERED:
            answer_alert(alert_id=alert.id, act=Act.ACT_ON, reason=because, by=by, now=now)


def _let_them_see_for_a_while(concern: ConcernRecord, viewer: Viewer, by: Actor, now: datetime) -> None:
    """Let the teams that decide on such concerns look back for four weeks, and nobody for longer."""
    teams = list_teams(area_id=concern.area_id)
    deciding = {team.id for team in choose_deciding_teams(concern.route, concern.area_id, teams)}
    for team in find_teams_behind(concern.route, concern.area_id, teams):
        about = AboutId(concern.id)
        end_relationship(about_id=about, reason=RelationshipReason.ALERTED, team_id=team.id, by=by, now=now)
    for about in (AboutId(concern.id), *(AboutId(each) for each in _children(concern))):
        for team_id in sorted(deciding | set(viewer.team_ids)):
            end_relationship(about_id=about, reason=RelationshipReason.TRIAGING, team_id=team_id, by=by, now=now)
            begin_relationship(
                about_id=about,
                reason=RelationshipReason.TRIAGING,
                starts_at=now,
                ends_at=now + OPEN_AFTER_DECISION,
                controller_id=concern.raised_for_id,
                team_id=team_id,
                by=by,
                now=now,
            )
