"""Something just happened: kept, matched, put on the timeline, and the rules asked, before the page answers.

In:  what somebody on duty filled in.
Out: the record it made, so that the page can say what must happen now and whom to ring.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from reachable.access.context import acting
from reachable.access.domain.agency_kinds import (
    EXCLUDE_CHILDREN,
    FIND_MISSING_CHILDREN,
    HOLDS_CHILDREN_IN_CUSTODY,
    TOLD_OF_ARRESTS,
    TREAT_EMERGENCIES,
    AgencyKind,
)
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Viewer
from reachable.access.operations import begin_relationships
from reachable.access.queries import get_agency
from reachable.intake.domain.just_happened import Happening, JustHappened, find_problems, make_events, make_record
from reachable.journeys.child_evaluated import evaluate_now
from reachable.journeys.events_taken import take_events
from reachable.journeys.holders_told import tell_case_holders
from reachable.journeys.ladder_climbed import office_hours
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.journeys.opened_by_event import open_possible_records
from reachable.journeys.pace_kept import Pause
from reachable.kernel.ids import AboutId, SubjectId
from reachable.kernel.provenance import Confidence, Reliability, Sureness
from reachable.people.operations import take_in_records
from reachable.timeline.operations import add_events

SYSTEM_OF = {Happening.ARRESTED: "custody", Happening.RELEASED: "custody"}
OWN_PAGE = "just happened"
WORKS_WITH_FOR = timedelta(days=7)
IN_CUSTODY = frozenset({Happening.ARRESTED, Happening.RELEASED})
RECORDED_BY: Mapping[Happening, frozenset[AgencyKind]] = {
    Happening.ARRESTED: TOLD_OF_ARRESTS,
    Happening.RELEASED: TOLD_OF_ARRESTS,
    Happening.FOUND: FIND_MISSING_CHILDREN,
    Happening.AT_HOSPITAL: TREAT_EMERGENCIES,
    Happening.EXCLUDED: EXCLUDE_CHILDREN,
}
"""Who may record what: those to whom it happens, so that nobody opens a child's record by what they only heard."""


class NotYoursToRecord(PermissionError):
    """Whoever says this is of no agency that knows of such a thing itself; nothing is kept."""


class NotComplete(ValueError):
    """Something must be put right first. `problems` says what, by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Happened:
    """The record that was made. With a `pause` other agencies' records are not shown yet: they look up too fast."""

    subject_id: SubjectId
    pause: Pause | None = None


def list_to_record(*, viewer: Viewer) -> tuple[Happening, ...]:
    """Return what somebody of this agency may record: it opens a child's record, so only who knows of it may say it."""
    kind = _kind_of(viewer)
    return tuple(each for each in Happening if kind in RECORDED_BY[each])


def record_what_happened(*, what: JustHappened, viewer: Viewer, now: datetime) -> Happened:
    """Keep what just happened and ask the rules about the child at once.

    :raises NotYoursToRecord: when the viewer's agency does not know of such a thing itself.
    :raises NotComplete: when something must be put right first; nothing is kept.
    """
    if what.happening not in list_to_record(viewer=viewer):
        raise NotYoursToRecord
    problems = dict(find_problems(what))
    if problems:
        raise NotComplete(problems)
    if what.happening is Happening.RELEASED and "out_of_hours" not in what.answers:
        what = replace(what, answers={**what.answers, "out_of_hours": not office_hours().is_open(what.happened_at)})
    by = Actor.from_viewer(viewer)
    with acting(by=by, what=f"recorded: {what.happening.label.lower()}", now=now):
        subject_id = _keep(what, viewer, by, now)
        look_for_same_child(subject_ids=[subject_id], because=what.happening.label, by=by, now=now)
    pause = None
    if viewer.role.may_read:
        pause = open_possible_records(subject_id=subject_id, happened=what.happening.label, viewer=viewer, now=now)
    # This child only: whoever waits at 02:10 does not wait for the rest of the night's work.
    evaluate_now(subject_ids=[subject_id], now=now)
    if viewer.role.may_read:
        tell_case_holders(subject_id=subject_id, viewer=viewer, now=now)
    return Happened(subject_id, pause)


def _keep(what: JustHappened, viewer: Viewer, by: Actor, now: datetime) -> SubjectId:
    record = make_record(what, record_id=uuid4())
    # A reference of their own means the record their extract will carry later: the same system, so the same subject.
    system = SYSTEM_OF.get(what.happening, OWN_PAGE) if what.own_reference else OWN_PAGE
    taken = take_in_records(agency_id=viewer.agency_id, system=system, records=[record], batch_id=None, by=by, now=now)[
        0
    ]
    events = take_events(
        make_events(what, reference=record.reference),
        taken,
        agency_id=viewer.agency_id,
        system=system,
        sureness=Sureness(Reliability.RELIABLE, Confidence.SEEN),
    )
    add_events(events=events, by=by, now=now)
    is_held_there = what.happening in IN_CUSTODY and _kind_of(viewer) in HOLDS_CHILDREN_IN_CUSTODY
    reason = RelationshipReason.IN_CUSTODY if is_held_there else RelationshipReason.RECORDED_EVENT
    begin_relationships(
        wanted=[
            WantedRelationship(
                about_id=AboutId(taken.subject_id),
                controller_id=viewer.agency_id,
                reason=reason,
                starts_at=now,
                ends_at=now + WORKS_WITH_FOR,
                team_id=team_id,
            )
            for team_id in viewer.team_ids
        ],
        by=by,
        now=now,
    )
    return taken.subject_id


def _kind_of(viewer: Viewer) -> AgencyKind:
    return get_agency(agency_id=viewer.agency_id).kind
