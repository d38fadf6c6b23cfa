"""Somebody asks an agency for what it holds of a child; the agency answers, or the ladder goes on.

In:  who asks, of whom, why and by when; what the holder answers.
Out: a request that opens to both, told by a reference alone; an answer kept under a name.

Whoever asks works with the child: that something is held was told to them. Nobody else can ask so, or learn by asking.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from reachable.access.context import acting, reading, running
from reachable.access.domain.partnership import TeamCard
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Run, Shown, Viewer
from reachable.access.operations import begin_relationships
from reachable.access.queries import list_teams, list_turns
from reachable.access.queries.holding import list_working_teams
from reachable.alerts.domain.ladder import Urgency
from reachable.alerts.domain.states import ANSWERED, Act, AlertState
from reachable.alerts.operations import NewAlert, answer_alert, raise_alerts
from reachable.alerts.queries import list_alerts
from reachable.journeys.ladder_climbed import REQUEST, find_first_step, find_holders_ladder, list_holders_behind
from reachable.journeys.sealed_told import find_ladder_of_matter
from reachable.journeys.shared_by_decision import list_decisions
from reachable.journeys.sharing_checked import NotYoursToShare
from reachable.kernel.ids import AboutId, AgencyId, SubjectId, TeamId
from reachable.kernel.london import london_date
from reachable.oversight.domain.asking import (
    AskReason,
    AskUrgency,
    HolderAnswer,
    NewAnswer,
    check_answer,
    find_due,
    list_next_steps,
)
from reachable.oversight.domain.local_settings import READ_FOR, find_length
from reachable.oversight.operations.requests import NewRequest, keep_answer, keep_request
from reachable.oversight.queries.requests import (
    RequestRecord,
    find_request_subject,
    find_waiting_request,
    list_request_ids,
    list_requests,
)
from reachable.people.domain.usual_name import find_usual_name
from reachable.people.queries import list_claims, list_controllers, open_records
from reachable.sharing.domain.deciding import SharePurpose, ShareState
from reachable.sharing.operations import keep_refusal
from reachable.sharing.queries import ShareRecord, list_envelope_ids, list_envelopes
from reachable.timeline.queries import list_held_elsewhere

RUN = Run("requests to holders")
SHOWN_FOR = timedelta(days=28)
FEWEST_WORDS = 15
"""Letters of a reason that says something."""
URGENCY: Mapping[AskUrgency, Urgency] = {
    AskUrgency.NOW: Urgency.IMMEDIATE,
    AskUrgency.TODAY: Urgency.SAME_DAY,
    AskUrgency.THIS_WEEK: Urgency.THIS_WEEK,
}


class NothingToAskFor(LookupError):
    """The record is not open to whoever asks, or the agency holds nothing of it that is not shared."""


class NotYoursToAnswer(PermissionError):
    """It is not open to the viewer, or another agency was asked, or there is no such request."""


class AnsweredAlready(ValueError):
    """Somebody has answered in the meantime. The first answer stands."""


class PutRight(ValueError):
    """An answer or a request cannot be kept. `problems` says what to put right, by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class HeldThere:
    """What an agency holds of a child and has not shared, as whoever may ask is told: how much, and nothing of it."""

    holder_name: str
    holder_phone: str
    count: int
    waiting: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """A request as one of both sides reads it. `decided` are the decisions that can answer it."""

    request: RequestRecord
    child_name: str
    may_answer: bool
    decided: tuple[ShareRecord, ...]
    next_steps: tuple[str, ...]


def find_held(*, viewer: Viewer, subject_id: SubjectId, holder_id: AgencyId, now: datetime) -> HeldThere | None:
    """Return what can be asked for; None where the record is not open, or the agency holds nothing unshared of it."""
    found = _find_held(viewer, subject_id, holder_id)
    if found is None:
        return None
    subject_ids, count = found
    holder = next((team for team in list_teams() if team.agency_id == holder_id), None)
    with running(job="find whether an agency was asked already", now=now):
        waiting = find_waiting_request(
            viewer=RUN, subject_ids=subject_ids, holder_id=holder_id, team_ids=viewer.team_ids
        )
    return HeldThere(
        holder_name="" if holder is None else holder.agency_name,
        holder_phone="" if holder is None else holder.switchboard or holder.out_of_hours_phone,
        count=count,
        waiting=waiting,
    )


def ask_holder(
    *,
    viewer: Viewer,
    subject_id: SubjectId,
    holder_id: AgencyId,
    reason: AskReason,
    words: str,
    urgency: AskUrgency,
    now: datetime,
) -> UUID:
    """Ask an agency for what it holds of a child, tell its team, and return the request's id.

    What the same teams asked and is not answered yet is not asked twice: its id is returned.

    :raises NothingToAskFor: when the record is not open to the viewer, or nothing unshared of it is held there.
    :raises PutRight: when it does not say why; nothing is kept.
    """
    found = _find_held(viewer, subject_id, holder_id)
    if found is None:
        raise NothingToAskFor
    if len(words.strip()) < FEWEST_WORDS:
        raise PutRight({"words": "Say what you need to know and what you will do with it"})
    subject_ids, _count = found
    teams = list_teams()
    with running(job="find who answers for what is held", now=now):
        waiting = find_waiting_request(
            viewer=RUN, subject_ids=subject_ids, holder_id=holder_id, team_ids=viewer.team_ids
        )
        theirs = _records_of_holder(subject_ids, holder_id) or (subject_id,)
        team = _find_team(theirs, holder_id, teams, now)
    if waiting is not None:
        return waiting
    by, due_at = Actor.from_viewer(viewer), find_due(urgency, now)
    with acting(by=by, what="asked an agency for what it holds", now=now):
        request_id = keep_request(
            request=NewRequest(
                subject_id=subject_id,
                holder_id=holder_id,
                holder_team_id=team.id,
                asked_for=viewer.team_ids[0],
                reason=reason,
                words=words.strip(),
                urgency=urgency,
                due_at=due_at,
            ),
            asked_by=viewer.user_id,
            by=by,
            now=now,
        )
        answering = (team.id, *(each.id for each in list_holders_behind(team.id, teams)))
        wanted = _let_read(request_id, theirs, team.agency_id, answering, due_at, viewer, now)
        begin_relationships(wanted=wanted, by=by, now=now)
        _tell(request_id, team, teams, urgency, due_at, by, now)
    return request_id


def list_my_requests(*, viewer: Viewer, now: datetime) -> tuple[RequestRecord, ...]:
    """Return what was asked of the viewer's agency, and by them or their teams, what waits first.

    A request about a child who is not open to the reader, as when the record was sealed since, is left out.
    """
    with running(job="find requests to holders", now=now):
        ids = list_request_ids(
            viewer=RUN,
            agency_id=viewer.agency_id,
            team_ids=viewer.team_ids,
            user_id=viewer.user_id,
            since=now - SHOWN_FOR,
        )
    opened = open_records(
        viewer=viewer, about_ids=[AboutId(each) for each in ids], shown=Shown.LISTED, what="requests to holders"
    )
    with reading(viewer):
        found = list_requests(viewer=viewer, request_ids=opened.granted)
    about = [AboutId(each.subject_id) for each in found]
    spoken = open_records(viewer=viewer, about_ids=about, shown=Shown.LISTED, what="requests to holders")
    return tuple(each for each in found if AboutId(each.subject_id) in spoken.granted)


def open_request(*, request_id: UUID, viewer: Viewer, now: datetime) -> RequestPage | None:
    """Open a request and note it; None for whom it is not, where the child is not open to them, and where is none."""
    with running(job="find whom a request is about", now=now):
        subject_id = find_request_subject(viewer=RUN, request_id=request_id)
    wanted = [AboutId(request_id), *([] if subject_id is None else [AboutId(subject_id)])]
    opened = open_records(viewer=viewer, about_ids=wanted, shown=Shown.OPENED, what="a request to a holder")
    if subject_id is None or opened.refused:
        return None
    with reading(viewer):
        request = next(iter(list_requests(viewer=viewer, request_ids=[request_id])), None)
        claims = list_claims(viewer=viewer, subject_ids=opened.records_of[AboutId(subject_id)])
    if request is None:
        return None
    waits = request.answered_at is None
    may_answer = waits and viewer.agency_id == request.holder_id
    return RequestPage(
        request=request,
        child_name=find_usual_name(claims.values()),
        may_answer=may_answer,
        decided=_decided(request, viewer, now) if may_answer else (),
        next_steps=() if request.answer is None else list_next_steps(request.answer, request.ground),
    )


def answer_request(*, request_id: UUID, given: NewAnswer, viewer: Viewer, now: datetime) -> None:
    """Keep what the holder answers; the ladder then tells nobody else. Not to share is kept as a decision too.

    :raises NotYoursToAnswer: when it is not open to the viewer, or another agency was asked.
    :raises PutRight: with what to put right, by field; nothing is kept.
    :raises AnsweredAlready: when somebody has in the meantime.
    """
    page = open_request(request_id=request_id, viewer=viewer, now=now)
    if page is None or viewer.agency_id != page.request.holder_id:
        raise NotYoursToAnswer
    if not page.may_answer:
        raise AnsweredAlready
    problems = check_answer(given, [each.id for each in page.decided])
    if problems:
        raise PutRight(problems)
    by = Actor.from_viewer(viewer)
    asked = page.request
    with acting(by=by, what=f"answered a request: {given.answer.code.lower()}", now=now):
        if not keep_answer(request_id=request_id, given=given, by=by, now=now):
            raise AnsweredAlready
        for alert in list_alerts(viewer=RUN, about_ids=[AboutId(request_id)]):
            if AlertState[alert.state] not in ANSWERED:
                answer_alert(alert_id=alert.id, act=Act.ACT_ON, reason=given.answer.label, by=by, now=now)
        if given.answer is HolderAnswer.REFUSED:
            keep_refusal(
                child_id=asked.subject_id,
                purpose=SharePurpose.SAFEGUARDING,
                asked_by=f"{asked.asked_by_name}, {asked.asker_agency}",
                because=given.words,
                detriment="",
                by=by,
                now=now,
            )


def _find_held(viewer: Viewer, subject_id: SubjectId, holder_id: AgencyId) -> tuple[tuple[SubjectId, ...], int] | None:
    """Return the child's records and how much the agency holds of them unshared; None where nothing can be asked."""
    about = AboutId(subject_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="asking for what is held")
    if about not in opened.granted:
        return None
    with reading(viewer):
        held = {each.agency_id: each.count for each in list_held_elsewhere(viewer=viewer)}
    return (opened.records_of[about], held[holder_id]) if held.get(holder_id) else None


def _records_of_holder(subject_ids: Iterable[SubjectId], holder_id: AgencyId) -> tuple[SubjectId, ...]:
    controllers = list_controllers(viewer=RUN, subject_ids=subject_ids)
    return tuple(each for each in subject_ids if controllers.get(each) == holder_id)


def _find_team(theirs: Iterable[SubjectId], holder_id: AgencyId, teams: Iterable[TeamCard], now: datetime) -> TeamCard:
    """Return the team of the holder that works with the child; where none does, its first that somebody works in."""
    of_holder = {team.id: team for team in teams if team.agency_id == holder_id}
    working = list_working_teams(viewer=RUN, about_ids=[AboutId(each) for each in theirs], agency_id=holder_id, at=now)
    chosen = [of_holder[each] for each in working if each in of_holder]
    return min(chosen or of_holder.values(), key=lambda team: not team.has_users)


def _let_read(
    request_id: UUID,
    theirs: Iterable[SubjectId],
    holder_id: AgencyId,
    answering: Sequence[TeamId],
    due_at: datetime,
    viewer: Viewer,
    now: datetime,
) -> list[WantedRelationship]:
    """Let both sides read the request, and the holder's teams that are told the record of the child, so as to answer.

    `answering` are the holder's team and those of its agency that stand behind it: whoever is told can answer.
    """
    until = due_at + find_length(READ_FOR, london_date(now))

    def opens(about: UUID, team_id: TeamId) -> WantedRelationship:
        return WantedRelationship(
            about_id=AboutId(about),
            controller_id=holder_id,
            reason=RelationshipReason.ALERTED,
            starts_at=now,
            ends_at=until,
            team_id=team_id,
        )

    readers = dict.fromkeys((*answering, *viewer.team_ids))
    return [
        *(opens(request_id, each) for each in readers),
        *(opens(each, team_id) for each in theirs for team_id in answering),
    ]


def _tell(
    request_id: UUID,
    team: TeamCard,
    teams: Sequence[TeamCard],
    urgency: AskUrgency,
    due_at: datetime,
    by: Actor,
    now: datetime,
) -> None:
    alert = NewAlert(
        about_id=AboutId(request_id),
        controller_id=team.agency_id,
        cause=REQUEST,
        area_id=team.area_id,
        team_id=team.id,
        urgency=URGENCY[urgency],
        due_at=due_at,
    )
    turns = list_turns(team_ids=[each.id for each in teams], at=now)
    ladder = find_ladder_of_matter(about_id=AboutId(request_id), now=now) or find_holders_ladder(
        team_id=team.id, teams=teams, turns=turns
    )
    step = find_first_step(ladder=ladder, urgency=URGENCY[urgency], now=now)
    raise_alerts(first_steps=[(alert, step)], by=by, now=now)


def _decided(request: RequestRecord, viewer: Viewer, now: datetime) -> tuple[ShareRecord, ...]:
    """Return what the viewer's agency has decided to share with whoever asked since they did."""
    with running(job="find what was shared with whoever asked", now=now):
        sent = list_envelope_ids(viewer=RUN, agency_id=request.asker_agency_id, user_id=request.asked_by)
        with_asker = {each.decision_id for each in list_envelopes(viewer=RUN, envelope_ids=sent)}
    try:
        decisions = list_decisions(viewer=viewer, subject_id=request.subject_id)
    except NotYoursToShare:
        return ()
    return tuple(
        each
        for each in decisions
        if each.id in with_asker
        and each.holder_id == viewer.agency_id
        and each.state is ShareState.SHARED
        and each.decided_at >= request.asked_at
    )
