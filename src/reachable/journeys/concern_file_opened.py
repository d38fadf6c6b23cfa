"""A file that was sent with a concern is opened by whoever may read the concern, unless it would say where a child is.

In:  a concern, the place of the file in it, and who asks.
Out: OpenedFile with its content, or without it where it is held back; None as for a file nobody ever sent.

Its words are screened again each time: a child may have been protected since it was kept. A record that might be of a
child of the concern counts as theirs until a person has said that it is not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reachable.access.context import reading, running
from reachable.access.domain.viewer import Run, Shown, Viewer
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
    """A file and what is in it; `made` is None when it is held back."""

    file: KeptFile
    made: MadeAnew | None


def open_concern_file(*, concern_id: ConcernId, position: int, viewer: Viewer, now: datetime) -> OpenedFile | None:
    """Open a file of a concern, noted first; None when the concern is not open to the viewer or there is no such file.

    A file whose key was destroyed, or that opens no more, is as one that never was.
    """
    about = AboutId(concern_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="a file of a concern")
    if about not in opened.granted:
        return None
    with reading(viewer):
        sealed = find_file(viewer=viewer, concern_id=concern_id, position=position)
    return None if sealed is None else _unseal(sealed, now)


def _unseal(sealed: SealedFile, now: datetime) -> OpenedFile | None:
    concern_id = AboutId(sealed.file.concern_id)
    with running(job="open a file of a concern", now=now):
        key = find_child_key(viewer=RUN, about_id=concern_id, controller_id=sealed.controller_id)
        if key is None:
            return None
        try:
            made = get_file_content(viewer=RUN, sealed=sealed, key=key)
        except CannotBeOpened as problem:
            log_failure("A file of a concern does not open", problem)
            return None
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


def _find_perhaps_same(children: Iterable[SubjectId]) -> frozenset[SubjectId]:
    """Return every record of these children, and every one that might be: a person has still to say."""
    same = _find_same(children)
    waiting = list_candidates(viewer=RUN, subject_ids=same)
    return same | _find_same({each for pair in waiting for each in (pair.left, pair.right)})


def _find_same(subject_ids: Iterable[SubjectId]) -> frozenset[SubjectId]:
    found = list_same_person(viewer=RUN, subject_ids=subject_ids).values()
    return frozenset(each for one in found for each in one)
