"""Somebody who works with a child writes down that an adult must not be told of it, corrects that, and ends it.

In:  who writes, about which child, what.
Out: what stands and what stood; an entry kept on every record of the child, or ended.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from reachable.access.context import acting, reading
from reachable.access.domain.viewer import Actor, Run, Viewer
from reachable.journeys.sharing_checked import NotYoursToShare, open_subject
from reachable.kernel.ids import SubjectId
from reachable.kernel.london import london_date
from reachable.matching.operations import wait_for_turn
from reachable.people.domain.claims import AdultAroundChild
from reachable.people.domain.not_told import CannotBeKept, NotToldEntry, NotToldWish, check_reason, check_wish
from reachable.people.domain.usual_name import find_usual_name
from reachable.people.operations.telling import end_must_not_be_told, record_must_not_be_told
from reachable.people.queries import list_adults_around, list_claims, list_controllers, list_same_person
from reachable.people.queries.telling import list_not_told

RUN = Run("who must not be told")
ENDED_MEANWHILE = (
    "Somebody has corrected or ended it in the meantime. Nothing was changed, and what you wrote still stands here:"
    " read what stands now, and write it again there if it is still needed"
)


@dataclass(frozen=True, slots=True)
class NotToldPage:
    """Who must not be told of a child: as agencies' records say, as workers wrote, and what no longer stands."""

    child: str
    recorded: tuple[AdultAroundChild, ...]
    around: tuple[AdultAroundChild, ...]
    standing: tuple[NotToldEntry, ...]
    ended: tuple[NotToldEntry, ...]


def open_not_told(*, viewer: Viewer, subject_id: SubjectId) -> NotToldPage:
    """Open a child's record, noted first, and return who must not be told.

    `around` are the adults of whom it can be written down: each once.

    :raises NotYoursToShare: when the record is not open to the viewer.
    """
    subject_ids = open_subject(viewer, subject_id)
    with reading(viewer):
        adults = list_adults_around(viewer=viewer, subject_ids=subject_ids)
        name = find_usual_name(list_claims(viewer=viewer, subject_ids=subject_ids).values())
        entries = list_not_told(viewer=viewer, subject_ids=subject_ids)
    return NotToldPage(
        child=name,
        recorded=tuple(each for each in adults if each.must_not_be_told),
        around=_once(each for each in adults if not each.must_not_be_told),
        standing=tuple(each for each in entries if each.ended_at is None),
        ended=tuple(each for each in entries if each.ended_at is not None),
    )


def find_own_entry(*, viewer: Viewer, page: NotToldPage, entry_id: UUID) -> NotToldEntry:
    """Return an entry that the viewer's agency wrote. One that stands can be corrected or ended.

    :raises NotYoursToShare: when there is none such.
    """
    found = next((each for each in (*page.standing, *page.ended) if each.id == entry_id), None)
    if found is None or found.agency_id != viewer.agency_id:
        raise NotYoursToShare
    return found


def write_not_told(*, viewer: Viewer, subject_id: SubjectId, wish: NotToldWish, now: datetime) -> None:
    """Keep that an adult must not be told, on every record of the child.

    :raises NotYoursToShare: when the record is not open to the viewer.
    :raises CannotBeKept: with every reason, when something is missing or who is chosen is not around the child.
    """
    page = open_not_told(viewer=viewer, subject_id=subject_id)
    _check(wish, page, now)
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="wrote down who must not be told", now=now, about=[subject_id]):
        _keep(subject_id, wish, None, by, now)


def correct_not_told(
    *, viewer: Viewer, subject_id: SubjectId, entry_id: UUID, wish: NotToldWish, why: str, now: datetime
) -> None:
    """End an entry and keep it as it should have been, in one act. What stood before stays to read.

    :raises NotYoursToShare: when it is not an entry of the viewer's agency, of a record open to them.
    :raises CannotBeKept: with every reason, when something is missing, or somebody ended it in the meantime.
    """
    page = open_not_told(viewer=viewer, subject_id=subject_id)
    before = find_own_entry(viewer=viewer, page=page, entry_id=entry_id)
    _require_stands(before)
    problems = check_reason(why)
    if problems:
        raise CannotBeKept(problems)
    _check(wish, page, now, before)
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="corrected who must not be told", now=now, about=[subject_id]):
        # Whoever hides places takes the turn, then the rows. The other way about, each would wait for the other.
        wait_for_turn(by=by, now=now)
        end_must_not_be_told(entry_id=entry_id, because=why, by=by, now=now)
        _keep(subject_id, wish, entry_id, by, now)


def end_not_told(*, viewer: Viewer, subject_id: SubjectId, entry_id: UUID, because: str, now: datetime) -> None:
    """Keep that an adult may be told again, and why. The entry stays to read.

    :raises NotYoursToShare: when it is not an entry of the viewer's agency, of a record open to them.
    :raises CannotBeKept: when no reason is written, or somebody ended it in the meantime.
    """
    page = open_not_told(viewer=viewer, subject_id=subject_id)
    _require_stands(find_own_entry(viewer=viewer, page=page, entry_id=entry_id))
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="ended that somebody must not be told", now=now, about=[subject_id]):
        end_must_not_be_told(entry_id=entry_id, because=because, by=by, now=now)


def _require_stands(entry: NotToldEntry) -> None:
    if entry.ended_at is not None:
        raise CannotBeKept([ENDED_MEANWHILE])


def _check(wish: NotToldWish, page: NotToldPage, now: datetime, before: NotToldEntry | None = None) -> None:
    check_wish(wish, today=london_date(now))
    known: set[SubjectId | None] = {None, *(each.adult_id for each in (*page.around, *page.recorded))}
    known |= {before.who.adult_id} if before is not None else set()
    if wish.who.adult_id not in known:
        raise CannotBeKept(["Choose somebody from the list, or write who it is"])


def _keep(subject_id: SubjectId, wish: NotToldWish, corrects_id: UUID | None, by: Actor, now: datetime) -> None:
    # No extract links a record to the child while the child's are read: it holds for each when they part.
    wait_for_turn(by=by, now=now)
    same: Sequence[SubjectId] = list_same_person(viewer=RUN, subject_ids=[subject_id])[subject_id]
    entry_id = uuid4()
    for each, controller_id in list_controllers(viewer=RUN, subject_ids=same).items():
        record_must_not_be_told(
            subject_id=each,
            controller_id=controller_id,
            who=wish.who,
            of_what=wish.of_what,
            because=wish.because,
            said_by=wish.said_by,
            review_on=wish.review_on,
            entry_id=entry_id,
            corrects_id=corrects_id,
            by=by,
            now=now,
        )


def _once(adults: Iterable[AdultAroundChild]) -> tuple[AdultAroundChild, ...]:
    found: dict[SubjectId, AdultAroundChild] = {}
    for each in adults:
        found.setdefault(each.adult_id, each)
    return tuple(found.values())
