"""A child of whom the agency holds something of every kind, each with a word that stands nowhere else.

In:  an empty database of the test's own.
Out: ErasingScene; ways to look for the word in every column, and to sum every row up.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from psycopg import sql

from reachable.access import operations as access
from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Role
from reachable.casework.operations import record_trusted_adult
from reachable.intake.domain.concern import ChildDescribed
from reachable.intake.models import ConcernChild
from reachable.journeys.handed_over import hand_over
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.journeys.record_erased import propose_to_erase
from reachable.keeping.domain.deciding import ErasureGround, HoldAsked
from reachable.kernel.ids import SubjectId, UserId
from reachable.kernel.when import When
from reachable.matching.domain.clusters import Answer
from reachable.matching.operations import record_judgement
from reachable.people.domain.claims import (
    AroundChildClaim,
    BirthDateClaim,
    ContactClaim,
    EqualityClaim,
    IdentifierClaim,
    NameClaim,
    ResidenceClaim,
    TakenRecord,
)
from reachable.people.domain.telling import WouldBeTold
from reachable.people.operations import point_adults_at_children, take_in_records
from reachable.people.operations.telling import record_must_not_be_told
from reachable.places.domain.kinds import PlaceKind
from reachable.places.operations import PlaceToKeep, keep_places, protect_child
from reachable.rules.operations import ask_to_evaluate
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import RoleInEvent
from reachable.timeline.domain.taken_event import OtherPerson, TakenEvent
from reachable.timeline.operations import add_events
from tests.factories.children import add_event, ask_rules, let_look, make_child
from tests.factories.concerns import a_file, about_a_child, raise_concern
from tests.factories.partnership import MACHINE, NOW, Partnership, make_partnership

CANARY = "Zyxcanary"
AGENCY = "northshire-social-care"
NHS_NUMBER = "9990000018"
A_COURT = HoldAsked(wanted_by="The family court", reference="ZZ26C00001", review_on=NOW.date() + timedelta(days=90))
BECAUSE = "The 30th birthday was in March and nobody needs it."


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasingScene:
    """The child's record of social care, the police's of the same child, and another child of social care."""

    made: Partnership
    child: SubjectId
    police_record: SubjectId
    other_child: SubjectId
    concern_record: SubjectId
    concern: UUID
    proposer: Actor
    decider: Actor


def make_erasing_scene() -> ErasingScene:
    """Make it. Two supervisors of social care may propose and decide."""
    made = make_partnership()
    police = make_child(made, "Ayaan Police")
    other = make_child(made, "Bilal Other", agency=AGENCY, born=date(2010, 5, 6))
    child = _take_in(made)
    for subject_id in (child, other, police):
        let_look(made, "northshire-duty", subject_id, agency=AGENCY)
        let_look(made, "northshire-missing", subject_id)
    _tell(made, child, other)
    _keep_apart(made, child)
    received = raise_concern(
        made,
        about_a_child(ChildDescribed(f"{CANARY} Kestrel", "15")),
        by="northshire-social-worker",
        files=[a_file(shows=f"{CANARY} by the gate")],
    )
    hand_over(
        words="The line to the duty desk is down.",
        lines={child: f"{CANARY} asked to be rung tonight.", other: "Bilal is at his aunt's."},
        viewer=made.viewer("northshire-duty-worker"),
        now=NOW,
    )
    with running(job="test", now=NOW):
        concern_record = SubjectId(ConcernChild.objects.get(concern_id=received.concern_id).subject_id)
    by = made.actor("northshire-coordinator")
    judged = ((child, police, Answer.SAME), (child, concern_record, Answer.SAME), (child, other, Answer.DIFFERENT))
    with acting(by=by, what="test", now=NOW):
        for left, right, answer in judged:
            record_judgement(left=left, right=right, answer=answer, because=f"{CANARY} says so", by=by, now=NOW)
    with running(job="test", now=NOW):
        ask_to_evaluate(subject_ids=[child, other, police], because="test", by=MACHINE, now=NOW)
    ask_rules(NOW)
    return ErasingScene(
        made=made,
        child=child,
        police_record=police,
        other_child=other,
        concern_record=concern_record,
        concern=received.concern_id,
        proposer=made.actor("northshire-supervisor"),
        decider=make_second(made),
    )


def propose(scene: ErasingScene, subject_id: SubjectId | None = None) -> Any:
    """Let the first supervisor propose to erase the child's record."""
    return propose_to_erase(
        subject_id=subject_id or scene.child,
        agency_id=scene.made.agencies[AGENCY],
        ground=ErasureGround.ASKED_FOR,
        because=BECAUSE,
        by=scene.proposer,
        now=NOW,
    )


def find_word(admin: Any, word: str) -> dict[str, int]:
    """Return in how many rows of each table a word stands, in whatever column and case, bytes included."""
    found = {}
    for name in _tables(admin):
        (many,) = admin.execute(
            sql.SQL(
                "SELECT count(*) FROM {} AS each WHERE each::text ILIKE %s OR position(%s in each::text) > 0"
            ).format(sql.SQL(name)),
            [f"%{word}%", word.encode().hex()],
        ).fetchone()
        if many:
            found[name] = many
    return found


def sum_rows(admin: Any) -> dict[str, set[str]]:
    """Return every row of every table as it stands, so that what changed can be told."""
    return {
        name: {row for (row,) in admin.execute(sql.SQL("SELECT each::text FROM {} AS each").format(sql.SQL(name)))}
        for name in _tables(admin)
    }


def _tables(admin: Any) -> list[str]:
    rows = admin.execute(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text"
        " IN ('public', 'context', 'audit') ORDER BY 1"
    )
    return [name for (name,) in rows.fetchall()]


def _take_in(made: Partnership) -> SubjectId:
    then = NOW - timedelta(days=30)
    record = TakenRecord(
        local_id=f"{CANARY}-1",
        reference=f"{CANARY}-1",
        version_hash="1" * 64,
        payload={"surname": f"{CANARY} Kestrel", "note": f"as sent by {CANARY}"},
        recorded_at=then,
        names=(NameClaim(kind="GIVEN", given="Ayaan", family=f"{CANARY}"),),
        birth_date=BirthDateClaim(date(2011, 3, 3), date(2011, 3, 3)),
        identifiers=(IdentifierClaim("NHS", NHS_NUMBER),),
        contacts=(ContactClaim("EMAIL", f"{CANARY}@example.org", "child"),),
        residence=ResidenceClaim(f"1 {CANARY} Close", "ZZ1 1AA"),
        school_name=f"{CANARY} Academy",
        equality=EqualityClaim(sex="F", ethnicity=CANARY),
    )
    adult = replace(
        record,
        local_id=f"{CANARY}-A",
        reference=f"{CANARY}-A",
        version_hash="2" * 64,
        is_child=False,
        identifiers=(),
        equality=None,
        around_child=AroundChildClaim(
            child_number=f"{CANARY}-1", relation="MOTHER", must_not_be_told=True, because=f"{CANARY} says so"
        ),
    )
    with running(job="test", now=then):
        taken = take_in_records(
            agency_id=made.agencies[AGENCY], system="test", records=[record, adult], batch_id=None, by=MACHINE, now=then
        )
        point_adults_at_children(agency_id=made.agencies[AGENCY], by=MACHINE, now=then)
        look_for_same_child(subject_ids=[taken[0].subject_id], because="test", by=MACHINE, now=then)
    return taken[0].subject_id


def _tell(made: Partnership, child: SubjectId, other: SubjectId) -> None:
    agency = made.agencies[AGENCY]
    told = TakenEvent(
        subject_id=child,
        agency_id=agency,
        system="test",
        natural_key=f"{CANARY}-event",
        version_hash="0" * 64,
        kind=K.CHILD_SAID,
        happened=When.at(NOW - timedelta(days=2)),
        recorded_at=NOW - timedelta(days=2),
        place=f"{CANARY} Park",
        words=f"{CANARY} said so",
        details={"heard_by": f"{CANARY}'s coach"},
        others=(OtherPerson(RoleInEvent.FRIEND, f"{CANARY}'s friend", other, str(other)),),
    )
    beside = replace(
        told,
        subject_id=other,
        natural_key="other-event",
        place="Elm Park",
        words="Bilal was there",
        details={"heard_by": "a coach"},
        others=(OtherPerson(RoleInEvent.FRIEND, f"{CANARY} Kestrel", child, f"{CANARY}-1"),),
    )
    with running(job="test", now=NOW):
        add_events(events=[told, beside], by=MACHINE, now=NOW)
        record_trusted_adult(
            subject_id=child,
            controller_id=agency,
            name=f"{CANARY}'s coach",
            who_they_are="a coach",
            phone="07700 900999",
            said_by=CANARY,
            by=MACHINE,
            now=NOW,
        )
        record_must_not_be_told(
            subject_id=child,
            controller_id=agency,
            who=WouldBeTold(name=f"{CANARY}'s uncle", email=f"uncle.{CANARY}@example.org", phone=""),
            because=f"{CANARY} fears him",
            said_by=CANARY,
            by=MACHINE,
            now=NOW,
        )
    for days in (9, 6, 3):
        add_event(
            made, child, K.MISSING_REPORTED, NOW - timedelta(days=days), agency=AGENCY, episode=f"{CANARY}-{days}"
        )
        add_event(made, other, K.MISSING_REPORTED, NOW - timedelta(days=days), agency=AGENCY, episode=f"other-{days}")


def _keep_apart(made: Partnership, child: SubjectId) -> None:
    agency = made.agencies[AGENCY]
    with acting(by=made.actor("northshire-social-worker"), what="test", now=NOW):
        protect_child(
            subject_id=child,
            controller_id=agency,
            because=f"{CANARY} owes money to men who know the house.",
            review_on=NOW.date() + timedelta(days=90),
            by=MACHINE,
            now=NOW,
        )
        place = PlaceToKeep(
            subject_id=child, controller_id=agency, kind=PlaceKind.HOME, lines="3 Fern Way", came_from="test"
        )
        keep_places(places=[place], by=MACHINE, now=NOW)


def make_second(made: Partnership) -> Actor:
    """Make a second supervisor of the same team, so that one can decide on what the other proposed."""
    with running(job="test", now=NOW):
        user = access.register_user(email="second@example.org", name="Second Supervisor", by=MACHINE, now=NOW)
        membership = access.register_membership(
            user_id=user,
            team_id=made.teams["northshire-workers"],
            role=Role.SUPERVISOR,
            starts_at=NOW - timedelta(days=30),
            by=MACHINE,
            now=NOW,
        )
    made.users["second"], made.memberships["second"] = UserId(user), membership
    return made.actor("second")
