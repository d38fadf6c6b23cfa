"""Children whose records agencies hold, made through the same operations as extracts use.

In:  a made-up partnership; a name, an agency, what happened.
Out: subject ids.
"""

from datetime import date, datetime, timedelta
from uuid import uuid4

from reachable.access.context import running
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import RelationshipReason
from reachable.access.operations import begin_relationships
from reachable.journeys.child_evaluated import evaluate_waiting
from reachable.journeys.children_around import ask_around
from reachable.kernel.ids import AboutId, SubjectId
from reachable.kernel.when import When
from reachable.people.domain.claims import BirthDateClaim, ContactClaim, NameClaim, ResidenceClaim, TakenRecord
from reachable.people.operations import take_in_records
from reachable.rules.operations import ask_to_evaluate
from reachable.timeline.domain.kinds import EventKind, RoleInEvent
from reachable.timeline.domain.taken_event import OtherPerson, TakenEvent
from reachable.timeline.operations import add_events
from tests.factories.partnership import MACHINE, NOW, Partnership

BORN = date(2011, 3, 3)
HOME_IN = {"northshire": "ZZ1 1AA", "eastham": "ZZ8 1AA"}


def make_child(
    made: Partnership,
    name: str,
    *,
    agency: str = "northshire-police",
    home: str = "northshire",
    born: date = BORN,
    phones: tuple[str, ...] = (),
    now: datetime = NOW,
) -> SubjectId:
    """Make one agency's record of a child who lives in an area."""
    given, family = name.split()
    record = TakenRecord(
        local_id=str(uuid4()),
        reference=str(uuid4()),
        version_hash="0" * 64,
        payload={"surname": family, "note": "as sent"},
        recorded_at=now - timedelta(days=30),
        names=(NameClaim(kind="GIVEN", given=given, family=family),),
        birth_date=BirthDateClaim(born, born),
        residence=ResidenceClaim("1 Larch Close", HOME_IN[home]),
        contacts=tuple(ContactClaim("PHONE", phone, "child") for phone in phones),
    )
    with running(job="test", now=now - timedelta(days=30)):
        taken = take_in_records(
            agency_id=made.agencies[agency],
            system="test",
            records=[record],
            batch_id=None,
            by=MACHINE,
            now=now - timedelta(days=30),
        )
    return taken[0].subject_id


def add_event(
    made: Partnership,
    subject_id: SubjectId,
    kind: EventKind,
    at: datetime,
    *,
    agency: str = "northshire-police",
    episode: str = "",
    told_at: datetime | None = None,
    shared: bool = True,
    place: str = "",
    beside: tuple[SubjectId, ...] = (),
    **details: str | int | float | bool,
) -> None:
    """Put one event on a child's timeline, told of as soon as it happened unless said otherwise."""
    told = told_at or at
    event = TakenEvent(
        subject_id=subject_id,
        agency_id=made.agencies[agency],
        system="test",
        natural_key=str(uuid4()),
        version_hash="0" * 64,
        kind=kind,
        happened=When.at(at),
        recorded_at=at,
        episode=episode,
        place=place,
        details=details,
        shared=shared,
        others=tuple(OtherPerson(RoleInEvent.CO_ARRESTEE, "another child", other, str(other)) for other in beside),
    )
    with running(job="test", now=told):
        add_events(events=[event], by=MACHINE, now=told)
        ask_to_evaluate(subject_ids=[subject_id], because="test", by=MACHINE, now=told)
        ask_around(subject_ids=[subject_id], because="test", changed_since=told, by=MACHINE, now=told)


def ask_rules(now: datetime = NOW) -> None:
    """Ask the rules about every child of whom something changed or whose clock ran out."""
    evaluate_waiting(now=now, at_most=1000)


def let_look(
    made: Partnership, team: str, subject_id: SubjectId, *, agency: str = "northshire-police", now: datetime = NOW
) -> None:
    """Let a team work with a child for a week around now."""
    wanted = WantedRelationship(
        about_id=AboutId(subject_id),
        controller_id=made.agencies[agency],
        reason=RelationshipReason.ALLOCATED,
        starts_at=now - timedelta(days=7),
        ends_at=now + timedelta(days=7),
        team_id=made.teams[team],
    )
    with running(job="test", now=now):
        begin_relationships(wanted=[wanted], by=MACHINE, now=now)
