"""Somebody asks whether a child's whereabouts are protected, or to be shown where the child is.

In:  who asks, about whom, and why.
Out: that it is protected and why; the places, once the reason is noted.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reachable.access.context import acting, reading, running
from reachable.access.domain.viewer import Actor, Run, Shown, Viewer
from reachable.journeys.protection_looked_at import said_once
from reachable.journeys.protections_due import may_look
from reachable.kernel.ids import AboutId, SubjectId
from reachable.people.queries import open_records
from reachable.places.domain.kinds import KeptPlaceSaid, PlaceKind, Protection
from reachable.places.domain.looking_again import Look
from reachable.places.queries import find_under_glass, list_protections, list_shown_places, open_places
from reachable.places.queries.by_hand import find_by_hand
from reachable.places.queries.looks import list_looked

LOG = logging.getLogger("reachable")
RUN = Run("whereabouts")


@dataclass(frozen=True, slots=True)
class ShownPlaces:
    """Whether somebody was shown where a child is, and the places with their words, of each kind the latest told first.

    Whole texts are left out, and so is what was told only in something undone since. `by_hand` are those that the
    viewer's own agency was told by word of mouth, and can take back.
    """

    granted: bool
    places: tuple[tuple[KeptPlaceSaid, str], ...] = ()
    by_hand: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """What may be said of where a child is: who protects it, every look at that, and if it stood and was ended.

    `may_look` says that the reader looks at their agency's protection again. `under_glass` says that the record is open
    by broken glass alone, so that reasons and looks are withheld.
    """

    protections: tuple[Protection, ...]
    looks: tuple[Look, ...]
    is_over: bool
    may_look: bool
    under_glass: bool


def open_whereabouts(*, viewer: Viewer, subject_id: SubjectId, what: str, now: datetime) -> Whereabouts | None:
    """Return what may be said of where a child is; None where there is nothing this reader can see."""
    about = AboutId(subject_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what=what)
    if about not in opened.granted:
        return None
    with reading(viewer):
        found = list_protections(viewer=viewer, subject_ids=opened.records_of[about])
        looked = list_looked(viewer=viewer, subject_ids=opened.records_of[about])
        under_glass = about in find_under_glass(viewer=viewer)
    with running(job="find who looks at a protection again", now=now):
        theirs = may_look(protections=looked, viewer=viewer)
    return Whereabouts(
        # One decision protects every record of the child; it is said once.
        protections=tuple({(each.because, each.decided_by, each.decided_at): each for each in found}.values()),
        looks=said_once(looked),
        is_over=bool(looked) and not found,
        may_look=bool(theirs),
        under_glass=under_glass,
    )


def find_whereabouts(*, viewer: Viewer, subject_id: SubjectId, what: str) -> tuple[Protection, ...] | None:
    """Return that the child's whereabouts are protected and why; None where there is nothing this reader can see."""
    found = open_whereabouts(viewer=viewer, subject_id=subject_id, what=what, now=viewer.at)
    return None if found is None else found.protections


def show_whereabouts(*, viewer: Viewer, subject_id: SubjectId, because: str) -> ShownPlaces:
    """Ask to be shown where a child is. The answer and the reason are committed before anything is read.

    What does not open then is noted too, so that the record does not say that more was shown than was.
    """
    about = AboutId(subject_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="asked where a child is")
    if about not in opened.granted or not open_places(viewer=viewer, subject_id=subject_id, because=because):
        return ShownPlaces(granted=False)
    with reading(viewer):
        places = list_shown_places(viewer=viewer, subject_ids=opened.records_of[about])
    unopened = sum(not place.opens for place, _ in places)
    if unopened:
        what = f"of what was shown of where a child is, {unopened} of {len(places)} places did not open"
        LOG.error("%s", what)
        with acting(by=Actor.from_viewer(viewer), what=what, now=viewer.at, about=[subject_id]):
            pass
    standing = [each for each in places if each[0].kind is not PlaceKind.WORDS and not each[0].is_withdrawn]
    # A place that several agencies told is said once, as told last.
    said = {(place.kind, words or str(place.id)): (place, words) for place, words in reversed(standing)}
    kept = tuple(each for each in standing if each in said.values())
    with running(job="find which places were told by word of mouth", now=viewer.at):
        by_hand = find_by_hand(viewer=RUN, place_ids=[place.id for place, _ in kept], controller_id=viewer.agency_id)
    return ShownPlaces(True, kept, by_hand)
