"""Somebody raises a concern: kept word for word, put on the child's timeline, and a named person told to decide on it.

In:  what they wrote; files sent with it, made anew.
Out: a reference, and by when a decision is due.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reachable.access.context import acting, running
from reachable.access.domain.partnership import TeamCard
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Run, Viewer
from reachable.access.operations import begin_relationships
from reachable.access.operations.alarms import note_alarm
from reachable.access.queries import list_teams
from reachable.alerts.domain.ladder import Urgency
from reachable.alerts.operations import NewAlert, raise_alert
from reachable.intake import operations as intake
from reachable.intake.domain.concern import FormProblem, NewConcern, Route, check_concern
from reachable.intake.domain.concern_records import ConcernRecord, how_it_is_known, make_concern_records
from reachable.intake.domain.files import MOST_REFUSED, QUOTA_IN, NewFile, PlaceInFile, check_quota
from reachable.intake.domain.kept_concerns import DraftRecord, OwnConcern
from reachable.intake.domain.triage import triage_due_at
from reachable.intake.queries import count_sent, find_draft, find_own_reference, list_own_concerns
from reachable.journeys.child_evaluated import evaluate_now
from reachable.journeys.events_taken import take_events
from reachable.journeys.ladder_climbed import STANDS_BEHIND, climb, office_hours
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.journeys.possible_records import let_teams_judge
from reachable.journeys.words_screened import screen_words
from reachable.kernel.ids import AboutId, AreaId, ConcernId, SubjectId
from reachable.kernel.provenance import Reliability, Sureness
from reachable.people.operations import take_in_records
from reachable.places.operations import hold_key
from reachable.timeline.operations import add_events

RUN = Run("concern")
SYSTEM = "concern"
DECIDES: Mapping[Route, Sequence[str]] = {
    Route.SAFEGUARDING: ("TRIAGE", "DUTY"),
    Route.ALLEGATION: ("ALLEGATIONS",),
}
"""The duty of the team that decides. Where an area has no triage team, its duty team does; no team stands in for
the one that looks into people who work with children."""

REFUSED_TOLD = f"files refused: {MOST_REFUSED} within a day that may say where a child is kept safe; no more are taken"
WAITS_AT_MOST = timedelta(days=365)
"""How long the team may open a concern that nobody has decided on. The decision ends it sooner."""


class NotComplete(ValueError):
    """Questions must be answered first. `problems` says which."""

    def __init__(self, problems: Sequence[FormProblem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


class NobodyDecides(LookupError):
    """No team of the area decides on such concerns, so it must be told by telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What whoever raised a concern is told at once."""

    concern_id: ConcernId
    reference: str
    due_at: datetime


def receive_concern(
    *,
    concern: NewConcern,
    concern_id: ConcernId,
    files: Sequence[NewFile] = (),
    viewer: Viewer,
    now: datetime,
    clears_draft: bool = True,
) -> Received:
    """Take a concern in. Sent twice with the same id, as by pressing twice, it is one concern.

    `clears_draft` is not so where the sender was not shown what they had typed before.

    :raises NotComplete: when a question must be answered first; nothing is kept.
    :raises NobodyDecides: when the area has no team for it; nothing is kept.
    :raises reachable.intake.domain.files.FileRefused: when words in a file say where a protected child is, or the
        sender has sent as much as one person may; nothing is kept.
    """
    problems = check_concern(concern, now=now)
    if problems:
        raise NotComplete(problems)
    _refuse_places(files, viewer, now)
    due_at = triage_due_at(now, calendar=office_hours().calendar)
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="raised a concern", now=now):
        sent_before = find_own_reference(viewer=viewer, concern_id=concern_id)
        if sent_before is not None:
            return Received(concern_id=concern_id, reference=sent_before, due_at=due_at)
        teams = list_teams()
        deciding = choose_deciding_teams(concern.route, viewer.area_id, teams)
        concern_id, reference = intake.choose_reference(concern_id=concern_id, by=by, now=now)
        records = make_concern_records(concern, reference=reference, now=now)
        subject_ids = _keep_children(records, concern, concern_id, viewer, by, now)
        raised = intake.RaisedConcern(
            id=concern_id,
            reference=reference,
            concern=concern,
            raised_by=viewer.user_id,
            agency_id=viewer.agency_id,
            area_id=viewer.area_id,
            due_at=due_at,
        )
        intake.keep_concern(raised=raised, subject_ids=subject_ids, by=by, now=now)
        if files:
            key = hold_key(about_id=AboutId(concern_id), controller_id=viewer.agency_id, by=by, now=now)
            intake.keep_files(raised=raised, files=files, key=key, by=by, now=now)
        if clears_draft:
            intake.clear_draft(user_id=viewer.user_id, route=concern.route, by=by, now=now)
        _let_them_decide(
            raised, subject_ids, deciding, find_teams_behind(concern.route, viewer.area_id, teams), by, now
        )
        if subject_ids:
            look_for_same_child(subject_ids=subject_ids, because="a concern", by=by, now=now)
            let_teams_judge(subject_ids=subject_ids, team_ids=[team.id for team in deciding], by=by, now=now)
        _tell(raised, deciding[0], teams, by, now)
    evaluate_now(subject_ids=subject_ids, now=now)
    return Received(concern_id=concern_id, reference=reference, due_at=due_at)


def check_may_send(*, viewer: Viewer, now: datetime) -> None:
    """Let somebody send a file, before anything is done with it. Its size is known, and counted, once it is made anew.

    :raises reachable.intake.domain.files.QuotaUsed: when they have sent as much as one person may in a day.
    """
    with running(job="count what somebody sent", now=now):
        files, size = count_sent(viewer=RUN, by=viewer.user_id, since=now - QUOTA_IN)
    check_quota(files=files, size=size, fresh=1)


def tell_of_refused_files(*, viewer: Viewer, now: datetime) -> None:
    """Tell the sender's reviewers that so many files were refused that no more are taken from them today."""
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="sent files that may say where a child is kept safe", now=now):
        note_alarm(what=REFUSED_TOLD, by=by, now=now)


def keep_draft(*, route: Route, answers: Mapping[str, Sequence[str]], viewer: Viewer, now: datetime) -> None:
    """Keep what somebody has typed and not yet sent."""
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="kept a draft of a concern", now=now):
        intake.keep_draft(
            user_id=viewer.user_id, agency_id=viewer.agency_id, route=route, answers=answers, by=by, now=now
        )


def give_up_draft(*, route: Route, viewer: Viewer, now: datetime) -> None:
    """Blank what somebody typed and does not want to send."""
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="gave up a draft of a concern", now=now):
        intake.clear_draft(user_id=viewer.user_id, route=route, by=by, now=now)


def find_own_draft(*, route: Route, viewer: Viewer, now: datetime) -> DraftRecord | None:
    """Return what the viewer typed and has not sent. Nobody else can be given it: it is looked for by their user id."""
    with acting(by=Actor.from_viewer(viewer), what="looked for their own draft", now=now, noted_as="SEARCHED"):
        return find_draft(viewer=viewer, route=route)


def list_concerns_of(*, viewer: Viewer, now: datetime, reference: str = "") -> tuple[OwnConcern, ...]:
    """Return what came of the concerns the viewer raised, or of the one with this reference.

    A role that only records can open no record, so this does not open any: it looks for the viewer's own user id, is
    noted as their search, and returns what they wrote and what they were told.
    """
    with acting(by=Actor.from_viewer(viewer), what="looked for their own concerns", now=now, noted_as="SEARCHED"):
        return list_own_concerns(viewer=viewer, reference=reference)


def choose_deciding_teams(route: Route, area_id: AreaId, teams: Sequence[TeamCard]) -> list[TeamCard]:
    """Return the teams of an area that decide on such concerns.

    :raises NobodyDecides: when there is none.
    """
    for duty in DECIDES[route]:
        deciding = [team for team in teams if team.area_id == area_id and duty in team.duties]
        if deciding:
            return deciding
    raise NobodyDecides(f"no team of this area has the duty {' or '.join(DECIDES[route])}")


def find_teams_behind(route: Route, area_id: AreaId, teams: Sequence[TeamCard]) -> list[TeamCard]:
    """Return the teams that are told when those that decide do not answer; none for a concern that is kept apart."""
    if route is Route.ALLEGATION:
        return []
    deciding = choose_deciding_teams(route, area_id, teams)
    standing = [team for team in teams if team.area_id == area_id and set(STANDS_BEHIND) & set(team.duties)]
    return [team for team in standing if team not in deciding]


def _refuse_places(files: Sequence[NewFile], viewer: Viewer, now: datetime) -> None:
    """Refuse a file in whose words a protected place stands. A file cannot be kept with a part of it hidden."""
    words = {str(place): file.made.words for place, file in enumerate(files) if file.made.words}
    found = screen_words(words=words, about=(), viewer=viewer, now=now)
    if found.places:
        raise PlaceInFile


def _keep_children(
    records: Sequence[ConcernRecord],
    concern: NewConcern,
    concern_id: ConcernId,
    viewer: Viewer,
    by: Actor,
    now: datetime,
) -> list[SubjectId]:
    """Keep a record of each child described, with what was seen on their timeline."""
    taken = take_in_records(
        agency_id=viewer.agency_id,
        system=SYSTEM,
        records=[record.taken for record in records],
        batch_id=None,
        by=by,
        now=now,
    )
    events = [
        event
        for record, subject in zip(records, taken, strict=True)
        for event in take_events(
            record.events,
            subject,
            agency_id=viewer.agency_id,
            system=SYSTEM,
            sureness=Sureness(Reliability.NOT_KNOWN, how_it_is_known(concern)),
            concern_id=concern_id,
        )
    ]
    add_events(events=events, by=by, now=now)
    return [subject.subject_id for subject in taken]


def _let_them_decide(
    raised: intake.RaisedConcern,
    subject_ids: Sequence[SubjectId],
    deciding: Sequence[TeamCard],
    behind: Sequence[TeamCard],
    by: Actor,
    now: datetime,
) -> None:
    """Let the deciding teams open the concern and the children in it, and whoever is told next open the concern."""
    children = [AboutId(each) for each in subject_ids]
    asked = [(about_id, team, RelationshipReason.TRIAGING) for about_id in (raised.id, *children) for team in deciding]
    asked += [(raised.id, team, RelationshipReason.ALERTED) for team in behind]
    begin_relationships(
        wanted=[
            WantedRelationship(
                about_id=AboutId(about_id),
                controller_id=raised.agency_id,
                reason=reason,
                starts_at=now,
                ends_at=now + WAITS_AT_MOST,
                team_id=team.id,
            )
            for about_id, team, reason in asked
        ],
        by=by,
        now=now,
    )


def _tell(raised: intake.RaisedConcern, team: TeamCard, teams: Sequence[TeamCard], by: Actor, now: datetime) -> None:
    alert_id = raise_alert(
        alert=NewAlert(
            about_id=AboutId(raised.id),
            controller_id=raised.agency_id,
            cause="CONCERN",
            area_id=raised.area_id,
            team_id=team.id,
            urgency=Urgency.IMMEDIATE if raised.concern.immediate_danger else Urgency.NEXT_WORKING_DAY,
            due_at=raised.due_at,
            concern_id=raised.id,
        ),
        by=by,
        now=now,
    )
    if alert_id is not None:
        climb(alert_id=alert_id, partnership_teams=teams, by=by, now=now)
