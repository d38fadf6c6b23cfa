"""Somebody who works with a child writes a letter or an invitation, sees it, and makes it; copies leave as files.

In:  who writes, about which child, what.
Out: to whom one may write; a letter, kept, with each copy on the register of what left.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reachable.access.context import acting, reading, running
from reachable.access.domain.viewer import Actor, Run, Viewer
from reachable.access.queries import get_agency, list_people_in_role
from reachable.journeys.letter_checked import require_may_leave
from reachable.journeys.sharing_checked import NotYoursToShare, open_subject
from reachable.journeys.sharing_told import READERS
from reachable.kernel.ids import LetterId, SubjectId
from reachable.people.domain.usual_name import find_usual_name
from reachable.people.queries import list_adults_around, list_claims
from reachable.people.queries.telling import list_not_told
from reachable.sharing.domain.deciding import CannotShare
from reachable.sharing.domain.letters import FAMILY, Reader, ReaderKind, WantedLetter, check_letter
from reachable.sharing.operations.letters import keep_letter
from reachable.sharing.queries.letters import LetterRecord, find_letter_subject, list_letters

RUN = Run("letters")
THE_CHILD, PROFESSIONAL = "CHILD", "PROFESSIONAL"


@dataclass(frozen=True, slots=True)
class PossibleReader:
    """Somebody to whom one may write: the code that is chosen, and who that is."""

    code: str
    who: str


@dataclass(frozen=True, slots=True)
class WritingPage:
    """To whom one may write about a child, and which adults the writer is told must not be told."""

    child: str
    readers: tuple[PossibleReader, ...]
    must_not_be_told: tuple[str, ...]


def open_writing(*, viewer: Viewer, subject_id: SubjectId) -> WritingPage:
    """Open a child's record, noted first, and return to whom one may write.

    :raises NotYoursToShare: when the record is not open to the viewer.
    """
    subject_ids = open_subject(viewer, subject_id)
    with reading(viewer):
        adults = list_adults_around(viewer=viewer, subject_ids=subject_ids)
        name = find_usual_name(list_claims(viewer=viewer, subject_ids=subject_ids).values())
        written = [each for each in list_not_told(viewer=viewer, subject_ids=subject_ids) if each.ended_at is None]
    refused = {each.adult_id for each in adults if each.must_not_be_told} | {each.who.adult_id for each in written}
    recorded = (each.relation.lower() for each in adults if each.must_not_be_told)
    found = {
        each.adult_id: PossibleReader(str(each.adult_id), f"{each.relation}, as {each.agency_name} recorded")
        for each in adults
        if each.relation_code in FAMILY and each.adult_id not in refused
    }
    return WritingPage(
        child=name,
        readers=(PossibleReader(THE_CHILD, "The child"), *found.values()),
        must_not_be_told=tuple(dict.fromkeys((*recorded, *(each.say() for each in written)))),
    )


def find_reader(*, page: WritingPage, code: str, name: str, envelope: str, is_copy: bool, now: datetime) -> Reader:
    """Return somebody to whom one writes. Of a professional, `name` is the address they sign in with.

    :raises CannotShare: when nobody of the partnership signs in with it.
    """
    if code == PROFESSIONAL:
        people = [
            each
            for each in list_people_in_role(roles=READERS, at=now)
            if each.email.casefold() == name.strip().casefold()
        ]
        if not people:
            raise CannotShare([f"Nobody who reads records signs in with “{name.strip()}”: write their e-mail address"])
        one = people[0]
        who = f"{one.role.label}, {get_agency(agency_id=one.agency_id).name}"
        return Reader(
            kind=ReaderKind.PROFESSIONAL, number=one.user_id, who=who, name=one.name, envelope=envelope, is_copy=is_copy
        )
    known = {each.code: each.who.partition(",")[0] for each in page.readers}
    kind, number = (ReaderKind.CHILD, None) if code == THE_CHILD else (ReaderKind.ADULT, _number(code))
    return Reader(kind=kind, number=number, who=known.get(code, ""), name=name, envelope=envelope, is_copy=is_copy)


def check_before_making(
    *, viewer: Viewer, subject_id: SubjectId, page: WritingPage, wanted: WantedLetter, now: datetime
) -> None:
    """Check everything about a letter. Nothing is kept.

    :raises CannotShare: with every reason, when it may not be made.
    """
    check_letter(wanted, names_somebody=bool(page.must_not_be_told), now=now)
    require_may_leave(wanted=wanted, subject_id=subject_id, viewer=viewer, now=now)


def make_letter(*, viewer: Viewer, subject_id: SubjectId, wanted: WantedLetter, now: datetime) -> LetterId:
    """Make a letter: noted first, checked, kept, and put on the register of what left.

    :raises NotYoursToShare: when the record is not open to the viewer.
    :raises CannotShare: with every reason, when it may not be made.
    """
    page = open_writing(viewer=viewer, subject_id=subject_id)
    check_before_making(viewer=viewer, subject_id=subject_id, page=page, wanted=wanted, now=now)
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="made a letter", now=now, about=[subject_id]):
        return keep_letter(child_id=subject_id, wanted=wanted, signed=say_signed(viewer=viewer), by=by, now=now)


def say_signed(*, viewer: Viewer) -> str:
    """Return what stands under a letter."""
    return f"{viewer.name}, {viewer.role.label.lower()}, {viewer.agency_name}"[:200]


def list_child_letters(*, viewer: Viewer, subject_id: SubjectId) -> tuple[LetterRecord, ...]:
    """Return the letters the viewer's agency made about a child, newest first.

    :raises NotYoursToShare: when the record is not open to the viewer.
    """
    subject_ids = open_subject(viewer, subject_id)
    with reading(viewer):
        return list_letters(viewer=viewer, subject_ids=subject_ids)


def open_letter(*, viewer: Viewer, letter_id: LetterId, now: datetime) -> LetterRecord:
    """Open the record a letter is about, and return the letter.

    :raises NotYoursToShare: when it is not a letter of the viewer's agency of a record open to them, or there is none.
    """
    with running(job="find whom a letter is about", now=now):
        subject_id = find_letter_subject(viewer=RUN, letter_id=letter_id)
    if subject_id is None:
        raise NotYoursToShare
    letters = list_child_letters(viewer=viewer, subject_id=subject_id)
    found = next((each for each in letters if each.id == letter_id), None)
    if found is None:
        raise NotYoursToShare
    return found


def _number(code: str) -> UUID:
    try:
        return UUID(code)
    except ValueError as unknown:
        raise CannotShare(["Choose whom it is for from the list"]) from unknown
