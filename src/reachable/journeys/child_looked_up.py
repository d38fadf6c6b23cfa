"""Somebody looks a child up from whatever they were told, as a custody sergeant does at two in the morning.

In:  words in one box.
Out: records of children the searcher works with, with what speaks for and against; nothing at all of any other child.

Whether another child's record was found is never given away: not in words, not in numbers, not in what can be clicked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reachable.access.context import reading, running
from reachable.access.domain.viewer import Run, Shown, Viewer
from reachable.access.operations import note_search
from reachable.access.queries import list_areas
from reachable.journeys.child_evaluated import find_birth
from reachable.journeys.feeds_checked import FeedChecked, check_feeds
from reachable.journeys.what_now import AreaToRing, get_area_to_ring
from reachable.kernel.ids import AboutId, SubjectId
from reachable.kernel.london import london_date
from reachable.kernel.when import When
from reachable.matching.domain.describe import describe
from reachable.matching.domain.description import Description
from reachable.matching.domain.evidence import Evidence
from reachable.matching.domain.search import LookedFor, choose_found, look_up_keys, read_looked_for
from reachable.matching.queries import list_subjects_by_key
from reachable.people.domain.claims import SubjectClaims
from reachable.people.domain.usual_name import find_usual_name
from reachable.people.queries import list_claims, open_records

RUN = Run("look-up")
MOST_COMPARED = 200
REFERENCE = re.compile(r"(?=.*[0-9])(?!.*[A-Za-z]{5})#?[A-Za-z0-9][A-Za-z0-9./ -]{1,29}")
"""As agencies write theirs: "CAD 4521", "RMS.1234", "#4521". No run of letters long enough for a name: it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundChild:
    """A child the searcher works with who may be the one looked for, and why. `agencies` hold the records compared."""

    subject_id: SubjectId
    name: str
    born: When
    agencies: tuple[str, ...]
    speaks_for: tuple[Evidence, ...]
    speaks_against: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """What came of a search. `not_understood` are words that could not be read, to be said back.

    `feeds` say for each area what was searched and how fresh it is; `here` and `home` whom to ring. `home` is None
    when the words name no area.
    """

    looked_for: LookedFor
    found: tuple[FoundChild, ...]
    feeds: tuple[tuple[str, tuple[FeedChecked, ...]], ...]
    here: AreaToRing
    home: AreaToRing | None


class NameTheCase(ValueError):
    """A number, a place or one name alone is searched for a case or an incident that can be named."""


def look_up_child(*, words: str, viewer: Viewer, now: datetime, case: str = "") -> LookedUp:
    """Search every record, and return those that may be shown to this searcher. The search is noted first.

    `case` is the reference of what it is for, in the searcher's own agency.

    :raises NameTheCase: when words that may be of anybody come without one; nothing is searched.
    """
    looked_for, today = read_looked_for(words), london_date(now)
    if needs_case(looked_for) and not is_reference(case):
        raise NameTheCase
    note_search(what=say_how(looked_for, case.strip()), by=viewer, now=now)
    wanted = _find_candidates(looked_for, today, now)
    opened = open_records(viewer=viewer, about_ids=wanted, shown=Shown.LISTED, what="look-up")
    people = dict.fromkeys(tuple(sorted(opened.records_of[about])) for about in wanted if about in opened.granted)
    with reading(viewer):
        claims = list_claims(viewer=viewer, subject_ids={record for records in people for record in records})
    found = [_compare(looked_for, [claims[each] for each in records if each in claims], today) for records in people]
    areas = list_areas()
    home = next((area for area in areas if _names_area(looked_for, area.outward_codes, area.name)), None)
    return LookedUp(
        looked_for=looked_for,
        found=tuple(each for each in found if each is not None),
        feeds=tuple((area.name, check_feeds(viewer=viewer, area_id=area.id, now=now)) for area in areas),
        here=get_area_to_ring(area_id=viewer.area_id, now=now),
        home=None if home is None or home.id == viewer.area_id else get_area_to_ring(area_id=home.id, now=now),
    )


def needs_case(looked_for: LookedFor) -> bool:
    """Test if the words may be of anybody: no whole name, and no name with an age or a date of birth."""
    named = looked_for.given or looked_for.family
    described = looked_for.born is not None or looked_for.age is not None
    return not ((looked_for.given and looked_for.family) or (named and described))


def is_reference(case: str) -> bool:
    """Test if something is the reference of a case or an incident: a few letters and signs, with a number in it."""
    return REFERENCE.fullmatch(case.strip()) is not None


def say_how(looked_for: LookedFor, case: str = "") -> str:
    """Return by what somebody searched and for which case, for the audit record: never the words themselves."""
    given = {
        "name": looked_for.given or looked_for.family,
        "date of birth": looked_for.born,
        "age": looked_for.age,
        "telephone": looked_for.phone,
        "number": looked_for.number,
        "postcode": looked_for.postcode,
        "place": looked_for.place,
    }
    by = ", ".join(name for name, value in given.items() if value is not None and value != "") or "nothing"
    return f"looked up by {by}" + (f"; for {case}" if is_reference(case) else "")


def _find_candidates(looked_for: LookedFor, today: date, now: datetime) -> tuple[AboutId, ...]:
    """Return the records worth showing to somebody who may see them. For the machine: ids only come out."""
    keys = look_up_keys(looked_for, today)
    with running(job="look-up", now=now):
        subject_ids = list_subjects_by_key(viewer=RUN, keys=keys, at_most=MOST_COMPARED)
        claims = list_claims(viewer=RUN, subject_ids=subject_ids)
    found = choose_found(looked_for, [describe(each) for each in claims.values() if not each.is_sealed], today)
    return tuple(AboutId(each.subject_id) for each in found)


def _compare(looked_for: LookedFor, records: Sequence[SubjectClaims], today: date) -> FoundChild | None:
    """Return a child with the evidence of all their records together, or None when none of them is worth showing."""
    described: Iterable[Description] = [describe(each) for each in records]
    compared = choose_found(looked_for, described, today)
    if not compared:
        return None
    evidence = tuple({each.sentence: each for one in compared for each in one.evidence}.values())
    by_id = {each.subject_id: each for each in records}
    return FoundChild(
        subject_id=compared[0].subject_id,
        name=find_usual_name(records),
        born=find_birth(records),
        agencies=tuple(dict.fromkeys(by_id[each.subject_id].agency_name for each in compared)),
        speaks_for=tuple(each for each in evidence if each.agrees),
        speaks_against=tuple(each for each in evidence if each.disagrees),
    )


def _names_area(looked_for: LookedFor, outward_codes: Iterable[str], name: str) -> bool:
    outward = looked_for.postcode.rsplit(" ", 1)[0].upper() if looked_for.postcode else ""
    return outward in set(outward_codes) or (bool(looked_for.place) and name.lower() in looked_for.place.lower())
