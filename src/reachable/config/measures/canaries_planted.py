"""Plants a canary in every place where something may say where a child is, and protects the child.

In:  a throwaway database with a partnership in it.
Out: Planted: the child, a brother at the same home, and a note. CANARIES says what is looked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Viewer
from reachable.casework.operations import record_trusted_adult
from reachable.config.measures.canaries_in_files import IN_FILES
from reachable.config.measures.made_up_children import BY, let_look, make_event_of
from reachable.demo.agencies import N_CHILDREN
from reachable.demo.seeding import Partnership
from reachable.intake.domain.concern import ChildDescribed, NewConcern, SafeToContact
from reachable.journeys.concern_received import receive_concern
from reachable.journeys.handed_over import hand_over
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.kernel.ids import AgencyId, ConcernId, HandoverId, SubjectId
from reachable.kernel.when import When
from reachable.people.domain.claims import (
    BirthDateClaim,
    ContactClaim,
    NameClaim,
    ResidenceClaim,
    TakenRecord,
)
from reachable.people.operations import take_in_records
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.taken_event import TakenEvent
from reachable.timeline.operations import add_events

CANARIES: Mapping[str, str] = {
    "home": "Canaryhome",
    "postcode of the home": "ZZ9 4YX",
    "the same, closed up": "ZZ94YX",
    "earlier home": "Canaryearlier",
    "postcode of the earlier home": "ZZ8 2XY",
    "school": "Canaryschool",
    "surgery": "Canarysurgery",
    "placement": "Canaryplacement",
    "telephone of the home": "01632 960777",
    "the same, digits only": "01632960777",
    "home of words alone": "Canarywords",
    **IN_FILES,
}
HOME, POSTCODE = "12 Canaryhome Rise, Northmere", "ZZ9 4YX"
EARLIER, EARLIER_POSTCODE = "7 Canaryearlier Road, Eastham", "ZZ8 2XY"
SCHOOL, PHONE = "Canaryschool Academy", "01632 960777"
TYPED = f"He is at 12 Canaryhome Rise, {POSTCODE}. Ring {PHONE}."
"""What is written where nobody said that it is about this child."""

WORDS = f"He is at 12 Canaryhome Rise, {POSTCODE}; before at 31 Canarywords Lane. School: {SCHOOL}. Ring {PHONE}."


@dataclass(frozen=True, slots=True)
class Planted:
    """The protected child and a brother at the same home."""

    child: SubjectId
    brother: SubjectId
    note: HandoverId


TELLING = (
    K.CHILD_SAID,
    K.SIGHTING,
    K.MISSING_FOUND,
    K.FOUND_AWAY_FROM_HOME,
    K.ARREST,
    K.ABSENCE,
    K.HOSPITAL_ATTENDANCE,
)
DETAILS: Mapping[K, Mapping[str, str | int | bool]] = {
    K.SIGHTING: {"seen_by": f"a neighbour at {HOME}", "with_whom": f"a man of 31 Canarywords Lane, {POSTCODE}"},
    K.MISSING_FOUND: {"found_where": HOME, "miles_from_home": 73},
}


def plant(made: Partnership, *, viewer: Viewer, now: datetime) -> Planted:
    """Make the children with a canary in everything kept about them. Nobody is protected yet."""
    agency, then = made.agencies[N_CHILDREN], now - timedelta(days=2)
    with running(job="plant", now=then):
        taken = take_in_records(
            agency_id=agency,
            system="measure",
            records=[
                _record("P1", "Ayaan", EARLIER, EARLIER_POSTCODE, then - timedelta(days=9)),
                _record("P1", "Ayaan", HOME, POSTCODE, then),
                _record("B1", "Bilal", HOME, POSTCODE, then, school="Otherfield Academy"),
            ],
            batch_id=None,
            by=BY,
            now=then,
        )
        child, brother = taken[0].subject_id, taken[2].subject_id
        add_events(
            events=[
                make_event_of(agency, child, K.PLACEMENT_STARTED, then, details={"miles_from_home": 73}),
                *(_in_words(agency, child, kind, then - timedelta(days=day)) for day, kind in enumerate(TELLING)),
            ],
            by=BY,
            now=then,
        )
        record_trusted_adult(
            subject_id=child,
            controller_id=agency,
            name="A coach",
            who_they_are=f"runs the club at 12 Canaryhome Rise, {POSTCODE}",
            phone=PHONE,
            said_by="The child",
            by=BY,
            now=then,
        )
        look_for_same_child(subject_ids=[child, brother], because="plant", by=BY, now=then)
    for team_id in viewer.team_ids:
        let_look(made, team_id, (child, brother), now)
    _raise_concern(viewer, then)
    note = hand_over(words=TYPED, lines={child: WORDS}, viewer=viewer, now=now)
    return Planted(child, brother, note)


def protect_planted(made: Partnership, planted: Planted, *, viewer: Viewer, now: datetime) -> None:
    """Protect the child; then let the agency send everything once more, corrected, and tell of it in words again."""
    review = (now + timedelta(days=90)).date()
    because = "The men he owes have been to the door."
    protect_whereabouts(subject_id=planted.child, because=because, review_on=review, viewer=viewer, now=now)
    agency = made.agencies[N_CHILDREN]
    again = [
        _record("P1", "Ayaan", HOME, POSTCODE, now - timedelta(hours=1)),
        _record("B1", "Bilal", HOME, POSTCODE, now - timedelta(hours=1), school="Otherfield Academy"),
    ]
    with acting(by=Actor.from_viewer(viewer), what="plant", now=now):
        take_in_records(agency_id=agency, system="measure", records=again, batch_id=None, by=BY, now=now)
        add_events(events=[_in_words(agency, planted.child, K.CHILD_SAID, now - timedelta(hours=1))], by=BY, now=now)
        look_for_same_child(subject_ids=[planted.child, planted.brother], because="plant", by=BY, now=now)


def _raise_concern(viewer: Viewer, now: datetime) -> None:
    concern = NewConcern(
        children=(ChildDescribed(f"Ayaan Kestrel of {HOME}", "15"),),
        what_i_saw=TYPED,
        childs_words=TYPED,
        where_seen=f"{HOME}, {POSTCODE}",
        happened=When.at(now),
        immediate_danger=False,
        safe_to_contact_family=SafeToContact.NO,
        how_to_contact=f"Ring {PHONE}",
        not_to_be_told_in_words=f"whoever asks at {HOME}",
    )
    receive_concern(concern=concern, concern_id=ConcernId(uuid4()), viewer=viewer, now=now)


def _record(number: str, given: str, home: str, postcode: str, at: datetime, school: str = SCHOOL) -> TakenRecord:
    return TakenRecord(
        local_id=number,
        reference=number,
        version_hash=uuid4().hex * 2,
        payload={
            "surname": "Kestrel",
            "address": home,
            "postcode": postcode,
            "school_name": school,
            "gp_name": "Canarysurgery Practice" if school == SCHOOL else "Another Practice",
            "provider": "Canaryplacement Lodge",
            "phone": PHONE,
            "placement_miles": "73",
            "note": f"lives at {home}, {postcode}",
        },
        recorded_at=at,
        names=(NameClaim(kind="GIVEN", given=given, family="Kestrel"),),
        birth_date=BirthDateClaim(date(2011, 3, 3), date(2011, 3, 3)),
        contacts=(ContactClaim("PHONE", PHONE, "parent or carer"),),
        residence=ResidenceClaim(home, postcode),
        school_name=school,
    )


def _in_words(agency_id: AgencyId, subject_id: SubjectId, kind: K, at: datetime) -> TakenEvent:
    made = make_event_of(agency_id, subject_id, kind, at, details=DETAILS.get(kind))
    return replace(made, words=WORDS, place=f"{HOME}, {POSTCODE}", episode=f"from {HOME} {at.isoformat()}")
