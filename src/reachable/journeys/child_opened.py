"""A child's record is opened: noted first, then read once, and laid out for the page.

In:  who looks, which record, and what they asked the picture to show.
Out: ChildPage, or None where there is nothing this reader can see: refused and absent are the same answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.conf import settings

from reachable.access.context import reading
from reachable.access.domain.partnership import AgencyCard, AreaCard, Look, RingNumber
from reachable.access.domain.viewer import Shown, Viewer
from reachable.access.queries import list_agencies, list_areas, list_ring_numbers, who_has_looked
from reachable.alerts.queries import list_alerts
from reachable.casework.queries import TrustedAdultRecord, list_trusted_adults
from reachable.journeys.child_evaluated import find_birth
from reachable.journeys.open_matters import OpenMatters, list_open_matters
from reachable.journeys.other_people import OtherInEvent, name_others
from reachable.journeys.reasons_worded import HUB
from reachable.journeys.whose_turn import find_home_area
from reachable.kernel.ids import AboutId, AgencyId, EventId, SubjectId
from reachable.kernel.london import london_date, start_of_day
from reachable.kernel.period import Period
from reachable.kernel.provenance import Instants
from reachable.kernel.when import When
from reachable.matching.domain.clusters import Answer
from reachable.matching.queries import JudgementRecord, list_judgements
from reachable.oversight.queries.glass import find_glass_until
from reachable.people.domain.claims import AdultAroundChild, SubjectClaims
from reachable.people.domain.not_told import NotToldEntry
from reachable.people.domain.usual_name import find_usual_name
from reachable.people.queries import list_adults_around, list_claims, open_records
from reachable.people.queries.telling import list_not_told
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country
from reachable.rules.queries import list_duties, list_firings
from reachable.timeline.domain.facts import Fact, facts_known_at
from reachable.timeline.domain.identifying import find_identifying_incident
from reachable.timeline.domain.last_seen import find_last_seen
from reachable.timeline.domain.own_words import OwnWords, pick_own_words
from reachable.timeline.domain.picture import AskedFor, Picture, Zoom, draw_picture
from reachable.timeline.queries import HeldElsewhere, PartInEvent, list_facts, list_held_elsewhere, list_parts
from reachable.tracks.domain.all_tracks import track_states
from reachable.tracks.domain.state import TrackState

ANSWERS_FOR_A_CHILD = ("DUTY", "TRIAGE")
ANOTHER_AGENCYS_ACT = "an act of their own agency"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedToSee:
    """What the reader asked to be shown: as known at the end of a London day, or now; to one agency, or to all."""

    known_on: date | None = None
    known_to: AgencyId | None = None
    around: EventId | None = None
    zoom: Zoom = Zoom.THREE_MONTHS


@dataclass(frozen=True, slots=True)
class HeldByAgency:
    """How many records an agency holds and has not shared, and how to ring it."""

    agency: AgencyCard
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildPage:
    """Everything this reader may see of one child. `facts` are all of them, corrected and withdrawn ones included.

    `glass_until` is None unless the record is open by broken glass alone.
    `told` are those known at the moment and to the agency asked about; `tracks` and `picture` are what they came to.
    Everything else is as known now.
    """

    asked_for: SubjectId
    name: str
    born: When
    claims: tuple[SubjectClaims, ...]
    own_words: OwnWords | None
    trusted_adults: tuple[TrustedAdultRecord, ...]
    adults_around: tuple[AdultAroundChild, ...]
    not_told: tuple[NotToldEntry, ...]
    last_seen: Fact | None
    open_now: OpenMatters
    facts: tuple[Fact, ...]
    told: tuple[Fact, ...]
    moment: datetime
    tracks: tuple[TrackState, ...]
    picture: Picture
    others: Mapping[EventId, tuple[OtherInEvent, ...]]
    held: tuple[HeldByAgency, ...]
    judgements: tuple[JudgementRecord, ...]
    home: AreaCard | None
    ring: tuple[RingNumber, ...]
    glass_until: datetime | None

    @property
    def must_not_be_told(self) -> tuple[str, ...]:
        """Return who must not be told of the child, in words: as workers wrote, and as agencies' records say."""
        recorded = (each.relation for each in self.adults_around if each.must_not_be_told)
        return tuple(dict.fromkeys((*(each.say() for each in self.not_told), *recorded)))


def open_child(
    *, viewer: Viewer, subject_id: SubjectId, asked: AskedToSee, now: datetime, what: str
) -> ChildPage | None:
    """Open a child's record, note it, and return what this reader may see. `what` names the page, never the child.

    None when there is nothing they can see: no working relationship, no such record, or a sealed one.
    """
    about = AboutId(subject_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what=what)
    if about not in opened.granted:
        return None
    subject_ids = opened.records_of[about]
    areas, agencies = list_areas(), {agency.id: agency for agency in list_agencies()}
    with reading(viewer):
        claims = tuple(list_claims(viewer=viewer, subject_ids=subject_ids).values())
        facts = list_facts(viewer=viewer, subject_ids=subject_ids)
        parts = list_parts(viewer=viewer, subject_ids=subject_ids)
        adults = list_trusted_adults(viewer=viewer, subject_ids=subject_ids)
        around = list_adults_around(viewer=viewer, subject_ids=subject_ids)
        not_told = list_not_told(viewer=viewer, subject_ids=subject_ids)
        firings = list_firings(viewer=viewer, subject_ids=subject_ids)
        duties = list_duties(viewer=viewer, subject_ids=subject_ids)
        alerts = list_alerts(viewer=viewer, about_ids=[AboutId(each) for each in subject_ids])
        judgements = list_judgements(viewer=viewer, subject_ids=subject_ids)
        held = list_held_elsewhere(viewer=viewer)
        glass_until = find_glass_until(viewer=viewer)
    home = _home(claims, areas)
    ring = list_ring_numbers(area_id=viewer.area_id if home is None else home.id, at=now)
    known_now = facts_known_at(facts, now)
    moment = as_known_at(asked, now)
    told = _as_told(facts, asked.known_to)
    return ChildPage(
        asked_for=subject_id,
        name=find_usual_name(claims),
        born=find_birth(claims),
        claims=claims,
        own_words=pick_own_words(known_now),
        trusted_adults=adults,
        adults_around=around,
        not_told=tuple(each for each in not_told if each.ended_at is None),
        last_seen=find_last_seen(known_now),
        open_now=list_open_matters(
            firings=firings,
            duties=duties,
            alerts=alerts,
            facts={fact.id: fact for fact in facts},
            now=now,
            ring=_desk(ring),
        ),
        facts=facts,
        told=tuple(fact for fact in told if fact.instants.known_to_all_by(moment)),
        moment=moment,
        tracks=track_states(
            facts_known_at(told, moment),
            limits=PARAMETERS.limits_for(Country.ENGLAND if home is None else Country(home.country)),
            calendar=settings.CALENDAR,
        ),
        picture=draw_picture(told, _ask_for(told, asked, moment)),
        others=_others(viewer, parts, subject_ids),
        held=_held(held, agencies),
        judgements=_judgements(judgements, subject_ids),
        home=home,
        ring=ring,
        glass_until=glass_until,
    )


def list_looks(*, viewer: Viewer, subject_id: SubjectId) -> tuple[Look, ...] | None:
    """Return who has looked at a child's records, newest first, or None where there is nothing the reader can see."""
    about = AboutId(subject_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="who has looked")
    if about not in opened.granted:
        return None
    with reading(viewer):
        looks = who_has_looked(viewer=viewer, about_ids=[AboutId(each) for each in opened.records_of[about]])
    return tuple(_say_of_another_agency(each) if each.agency_id != viewer.agency_id else each for each in looks)


def _say_of_another_agency(look: Look) -> Look:
    """Return what is told of another agency: who acted and when, not what, which may be theirs to say, as of a hold."""
    return replace(look, what=ANOTHER_AGENCYS_ACT) if look.is_act else look


def as_known_at(asked: AskedToSee, now: datetime) -> datetime:
    """Return the moment whose knowledge is shown: the end of the day asked about, or now when that lies ahead."""
    if asked.known_on is None or asked.known_on >= london_date(now):
        return now
    return start_of_day(asked.known_on + timedelta(days=1)) - timedelta(microseconds=1)


def _ask_for(told: Sequence[Fact], asked: AskedToSee, moment: datetime) -> AskedFor:
    """Return what to draw: around the incident, but no further into days nobody knows of yet than a tenth of it."""
    wanted = AskedFor(as_known_at=moment, around=asked.around, zoom=asked.zoom)
    incident = find_identifying_incident(facts_known_at(told, moment), chosen=asked.around)
    if incident is None or asked.zoom is Zoom.ALL:
        return wanted
    width, today = timedelta(days=asked.zoom.value), london_date(moment)
    middle = london_date(incident.fact.instants.happened.earliest)
    last = min(middle + width / 2, today + width / 10)
    if last >= middle + width / 2:
        return wanted
    return replace(wanted, window=Period(start_of_day(last - width), start_of_day(last)))


def _as_told(facts: Sequence[Fact], known_to: AgencyId | None) -> tuple[Fact, ...]:
    """Return the facts as one agency knew them, which is its own from when it wrote them down; else all of them."""
    if known_to is None:
        return tuple(facts)
    return tuple(
        replace(fact, instants=_since_recorded(fact.instants)) for fact in facts if fact.source.agency_id == known_to
    )


def _since_recorded(instants: Instants) -> Instants:
    return Instants(instants.happened, instants.recorded_at, instants.recorded_at)


def _home(claims: Sequence[SubjectClaims], areas: Sequence[AreaCard]) -> AreaCard | None:
    found = find_home_area(claims, areas)
    return next((area for area in areas if area.id == found), None)


def _desk(ring: Sequence[RingNumber]) -> str:
    """Return the desk that answers for the child, with its number: never the holder of a record."""
    for duty in ANSWERS_FOR_A_CHILD:
        for number in ring:
            if duty in number.duties:
                return f"{number.agency_name}, {number.phone}"
    return HUB


def _others(
    viewer: Viewer, parts: Sequence[PartInEvent], subject_ids: Iterable[SubjectId]
) -> Mapping[EventId, tuple[OtherInEvent, ...]]:
    own = set(subject_ids)
    return name_others(viewer=viewer, parts=[part for part in parts if part.subject_id not in own])


def _held(held: Iterable[HeldElsewhere], agencies: Mapping[AgencyId, AgencyCard]) -> tuple[HeldByAgency, ...]:
    found = [HeldByAgency(agencies[each.agency_id], each.count) for each in held]
    return tuple(sorted(found, key=lambda each: each.agency.name))


def _judgements(judgements: Iterable[JudgementRecord], subject_ids: Iterable[SubjectId]) -> tuple[JudgementRecord, ...]:
    """Return the answers that made these records one child. Answers about any other record are left out."""
    own = set(subject_ids)
    return tuple(
        each
        for each in judgements
        if each.answer is Answer.SAME and each.undone_at is None and {each.left, each.right} <= own
    )
