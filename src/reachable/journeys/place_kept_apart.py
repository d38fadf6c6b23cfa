"""Somebody who works with a protected child keeps a place apart that they were told by word of mouth.

In:  a kind of place and how it is written, or a place that is no longer right; who tells it.
Out: the place in the vault, and gone from all that is written anywhere; or no longer said to be where the child is.

Nothing here says whether a place was kept before, by anybody, of anybody.
"""

from datetime import datetime
from uuid import UUID

from reachable.access.context import acting
from reachable.access.domain.viewer import Actor, Run, Viewer
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.journeys.whereabouts_hidden import hide_whereabouts
from reachable.journeys.whereabouts_opened import find_whereabouts
from reachable.kernel.ids import SubjectId
from reachable.matching.operations import wait_for_turn
from reachable.people.queries import list_same_person
from reachable.places.domain.kinds import PlaceKind
from reachable.places.domain.place_forms import forms_of
from reachable.places.operations.by_hand import keep_by_hand, take_back_by_hand

RUN = Run("whereabouts")
KINDS_BY_HAND = tuple(each for each in PlaceKind if each is not PlaceKind.WORDS)


class NotProtected(LookupError):
    """The record is not open to whoever tells, or nobody protects where the child is, or the place is not theirs."""


class CannotBeFound(ValueError):
    """A place is written so that nobody would know it again in what is typed: it would be kept, and hide nothing."""


def keep_place_apart(
    *, subject_id: SubjectId, kind: PlaceKind, lines: str, postcode: str, viewer: Viewer, now: datetime
) -> None:
    """Keep a place of a protected child apart, and take it out of whatever is written about anybody.

    :raises NotProtected: when the record is not open to the viewer, or where the child is is not protected.
    :raises CannotBeFound: when nothing of it could be known again in a text; nothing is kept.
    """
    if not forms_of(kind, lines=lines, postcode=postcode):
        raise CannotBeFound
    if not find_whereabouts(viewer=viewer, subject_id=subject_id, what="keeping a place apart"):
        raise NotProtected
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="kept a place of a child apart", now=now, about=[subject_id]):
        wait_for_turn(by=by, now=now)
        everybody = list_same_person(viewer=RUN, subject_ids=[subject_id])[subject_id]
        keep_by_hand(
            subject_id=subject_id,
            controller_id=viewer.agency_id,
            kind=kind,
            lines=lines,
            postcode=postcode,
            by=by,
            now=now,
        )
        touched = hide_whereabouts(subject_ids=everybody, with_household=True, by=by, now=now)
        look_for_same_child(subject_ids=touched, because="a place kept apart", by=by, now=now)


def take_back_place(*, subject_id: SubjectId, place_id: UUID, viewer: Viewer, now: datetime) -> None:
    """Take back that a place the viewer's agency was told by word of mouth is where the child is.

    :raises NotProtected: when the record is not open to the viewer, or the place is not one their agency kept so.
    """
    if find_whereabouts(viewer=viewer, subject_id=subject_id, what="taking back a place") is None:
        raise NotProtected
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="took back where a child is", now=now, about=[subject_id]):
        everybody = list_same_person(viewer=RUN, subject_ids=[subject_id])[subject_id]
        if not any(
            [
                take_back_by_hand(place_id=place_id, subject_id=each, controller_id=viewer.agency_id, by=by, now=now)
                for each in everybody
            ]
        ):
            raise NotProtected
