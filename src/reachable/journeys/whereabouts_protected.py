"""Somebody decides that a child's whereabouts are protected.

In:  a record of the child, why, and who decides.
Out: a decision on each record of the child, under that record's own agency; no place left in anything kept.

The turn of whoever matches is held throughout: no extract links a record to the child while the child's are read.
"""

from collections.abc import Iterable
from datetime import date, datetime

from reachable.access.context import acting
from reachable.access.domain.viewer import Actor, Run, Viewer
from reachable.access.operations.acted import note_acted_upon
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.journeys.whereabouts_hidden import hide_whereabouts
from reachable.kernel.ids import SubjectId
from reachable.matching.operations import wait_for_turn
from reachable.people.queries import list_controllers, list_same_person
from reachable.places.domain.place_forms import closed_text
from reachable.places.domain.screening import hide_places
from reachable.places.operations import protect_child
from reachable.places.queries import find_places_in_all

RUN = Run("whereabouts")


def protect_whereabouts(*, subject_id: SubjectId, because: str, review_on: date, viewer: Viewer, now: datetime) -> None:
    """Decide that a child's whereabouts are protected, and take every place out of what is kept about the child.

    :raises reachable.places.operations.NoReasonGiven: when no reason is written down; nothing is kept.
    """
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="protected a child's whereabouts", now=now):
        wait_for_turn(by=by, now=now)
        everybody = list_same_person(viewer=RUN, subject_ids=[subject_id])[subject_id]
        # A school's name is none of an address: hiding takes it out, once it is kept apart.
        why = without_any_address(because)
        note_acted_upon(about=everybody, what="protected a child's whereabouts", by=by, now=now)
        # Every record before anything is hidden: each stays protected when it is unlinked, or another is erased.
        for each, controller_id in list_controllers(viewer=RUN, subject_ids=everybody).items():
            protect_child(
                subject_id=each, controller_id=controller_id, because=why, review_on=review_on, by=by, now=now
            )
        touched = hide_whereabouts(subject_ids=everybody, with_household=True, by=by, now=now)
        # The routes by which records meet were made from their homes, and are made again from what is left.
        look_for_same_child(subject_ids=touched, because="whereabouts protected", by=by, now=now)


def without_any_address(text: str, *, about: Iterable[SubjectId] = ()) -> str:
    """Return a text with every address hidden, whoever lives there; in an act or a run.

    With `about`, all records of a child, the names of that child's places are hidden as well: a school, a surgery.
    """
    found = find_places_in_all(viewer=RUN, texts={"": text}, about=about, any_address=True)
    return hide_places(closed_text(text), found[""])
