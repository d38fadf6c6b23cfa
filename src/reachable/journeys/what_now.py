"""Just after something was recorded: may somebody know this child, what must happen, who to ring in both areas.

In:  the record that was just made.
Out: WhatNow, for a page that can be printed; for somebody who only records, the numbers to ring and nothing else.
"""

from dataclasses import dataclass
from datetime import datetime

from reachable.access.context import reading
from reachable.access.domain.partnership import RingNumber
from reachable.access.domain.viewer import Shown, Viewer
from reachable.access.queries import get_area, list_areas, list_ring_numbers
from reachable.alerts.queries import list_alerts
from reachable.journeys.open_matters import OpenMatters, list_open_matters
from reachable.journeys.possible_records import PossibleRecord, list_possible_records
from reachable.journeys.whose_turn import find_home_area
from reachable.kernel.ids import AboutId, AreaId, SubjectId
from reachable.people.domain.claims import SubjectClaims
from reachable.people.queries import list_claims, open_records
from reachable.rules.queries import list_duties, list_firings
from reachable.timeline.domain.facts import Fact, facts_known_at
from reachable.timeline.queries import list_facts

WHAT = "what must happen now"
RINGS_FIRST = ("DUTY", "TRIAGE", "MISSING", "YOUTH_JUSTICE", "HEALTH", "SCHOOL_SAFEGUARDING", "CUSTODY")
NOT_RUNG = "ALLEGATIONS"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaToRing:
    """An area and whom to ring in it, who takes turns for a child first."""

    id: AreaId
    name: str
    numbers: tuple[RingNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatNow:
    """What somebody with the child in front of them needs. `home` is None when no record says where the child lives.

    `here` is where it was recorded, left out when that is the home area. `perhaps_home` are the areas in which the
    child lives if a record that nobody has judged yet is theirs.
    """

    subject_id: SubjectId
    names: tuple[str, ...]
    just_now: tuple[Fact, ...]
    matters: OpenMatters
    possible: tuple[PossibleRecord, ...]
    records: int
    home: AreaToRing | None
    perhaps_home: tuple[AreaToRing, ...]
    here: AreaToRing | None


def open_what_now(*, subject_id: SubjectId, viewer: Viewer, now: datetime) -> WhatNow | None:
    """Return what must happen now for the child of a record, or None when it is not open to the viewer."""
    about = AboutId(subject_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what=WHAT)
    if about not in opened.granted:
        return None
    records = opened.records_of[about]
    with reading(viewer):
        claims = list_claims(viewer=viewer, subject_ids=records)
        facts = list_facts(viewer=viewer, subject_ids=records)
        matters = list_open_matters(
            firings=list_firings(viewer=viewer, subject_ids=records),
            duties=list_duties(viewer=viewer, subject_ids=records),
            alerts=list_alerts(viewer=viewer, about_ids=[AboutId(each) for each in records]),
            facts={fact.id: fact for fact in facts},
            now=now,
        )
    home_id = find_home_area(list(claims.values()), list_areas())
    possible = list_possible_records(viewer=viewer, subject_ids=records, what=WHAT, now=now)
    perhaps = [] if home_id is not None else [each.home_area_id for each in possible if each.home_area_id is not None]
    standing = facts_known_at(facts, now)
    return WhatNow(
        subject_id=subject_id,
        names=_list_names(claims[subject_id]),
        just_now=tuple(fact for fact in standing if fact.subject_id == subject_id),
        matters=matters,
        possible=possible,
        records=len(records),
        home=None if home_id is None else get_area_to_ring(area_id=home_id, now=now),
        perhaps_home=tuple(
            get_area_to_ring(area_id=each, now=now) for each in dict.fromkeys(perhaps) if each != viewer.area_id
        ),
        here=None if home_id == viewer.area_id else get_area_to_ring(area_id=viewer.area_id, now=now),
    )


def get_area_to_ring(*, area_id: AreaId, now: datetime) -> AreaToRing:
    """Return whom to ring in an area at a moment, those who take turns for a child first."""
    numbers = [each for each in list_ring_numbers(area_id=area_id, at=now) if NOT_RUNG not in each.duties]
    numbers.sort(key=find_place_to_ring)
    return AreaToRing(id=area_id, name=get_area(area_id=area_id).name, numbers=tuple(numbers))


def _list_names(claims: SubjectClaims) -> tuple[str, ...]:
    """Return the names that were given, whole names before nicknames."""
    given = [each.claim for each in claims.names]
    given.sort(key=lambda name: (not (name.given and name.family), name.full))
    return tuple(dict.fromkeys(name.full for name in given))


def find_place_to_ring(number: RingNumber) -> tuple[int, str]:
    """Return where a number stands among those to ring for a child: who takes turns for children comes first."""
    places = [RINGS_FIRST.index(duty) for duty in number.duties if duty in RINGS_FIRST]
    return min(places, default=len(RINGS_FIRST)), number.agency_name
