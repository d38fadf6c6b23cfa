"""A few made-up children with long histories in a throwaway database, kept through the same operations as extracts use.

In:  a World of the demo, how many children, how many events each.
Out: their subject ids, and a worker of theirs.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import uuid4

from reachable.access.context import running
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason
from reachable.access.operations import begin_relationships
from reachable.demo.agencies import N_CHILDREN, N_POLICE
from reachable.demo.seeding import Partnership
from reachable.kernel.ids import AboutId, AgencyId, SubjectId, TeamId
from reachable.kernel.when import When
from reachable.people.domain.claims import BirthDateClaim, NameClaim, ResidenceClaim, TakenRecord
from reachable.people.operations import take_in_records
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.domain.taken_event import TakenEvent
from reachable.timeline.operations import add_events

BY = Actor(user_id=None, agency_id=None, name="measure")
STORY = (
    EventKind.ABSENCE,
    EventKind.STOP_SEARCH,
    EventKind.CONTACT,
    EventKind.SOCIAL_WORK_VISIT,
    EventKind.MISSING_REPORTED,
    EventKind.MISSING_FOUND,
)
QUIET_STORY = (EventKind.ABSENCE, EventKind.CONTACT, EventKind.SOCIAL_WORK_VISIT)
APART = timedelta(days=11)


def make_children(
    made: Partnership,
    *,
    count: int,
    events: int,
    now: datetime,
    called: str = "M",
    story: tuple[EventKind, ...] = STORY,
) -> tuple[SubjectId, ...]:
    """Make children whose events lie eleven days apart, the last of them eleven days ago.

    `called` begins the number the police have for each; `story` is what happens, again and again.
    """
    records = [_record(called, number, now) for number in range(count)]
    with running(job="measure", now=now):
        taken = take_in_records(
            agency_id=made.agencies[N_POLICE], system="measure", records=records, batch_id=None, by=BY, now=now
        )
        subjects = tuple(each.subject_id for each in taken)
        add_events(
            events=[
                make_event(made, subject_id, story[place % len(story)], now - APART * (events - place))
                for subject_id in subjects
                for place in range(events)
            ],
            by=BY,
            now=now,
        )
    return subjects


def make_event(
    made: Partnership, subject_id: SubjectId, kind: EventKind, at: datetime, **details: str | int | bool
) -> TakenEvent:
    """Return one event of the police's, an episode of its own."""
    return make_event_of(made.agencies[N_POLICE], subject_id, kind, at, details=details)


def make_event_of(
    agency_id: AgencyId,
    subject_id: SubjectId,
    kind: EventKind,
    at: datetime,
    *,
    shared: bool = True,
    details: Mapping[str, str | int | bool] | None = None,
) -> TakenEvent:
    """Return one event that an agency tells of, an episode of its own."""
    return TakenEvent(
        subject_id=subject_id,
        agency_id=agency_id,
        system="measure",
        natural_key=str(uuid4()),
        version_hash="0" * 64,
        kind=kind,
        happened=When.at(at),
        recorded_at=at,
        episode=f"{kind.value} {at.isoformat()}",
        details=details or {},
        shared=shared,
    )


def let_look(made: Partnership, team_id: TeamId, subjects: tuple[SubjectId, ...], now: datetime) -> None:
    """Let a team work with these children for a day."""
    with running(job="measure", now=now):
        begin_relationships(
            wanted=[
                WantedRelationship(
                    about_id=AboutId(subject_id),
                    controller_id=made.agencies[N_CHILDREN],
                    reason=RelationshipReason.ALLOCATED,
                    starts_at=now - timedelta(hours=1),
                    ends_at=now + timedelta(days=1),
                    team_id=team_id,
                )
                for subject_id in subjects
            ],
            by=BY,
            now=now,
        )


def _record(called: str, number: int, now: datetime) -> TakenRecord:
    born = date(2011, 1 + number % 12, 1 + number % 28)
    return TakenRecord(
        local_id=f"{called}{number}",
        reference=f"{called}{number}",
        version_hash="0" * 64,
        payload={"number": number},
        recorded_at=now,
        names=(NameClaim(kind="GIVEN", given=f"Child{number}", family="Measured"),),
        birth_date=BirthDateClaim(born, born),
        residence=ResidenceClaim(f"{number} Larch Close", "ZZ1 1AA"),
    )
