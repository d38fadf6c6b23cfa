"""Somebody looks again at the protection of where a child is: it is kept on until a day, or ended by two people.

In:  a reader whose turn it is; what they decided, and what the child says.
Out: the protection with its history, and what ending it would show to whom; the decision, kept under their name.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from reachable.access.context import acting, reading, running
from reachable.access.domain.viewer import Actor, RelationshipReason, Run, Shown, Viewer
from reachable.access.operations import end_relationships
from reachable.access.queries import get_agency, list_working_with
from reachable.journeys.protections_due import SECOND, may_look, put_before, tell_of_end
from reachable.journeys.whereabouts_protected import without_any_address
from reachable.kernel.ids import AboutId, SubjectId
from reachable.matching.operations import wait_for_turn
from reachable.people.queries import list_same_person, open_records
from reachable.places.domain.looking_again import Look, Looked, SpokenWith, say_reference
from reachable.places.operations.looks import ask_to_end_protection, end_protection, keep_protected
from reachable.places.queries.looks import list_looked

RUN = Run("looking again")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionPage:
    """One child's protection by the reader's agency, as they look at it again.

    `asked` is by what it was asked to end. `others` are the agencies that protect a record of the child and would go
    on; `working` those whose people work with the child now.
    """

    subject_id: SubjectId
    reference: str
    own: tuple[Looked, ...]
    asked: Look | None
    history: tuple[Look, ...]
    others: tuple[str, ...]
    working: tuple[str, ...]

    @property
    def decision(self) -> Looked:
        """Return the protection that is looked at first."""
        return min(self.own, key=lambda each: (each.review_on, each.id))


def open_protection(*, subject_id: SubjectId, viewer: Viewer, now: datetime) -> ProtectionPage | None:
    """Open one protection that is the reader's to look at, and note it; None where it is not, or there is none."""
    about = AboutId(subject_id)
    what = "whether where a child is stays protected"
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what=what)
    if about not in opened.granted:
        return None
    records = opened.records_of[about]
    with reading(viewer):
        looked = list_looked(viewer=viewer, subject_ids=records)
        working = list_working_with(viewer=viewer, about_ids=[AboutId(each) for each in records])
    with running(job="find who looks at a protection again", now=now):
        own = may_look(protections=looked, viewer=viewer)
    if not own:
        return None
    asked = own[0].asked if all(each.asked is not None for each in own) else None
    others = {each.agency_id for each in looked if each.ended_at is None} - {viewer.agency_id}
    return ProtectionPage(
        subject_id=subject_id,
        reference=say_reference(subject_id),
        own=own,
        asked=asked,
        history=said_once(looked, agency_of=viewer),
        others=tuple(sorted(get_agency(agency_id=each).name for each in others)),
        working=tuple(dict.fromkeys(each.agency_name for each in working if each.agency_name)),
    )


def said_once(looked: Iterable[Looked], *, agency_of: Viewer | None = None) -> tuple[Look, ...]:
    """Return every look at these protections, the newest first: one that was at several records of a child once.

    `agency_of` leaves out those of other agencies than the reader's.
    """
    wanted = [each for each in looked if agency_of is None or each.agency_id == agency_of.agency_id]
    looks = {(each.kind, each.by_id, each.at): each for one in wanted for each in one.looks}
    return tuple(sorted(looks.values(), key=lambda each: (each.at, each.number), reverse=True))


def keep_on(*, page: ProtectionPage, because: str, next_on: date, viewer: Viewer, now: datetime) -> None:
    """Keep that the protection is still needed, until it is looked at again on a day, for a reason.

    :raises reachable.places.domain.looking_again.CannotLook: when something is not said; nothing is changed.
    """
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="kept where a child is protected", now=now, about=_records(page)):
        wait_for_turn(by=by, now=now)
        keep_protected(
            subject_ids=_records(page),
            agency_id=viewer.agency_id,
            because=_without_places(because, page),
            next_on=next_on,
            by=by,
            now=now,
        )
        _let_go(page, by, now)


def ask_to_end(*, page: ProtectionPage, because: str, spoken: SpokenWith, viewer: Viewer, now: datetime) -> None:
    """Ask for the protection to end. It stands until another person of the agency confirms; they are written to.

    :raises reachable.places.domain.looking_again.CannotLook: when something is not said; nothing is changed.
    """
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="asked to end the protection of where a child is", now=now, about=_records(page)):
        wait_for_turn(by=by, now=now)
        ask_to_end_protection(
            subject_ids=_records(page),
            agency_id=viewer.agency_id,
            because=_without_places(because, page),
            spoken=replace(
                spoken, who=_without_places(spoken.who, page), child_says=_without_places(spoken.child_says, page)
            ),
            by=by,
            now=now,
        )
        looked = list_looked(viewer=RUN, subject_ids=_records(page)[:1])
        for each in looked:
            if each.asked is not None and each.agency_id == viewer.agency_id:
                put_before(each, key=f"end:{each.asked.number}:0", text=SECOND, officer_too=True, now=now)


def end_it(*, page: ProtectionPage, viewer: Viewer, now: datetime) -> None:
    """End the agency's own protection, as another person asked. What other agencies protect they go on protecting.

    :raises reachable.places.domain.looking_again.CannotLook: when nobody asked, or the same person did.
    """
    by = Actor.from_viewer(viewer)
    asker = None if page.asked is None else page.asked.by_id
    with acting(by=by, what="ended the protection of where a child is", now=now, about=_records(page)):
        wait_for_turn(by=by, now=now)
        end_protection(subject_ids=_records(page), agency_id=viewer.agency_id, by=by, now=now)
        tell_of_end(page.decision, but_not=(viewer.user_id, asker), now=now)
        _let_go(page, by, now)


def _records(page: ProtectionPage) -> list[SubjectId]:
    """Return the records the reader was shown: one linked since, or sealed from them, is not theirs to decide on."""
    return sorted(each.subject_id for each in page.own)


def _without_places(text: str, page: ProtectionPage) -> str:
    """Return words about a protection without any place of the child, whichever agency's record told it."""
    return without_any_address(text, about=list_same_person(viewer=RUN, subject_ids=[page.subject_id])[page.subject_id])


def _let_go(page: ProtectionPage, by: Actor, now: datetime) -> None:
    """Let nobody open these records any longer for having been asked to look."""
    about = [AboutId(each) for each in _records(page)]
    end_relationships(about_ids=about, reason=RelationshipReason.PROTECTING, by=by, now=now)
