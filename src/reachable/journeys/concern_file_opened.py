"""A file that was sent with a concern is opened by whoever may read the concern, unless it would say where a child is.

In:  a concern, the place of the file in it, and who asks.
Out: OpenedFile with its content, or without it where it is held back or does not open; None as for a file nobody ever
     sent.

Its words are screened again each time: a child may have been protected since it was kept. A record that might be of a
child of the concern counts as theirs until a person has said that it is not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reachable.access.context import acting, reading, running
from reachable.access.domain.viewer import Actor, Run, Shown, Viewer
from reachable.intake.domain.files import KeptFile, MadeAnew, SealedFile, is_held_back
from reachable.intake.queries import find_file, get_file_content, list_children_of_concerns
from reachable.journeys.failures_logged import log_failure
from reachable.kernel.ids import AboutId, ConcernId, SubjectId
from reachable.matching.queries import list_candidates
from reachable.people.queries import list_same_person, open_records
from reachable.places.domain.sealing import CannotBeOpened
from reachable.places.queries import find_child_key, find_places_in_all, find_protected

RUN = Run("files")


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file and what is in it; `made` is None when it is held back, or does not open."""

    file: KeptFile
    made: MadeAnew | None
    opens: bool = True


def open_concern_file(*, concern_id: ConcernId, position: int, viewer: Viewer, now: datetime) -> OpenedFile | None:
    """Open a file of a concern, noted first; None when the concern is not open to the viewer or there is no such file.

    That a file is kept and does not open, as its key was destroyed or does not fit, is noted and said.
    """
    about = AboutId(concern_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="a file of a concern")
    if about not in opened.granted:
        return None
    with reading(viewer):
        sealed = find_file(viewer=viewer, concern_id=concern_id, position=position)
    if sealed is None:
        return None
    found = _unseal(sealed, now)
    if not found.opens:
        with acting(by=Actor.from_viewer(viewer), what="a file of a concern did not open", now=now):
            pass
    return found


def _unseal(sealed: SealedFile, now: datetime) -> OpenedFile:
    concern_id = AboutId(sealed.file.concern_id)
    with running(job="open a file of a concern", now=now):
        try:
            made = _open(sealed, concern_id)
        except CannotBeOpened as problem:
            log_failure("A file of a concern does not open", problem)
            return OpenedFile(sealed.file, None, opens=False)
        children = list_children_of_concerns(viewer=RUN, concern_ids=[concern_id]).get(concern_id, frozenset())
        same = _find_perhaps_same(children)
        is_protected = bool(find_protected(viewer=RUN, subject_ids=same))
        found = find_places_in_all(
            viewer=RUN, texts={"": made.words}, about=same if is_protected else (), any_address=is_protected
        )
    held = is_held_back(
        kind=made.kind,
        no_place=sealed.file.no_place,
        is_protected=is_protected,
        place_in_words=bool(found[""]),
    )
    return OpenedFile(sealed.file, None if held else made)


def _open(sealed: SealedFile, concern_id: AboutId) -> MadeAnew:
    key = find_child_key(viewer=RUN, about_id=concern_id, controller_id=sealed.controller_id)
    if key is None:
        raise CannotBeOpened("the key of this concern was destroyed")
    return get_file_content(viewer=RUN, sealed=sealed, key=key)


def _find_perhaps_same(children: Iterable[SubjectId]) -> frozenset[SubjectId]:
    """Return every record of these children, and every one that might be: a person has still to say."""
    same = _find_same(children)
    waiting = list_candidates(viewer=RUN, subject_ids=same)
    return same | _find_same({each for pair in waiting for each in (pair.left, pair.right)})


def _find_same(subject_ids: Iterable[SubjectId]) -> frozenset[SubjectId]:
    found = list_same_person(viewer=RUN, subject_ids=subject_ids).values()
    return frozenset(each for one in found for each in one)
